package io.github.segmentation4j.internal.statistic;

/**
 * The ends of Wilson's score interval of a share: within 0 and 1, never empty for a share that was observed in a sample.
 *
 * <p>References: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 1927.
 *
 * <p>Implementation note: segmentation-fairness publishes the same interval as {@code WilsonInterval}; this twin is for
 * the modules below it.
 *
 * @param lower from 0 to the share
 * @param upper from the share to 1
 */
public record WilsonBounds(double lower, double upper) {
    /**
     * The interval of a confidence.
     *
     * @param hits how many have the trait, 0 to {@code of}
     * @param of how many could have it, at least 1
     * @param confidence above 0 and below 1
     */
    public static WilsonBounds of(long hits, long of, double confidence) {
        if (hits < 0 || of < 1 || hits > of) {
            throw new IllegalArgumentException("a share needs 0 <= hits <= of and of >= 1, were " + hits + " of " + of);
        }
        double z = StandardNormal.criticalValue(confidence);
        double share = (double) hits / of;
        double widening = z * z / of;
        double centre = (share + widening / 2) / (1 + widening);
        double half = z * Math.sqrt(share * (1 - share) / of + widening / (4 * of)) / (1 + widening);
        // At 0 and at 1 the end is the share itself; rounding must not push it past.
        return new WilsonBounds(
                hits == 0 ? 0 : Math.min(share, Math.max(0, centre - half)),
                hits == of ? 1 : Math.max(share, Math.min(1, centre + half)));
    }
}
