package io.github.segmentation4j.privacy.noise;

import org.jspecify.annotations.Nullable;

/**
 * Numbers as whole multiples of a power of two, on which sums and noise are exact. A value is cut toward zero, so that no
 * norm grows.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. Casacuberta, M. Shoemate, S. Vadhan, C. Wagaman, Widespread underestimation of sensitivity in
 * differentially private libraries and how to fix it, CCS 2022.
 */
public final class Grid {
    private static final int LARGEST_EXPONENT = 1000;

    private final int exponent;

    private Grid(int exponent) {
        this.exponent = exponent;
    }

    /**
     * A grid of a given step.
     *
     * @param exponent of two: the step is 2^exponent, from -1000 to 1000
     */
    public static Grid ofExponent(int exponent) {
        if (exponent < -LARGEST_EXPONENT || exponent > LARGEST_EXPONENT) {
            throw new IllegalArgumentException("the exponent must be from -1000 to 1000, was " + exponent);
        }
        return new Grid(exponent);
    }

    /**
     * The finest power of two on which a bound has at most a number of bits.
     *
     * @param bound the largest magnitude of a value, finite, above 0
     * @param bits from 1 to 61; a sum of n values needs log2(n) bits more than one
     */
    public static Grid fitting(double bound, int bits) {
        if (!(bound > 0) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException("the bound must be finite and above 0, was " + bound);
        }
        if (bits < 1 || bits > 61) {
            throw new IllegalArgumentException("bits must be from 1 to 61, were " + bits);
        }
        int exponent = Math.getExponent(bound) + 1 - bits;
        if (exponent < -LARGEST_EXPONENT || exponent > LARGEST_EXPONENT) {
            throw new IllegalArgumentException("a bound of " + bound + " is out of range for " + bits
                    + " bits; measure in larger or smaller units");
        }
        return new Grid(exponent);
    }

    /** The power of two that is the step. */
    public int exponent() {
        return exponent;
    }

    /** The distance between neighbours. */
    public double step() {
        return Math.scalb(1.0, exponent);
    }

    /**
     * The units in a value, cut toward zero.
     *
     * @throws ArithmeticException if it is not finite or no long
     */
    public long toUnits(double value) {
        double scaled = Math.scalb(value, -exponent);
        if (!(Math.abs(scaled) < 0x1p62)) {
            throw new ArithmeticException("a value must be finite and fit the grid; bound it first");
        }
        return (long) scaled;
    }

    /** The least number of units that is at least a bound: a sensitivity on this grid. */
    public long toUnitsUp(double bound) {
        long units = toUnits(bound);
        return toValue(units) < bound ? units + 1 : units;
    }

    /** The value of units, rounded to a double where they have more than 53 bits. */
    public double toValue(long units) {
        return Math.scalb((double) units, exponent);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Grid grid && grid.exponent == exponent;
    }

    @Override
    public int hashCode() {
        return exponent;
    }

    @Override
    public String toString() {
        return "grid of step 2^" + exponent;
    }
}
