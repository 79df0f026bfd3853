package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/**
 * How well scores tell members from customers who were held out. Depends on the scores as sets, not on their order.
 *
 * <p>References: J. A. Hanley, B. J. McNeil, The meaning and use of the area under a receiver operating characteristic
 * curve, Radiology 143, 1982; R. G. Newcombe, Confidence intervals for an effect size measure based on the Mann-Whitney
 * statistic, part 2, Statistics in Medicine 25, 2006.
 */
final class RocCurve {
    /** Halvings of the unit interval until nothing is left of a double. */
    private static final int HALVINGS = 60;

    private static final int PERCENT = 100;

    private final double[] members;
    private final double[] heldOut;
    private final double confidence;

    /** Takes over the arrays and sorts them; both must hold something, and no NaN. */
    RocCurve(double[] members, double[] heldOut, double confidence, Checkpoint checkpoint) {
        PacedSort.sort(members, checkpoint);
        PacedSort.sort(heldOut, checkpoint);
        this.members = members;
        this.heldOut = heldOut;
        this.confidence = confidence;
    }

    boolean allEqual() {
        return Math.min(members[0], heldOut[0]) == Math.max(members[members.length - 1], heldOut[heldOut.length - 1]);
    }

    /** The probability that a member scores higher than somebody held out, ties counted half, with its interval. */
    Statistic area() {
        // Twice the wins, a tie counted as one: whole numbers, so nothing is rounded.
        long twiceWins = 0;
        int below = 0;
        int upTo = 0;
        for (double score : members) {
            while (below < heldOut.length && heldOut[below] < score) {
                below++;
            }
            while (upTo < heldOut.length && heldOut[upTo] <= score) {
                upTo++;
            }
            twiceWins += below + upTo;
        }
        double area = twiceWins / (2.0 * members.length * heldOut.length);
        double lower = Math.min(area, areaBound(area, 0));
        double upper = Math.max(area, areaBound(area, 1));
        return new Statistic.Estimate(area, lower, upper, confidence);
    }

    /** The true area nearest to an end that the observed one does not contradict: stays within 0 and 1, never empty. */
    private double areaBound(double area, double end) {
        double z = StandardNormal.criticalValue(confidence);
        double outside = end;
        double inside = area;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (outside + inside) / 2;
            double distance = area - middle;
            if (distance * distance > z * z * areaVariance(middle)) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return inside;
    }

    /** Hanley and McNeil's variance with the mean of the two sizes in the place of each (Newcombe's method 5). */
    private double areaVariance(double area) {
        double others = (members.length + (double) heldOut.length) / 2 - 1;
        double spread = 1 + others * ((1 - area) / (2 - area) + area / (1 + area));
        return area * (1 - area) * spread / ((double) members.length * heldOut.length);
    }

    /**
     * The greatest share of members that scores above a threshold which at most a share of those held out exceeds. The
     * threshold is uncertain too: half of the error goes to the rank of the threshold, half to the share of members, both
     * exact.
     */
    Statistic truePositivesAt(double falsePositives) {
        double tail = (1 - confidence) / 4;
        int rank = strictRank(falsePositives, tail);
        double lower = rank < 0 ? 0 : BinomialTail.lowerEnd(above(rank), members.length, tail);
        int generous = generousRank(falsePositives, tail);
        double upper = generous > heldOut.length
                ? 1
                : BinomialTail.upperEnd(atLeast(members, heldOut[heldOut.length - generous]), members.length, tail);
        double share = (double) identified(falsePositives) / members.length;
        return new Statistic.Estimate(share, Math.min(lower, share), Math.max(upper, share), confidence);
    }

    /** How many members score above the threshold that at most a share of those held out exceeds. */
    int identified(double falsePositives) {
        return above((int) Math.floor(falsePositives * heldOut.length));
    }

    /** So few may exceed a threshold that the true share of all who do is hardly above the one asked for; -1 if none. */
    private int strictRank(double share, double tail) {
        int low = -1;
        int high = heldOut.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (1 - BinomialTail.atLeast(middle + 1L, heldOut.length, share) <= tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** So many reach a threshold that the true share of all who do is hardly below; one more than there are if none. */
    private int generousRank(double share, double tail) {
        int low = 0;
        int high = heldOut.length + 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (BinomialTail.atLeast(middle, heldOut.length, share) <= tail) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** The members above the least threshold that at most so many of those held out exceed. */
    private int above(int exceeding) {
        return exceeding >= heldOut.length
                ? members.length
                : members.length - upTo(members, heldOut[heldOut.length - 1 - exceeding]);
    }

    private static int atLeast(double[] sorted, double threshold) {
        return sorted.length - countWhile(sorted, threshold, false);
    }

    private static int upTo(double[] sorted, double threshold) {
        return countWhile(sorted, threshold, true);
    }

    private static int countWhile(double[] sorted, double threshold, boolean equalToo) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < threshold || (equalToo && sorted[middle] == threshold)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The curve from the corner at which nobody is named, at every percent of false positives. */
    Exhibit.Curve curve() {
        List<Exhibit.Point> points = new ArrayList<>();
        points.add(new Exhibit.Point(0, 0));
        for (int percent = 0; percent <= PERCENT; percent++) {
            int exceeding = (int) ((long) percent * heldOut.length / PERCENT);
            points.add(new Exhibit.Point((double) percent / PERCENT, (double) above(exceeding) / members.length));
        }
        return new Exhibit.Curve(
                "Telling members of the training set from others", "false positives", "true positives", points);
    }
}
