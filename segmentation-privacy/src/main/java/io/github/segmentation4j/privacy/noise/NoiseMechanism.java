package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;

/**
 * Adds noise to whole numbers of units of a grid, so that an answer hides one privacy unit. A mechanism knows the
 * sensitivity it was calibrated for, what one use of it costs and how far off an answer will be.
 *
 * <p>The time a draw takes depends on the draw. Answers are therefore meant to leave in batches, and all noise of an answer
 * is drawn before its values are looked at, so that the time tells nothing about them.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface NoiseMechanism {
    /**
     * One answer of one or more numbers, whose sensitivity as a whole is that of the mechanism. The noise is drawn before
     * the values are looked at.
     *
     * @param values in units of the grid; not changed
     * @param source where the noise comes from
     * @return as many values with noise
     * @throws ArithmeticException if a value with its noise is no long
     */
    long[] release(long[] values, NoiseSource source);

    /** One answer of one number. */
    default long release(long value, NoiseSource source) {
        return release(new long[] {value}, source)[0];
    }

    /** What one call of {@code release} costs. */
    PrivacyEvent event();

    /** The standard deviation of the noise on one number, in units of the grid. */
    double standardDeviation();

    /**
     * The least whole number of units that the noise on one number stays within, with at least a given probability.
     *
     * @param confidence above 0, below 1
     */
    long errorAt(double confidence);
}
