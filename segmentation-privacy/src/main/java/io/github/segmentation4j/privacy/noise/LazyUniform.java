package io.github.segmentation4j.privacy.noise;

import java.math.BigInteger;

/**
 * The comparison of a uniform number from 0 to 1 with a / b e^-gamma, decided without any error of rounding.
 *
 * <p>The number is known by its leading bits, so it lies between u / 2^n and (u + 1) / 2^n; the bound is known to lie in an
 * interval of fixed-point numbers whose width this class proves. Where the two intervals overlap, 64 more bits of the
 * number are drawn and the bound is computed to 64 more. The answer is therefore that of the true real numbers, and it
 * comes with probability 1.
 */
final class LazyUniform {
    /** The bits of a uniform number that a double holds exactly. */
    static final int LEADING_BITS = 53;

    /** What {@link #exponential} may be too small by, in units of its last bit. */
    static final int WIDTH = 3;

    /** The largest power of two that may stand before an exponential in an interval of doubles. */
    static final int LARGEST_FACTOR_EXPONENT = 128;

    private static final int EXTRA_BITS = 64;

    /** Relative to gamma + 8: many times the rounding of exp (one unit), of gamma (four) and of the products. */
    private static final double DOUBT = 0x1p-49;

    /** Where 2^128 e^-gamma is below the last leading bit. */
    private static final double FAR = 700;

    private LazyUniform() {}

    /**
     * A number of which this holds: a uniform number whose leading bits are below it lies below factor e^-gamma.
     *
     * @param factor at most 2^128
     * @param gamma at least 0, rounded at most four times
     */
    static long surelyBelow(double factor, double gamma) {
        return gamma > FAR ? 0 : (long) Math.floor(units(factor, gamma) * (1 - DOUBT * (gamma + 8)));
    }

    /** A number of which this holds: a uniform number whose leading bits are not below it is above factor e^-gamma. */
    static long surelyAbove(double factor, double gamma) {
        return gamma > FAR ? 1 : (long) Math.ceil(units(factor, gamma) * (1 + DOUBT * (gamma + 8)));
    }

    private static double units(double factor, double gamma) {
        return Math.scalb(factor, LEADING_BITS) * StrictMath.exp(-gamma);
    }

    /**
     * Tells whether a uniform number lies below e^(-rate gap).
     *
     * @param leading its first 53 bits
     * @param gap at least 0
     */
    static boolean isBelow(long leading, double rate, long gap, NoiseSource source) {
        if (gap == 0 || leading < surelyBelow(1, rate * gap)) {
            return true;
        }
        return leading < surelyAbove(1, rate * gap)
                && isBelow(
                        leading,
                        BigInteger.ONE,
                        BigInteger.ONE,
                        Dyadic.of(rate).times(BigInteger.valueOf(gap)),
                        source);
    }

    /**
     * Tells whether a uniform number lies below over / under e^-gamma.
     *
     * @param leading its first 53 bits
     * @param gamma at least 0
     */
    static boolean isBelow(long leading, BigInteger over, BigInteger under, Dyadic gamma, NoiseSource source) {
        BigInteger known = BigInteger.valueOf(leading);
        int bits = LEADING_BITS;
        while (true) {
            BigInteger least = exponential(gamma, bits + EXTRA_BITS);
            BigInteger most = least.add(BigInteger.valueOf(WIDTH));
            if (scaled(known.add(BigInteger.ONE), under).compareTo(least.multiply(over)) <= 0) {
                return true;
            }
            if (scaled(known, under).compareTo(most.multiply(over)) >= 0) {
                return false;
            }
            known = known.shiftLeft(Long.SIZE).or(unsigned(source.nextLong()));
            bits += Long.SIZE;
        }
    }

    private static BigInteger scaled(BigInteger known, BigInteger under) {
        return known.multiply(under).shiftLeft(EXTRA_BITS);
    }

    private static BigInteger unsigned(long bits) {
        return BigInteger.valueOf(bits >>> 1).shiftLeft(1).or(BigInteger.valueOf(bits & 1));
    }

    /**
     * A lower bound of e^-gamma in units of 2^-precision, at least 0, at most {@link #WIDTH} units too small.
     *
     * <p>With y = gamma / 2^h below 1/2 the alternating series of e^-y needs fewer terms than there are bits. In units of
     * the last working bit y is cut by less than 1, each term by less than 3 and the rest of the series is below 1, so a
     * sum over q bits is off by less than 3 q + 4. Each of the h squarings at most doubles that and adds 1. The 32 + h
     * guard bits turn it into less than half a unit of the result for every q below 2^28.
     */
    static BigInteger exponential(Dyadic gamma, int precision) {
        int halvings = Math.max(0, gamma.integer().bitLength() - gamma.shift() + 1);
        int guard = 32 + halvings;
        int working = precision + guard;
        BigInteger y = gamma.integer().shiftLeft(working).shiftRight(gamma.shift() + halvings);
        BigInteger term = BigInteger.ONE.shiftLeft(working);
        BigInteger sum = term;
        for (int k = 1; term.signum() != 0; k++) {
            term = term.multiply(y).shiftRight(working).divide(BigInteger.valueOf(k));
            sum = (k & 1) == 1 ? sum.subtract(term) : sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum).shiftRight(working);
        }
        return sum.shiftRight(guard).subtract(BigInteger.ONE).max(BigInteger.ZERO);
    }
}
