package io.github.segmentation4j.privacy.audit;

import java.util.Arrays;

/**
 * The event that a score reaches a threshold, or that it stays below.
 *
 * @param threshold where
 * @param reached whether the event is that the score is at least the threshold
 */
record ThresholdEvent(double threshold, boolean reached) {
    /** Every other one of the scores, beginning with the first or the second. */
    static double[] half(double[] scores, int first) {
        double[] half = new double[(scores.length - first + 1) / 2];
        Arrays.setAll(half, i -> scores[2 * i + first]);
        return half;
    }

    /** The event of all that promises the greatest bound; sorts the arrays. */
    static ThresholdEvent choose(double[] present, double[] absent, EpsilonLowerBound bound) {
        Arrays.sort(present);
        Arrays.sort(absent);
        ThresholdEvent best = new ThresholdEvent(present[0], true);
        double most = Double.NEGATIVE_INFINITY;
        int belowPresent = 0;
        int belowAbsent = 0;
        while (belowPresent < present.length || belowAbsent < absent.length) {
            double threshold = Math.min(
                    belowPresent < present.length ? present[belowPresent] : Double.POSITIVE_INFINITY,
                    belowAbsent < absent.length ? absent[belowAbsent] : Double.POSITIVE_INFINITY);
            double above = bound.approximate(
                    present.length - belowPresent, present.length, absent.length - belowAbsent, absent.length);
            double below = bound.approximate(belowPresent, present.length, belowAbsent, absent.length);
            if (Math.max(above, below) > most) {
                most = Math.max(above, below);
                best = new ThresholdEvent(threshold, above >= below);
            }
            while (belowPresent < present.length && present[belowPresent] <= threshold) {
                belowPresent++;
            }
            while (belowAbsent < absent.length && absent[belowAbsent] <= threshold) {
                belowAbsent++;
            }
        }
        return best;
    }

    /** In how many scores the event came. */
    long count(double[] scores) {
        long count = 0;
        for (double score : scores) {
            count += (score >= threshold) == reached ? 1 : 0;
        }
        return count;
    }
}
