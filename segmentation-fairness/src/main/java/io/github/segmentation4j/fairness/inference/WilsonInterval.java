package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.statistic.StandardNormal;

/**
 * A share with Wilson's score interval: stays within 0 and 1, is never empty, and keeps its confidence for small counts
 * and for shares near 0 and 1, where the textbook interval fails.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 1927; L. D. Brown, T. T. Cai, A. DasGupta, Interval estimation for a binomial
 * proportion, Statistical Science 16, 2001.
 *
 * @param hits how many have the trait, 0 to {@code of}
 * @param of how many could have it, at least 1
 * @param lower the lower end, from 0 to the share
 * @param upper the upper end, from the share to 1
 * @param confidence the confidence, such as 0.95
 */
public record WilsonInterval(long hits, long of, double lower, double upper, double confidence)
        implements ProportionInterval {
    /** Checks that the interval contains the share. */
    public WilsonInterval {
        Arguments.requireShare(hits, of, lower, upper);
        Arguments.requireConfidence(confidence);
    }

    /** The interval of 95 % confidence. */
    public static WilsonInterval of(long hits, long of) {
        return of(hits, of, Arguments.CONFIDENCE);
    }

    /**
     * The interval of a confidence.
     *
     * @param hits 0 to {@code of}
     * @param of at least 1; the share of nobody is not a number
     * @param confidence above 0 and below 1
     */
    public static WilsonInterval of(long hits, long of, double confidence) {
        Arguments.requireCounts(hits, of);
        Arguments.requireConfidence(confidence);
        double z = StandardNormal.criticalValue(confidence);
        double share = (double) hits / of;
        double widening = z * z / of;
        double center = (share + widening / 2) / (1 + widening);
        double half = z * Math.sqrt(share * (1 - share) / of + widening / (4 * of)) / (1 + widening);
        // At 0 and at 1 the end is the share itself; rounding must not push it past.
        double lower = hits == 0 ? 0 : Math.min(share, Math.max(0, center - half));
        double upper = hits == of ? 1 : Math.max(share, Math.min(1, center + half));
        return new WilsonInterval(hits, of, lower, upper, confidence);
    }
}
