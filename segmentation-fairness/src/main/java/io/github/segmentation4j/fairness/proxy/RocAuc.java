package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.fairness.proxy.QuantileBands.Ranks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;

/**
 * The area under the ROC curve: the probability that a member of a group scores higher than somebody else, ties counted
 * half. Rows without a score are left out. Keeps where each row stands among those of the other side, which is what
 * differences of two areas over the same rows are judged by.
 */
final class RocAuc {
    static final double CONFIDENCE = 0.95;

    /** Halvings of the unit interval until nothing is left of a double. */
    private static final int HALVINGS = 60;

    private final int[] rank;
    private final boolean[] positive;
    private final double[] positivePlacement;
    private final double[] negativePlacement;
    private final long positives;
    private final long negatives;
    private final double area;

    private RocAuc(Ranks ranks, boolean[] positive) {
        this.positive = positive;
        rank = new int[positive.length];
        long[] positiveAt = new long[ranks.distinct()];
        long[] negativeAt = new long[ranks.distinct()];
        for (int row = 0; row < rank.length; row++) {
            rank[row] = ranks.of(row);
            if (rank[row] != Ranks.MISSING) {
                (positive[row] ? positiveAt : negativeAt)[rank[row]]++;
            }
        }
        positivePlacement = new double[ranks.distinct()];
        negativePlacement = new double[ranks.distinct()];
        long positivesBelow = 0;
        long negativesBelow = 0;
        // Twice the wins, a tie counted as one: whole numbers, so nothing is rounded.
        long twiceWins = 0;
        for (int r = 0; r < ranks.distinct(); r++) {
            twiceWins += positiveAt[r] * (2 * negativesBelow + negativeAt[r]);
            positivePlacement[r] = negativesBelow + 0.5 * negativeAt[r];
            negativePlacement[r] = positivesBelow + 0.5 * positiveAt[r];
            positivesBelow += positiveAt[r];
            negativesBelow += negativeAt[r];
        }
        positives = positivesBelow;
        negatives = negativesBelow;
        area = (double) twiceWins / (2.0 * positives * negatives);
    }

    /** The area of scores, NaN where there is none. */
    static RocAuc of(double[] scores, boolean[] positive) {
        return new RocAuc(Ranks.of(scores, Checkpoint.none()), positive);
    }

    static RocAuc of(Ranks ranks, boolean[] positive) {
        return new RocAuc(ranks, positive);
    }

    boolean isDefined() {
        return positives > 0 && negatives > 0;
    }

    double area() {
        return area;
    }

    long positives() {
        return positives;
    }

    long negatives() {
        return negatives;
    }

    Statistic statistic() {
        return isDefined()
                ? estimate(area, positives, negatives)
                : Statistic.undetermined("one side has nobody with a value");
    }

    /**
     * An area with the interval that inverts the variance of Hanley and McNeil in the form of Newcombe, which stays
     * within 0 and 1 and is not empty at the ends. Ties make it wider than need be.
     */
    static Statistic estimate(double area, long positives, long negatives) {
        double z = StandardNormal.criticalValue(CONFIDENCE);
        double lower = bound(area, 0, z, positives, negatives);
        double upper = bound(area, 1, z, positives, negatives);
        return new Statistic.Estimate(area, Math.min(lower, area), Math.max(upper, area), CONFIDENCE);
    }

    /** The true area nearest to an end that the observed one does not contradict. */
    private static double bound(double area, double end, double z, long positives, long negatives) {
        double outside = end;
        double inside = area;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (outside + inside) / 2;
            double distance = area - middle;
            if (distance * distance > z * z * variance(middle, positives, negatives)) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return inside;
    }

    private static double variance(double area, long positives, long negatives) {
        double half = (positives + negatives) / 2.0 - 1;
        double spread = 1 + half * ((1 - area) / (2 - area) + area / (1 + area));
        return area * (1 - area) * spread / ((double) positives * negatives);
    }

    /** The variance of the difference of two areas over the same rows (DeLong). */
    double varianceOfDifference(RocAuc other) {
        double positiveSum = 0;
        double positiveSquares = 0;
        double negativeSum = 0;
        double negativeSquares = 0;
        for (int row = 0; row < rank.length; row++) {
            if (rank[row] == Ranks.MISSING) {
                continue;
            }
            double difference = placement(row) - other.placement(row);
            if (positive[row]) {
                positiveSum += difference;
                positiveSquares += difference * difference;
            } else {
                negativeSum += difference;
                negativeSquares += difference * difference;
            }
        }
        return varianceOfMean(positiveSum, positiveSquares, positives)
                + varianceOfMean(negativeSum, negativeSquares, negatives);
    }

    private double placement(int row) {
        return positive[row] ? positivePlacement[rank[row]] / negatives : negativePlacement[rank[row]] / positives;
    }

    private static double varianceOfMean(double sum, double squares, long count) {
        return count < 2 ? 0 : Math.max(0, squares - sum * sum / count) / (count - 1) / count;
    }
}
