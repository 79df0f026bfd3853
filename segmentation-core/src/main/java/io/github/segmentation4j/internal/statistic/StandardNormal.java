package io.github.segmentation4j.internal.statistic;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution. */
public final class StandardNormal {
    private static final double SQRT_2 = Math.sqrt(2);

    private StandardNormal() {}

    /**
     * The value that is not exceeded with a probability.
     *
     * @param probability above 0 and below 1
     */
    public static double quantile(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("a probability must lie between 0 and 1, was " + probability);
        }
        return SQRT_2 * Erf.erfInv(2 * probability - 1);
    }

    /**
     * How many standard errors an interval reaches to either side, such as 1.96 for a confidence of 0.95.
     *
     * @param confidence above 0 and below 1
     */
    public static double criticalValue(double confidence) {
        return quantile(0.5 + confidence / 2);
    }

    /** The probability of a value at least as far from 0 as {@code z}, on either side. */
    public static double twoSidedTail(double z) {
        return Erf.erfc(Math.abs(z) / SQRT_2);
    }

    /** The probability of a value of at least {@code z}. */
    public static double upperTail(double z) {
        return Erf.erfc(z / SQRT_2) / 2;
    }
}
