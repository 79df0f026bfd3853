package io.github.segmentation4j.fairness.inference;

import org.apache.commons.math3.special.Beta;

/**
 * A share with the exact interval of Clopper and Pearson: it covers the true share at least as often as its confidence
 * says, whatever the share and the counts, and pays for that with width. Take it where a promise must never be missed;
 * {@link WilsonInterval} is closer to its confidence.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the
 * binomial, Biometrika 26, 1934.
 *
 * @param hits how many have the trait, 0 to {@code of}
 * @param of how many could have it, at least 1
 * @param lower the lower end, from 0 to the share
 * @param upper the upper end, from the share to 1
 * @param confidence the confidence, such as 0.95
 */
public record ClopperPearsonInterval(long hits, long of, double lower, double upper, double confidence)
        implements ProportionInterval {
    /** Checks that the interval contains the share. */
    public ClopperPearsonInterval {
        Arguments.requireShare(hits, of, lower, upper);
        Arguments.requireConfidence(confidence);
    }

    /** The interval of 95 % confidence. */
    public static ClopperPearsonInterval of(long hits, long of) {
        return of(hits, of, Arguments.CONFIDENCE);
    }

    /**
     * The interval of a confidence.
     *
     * @param hits 0 to {@code of}
     * @param of at least 1; the share of nobody is not a number
     * @param confidence above 0 and below 1
     */
    public static ClopperPearsonInterval of(long hits, long of, double confidence) {
        Arguments.requireCounts(hits, of);
        Arguments.requireConfidence(confidence);
        double tail = (1 - confidence) / 2;
        // The upper end is the mirrored lower one; rounding must not push it past the share.
        double upper = Math.max((double) hits / of, 1 - lowerEnd(of - hits, of, tail));
        return new ClopperPearsonInterval(hits, of, lowerEnd(hits, of, tail), upper, confidence);
    }

    /** The share under which so many hits or more have just the probability of a tail. */
    private static double lowerEnd(long hits, long of, double tail) {
        double low = 0;
        double high = (double) hits / of;
        double middle = high / 2;
        while (low < middle && middle < high) {
            if (Beta.regularizedBeta(middle, (double) hits, (double) (of - hits) + 1) < tail) {
                low = middle;
            } else {
                high = middle;
            }
            middle = low + (high - low) / 2;
        }
        return low;
    }
}
