package io.github.segmentation4j.privacy.noise;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The number integer / 2^shift, which is what every finite double is. */
record Dyadic(BigInteger integer, int shift) {
    private static final int MANTISSA_BITS = 52;

    /** A finite double of at least 0, without rounding. */
    static Dyadic of(double value) {
        int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - MANTISSA_BITS;
        BigInteger mantissa = BigInteger.valueOf((long) Math.scalb(value, -exponent));
        return exponent >= 0 ? new Dyadic(mantissa.shiftLeft(exponent), 0) : new Dyadic(mantissa, -exponent);
    }

    Dyadic times(BigInteger factor) {
        return new Dyadic(integer.multiply(factor), shift);
    }

    /**
     * The greatest double at or near an estimate of dividend / divisor that is not above that quotient of real numbers.
     *
     * @param estimate at most a few units in the last place off
     */
    static double greatestQuotient(double estimate, double dividend, BigDecimal divisor) {
        BigDecimal most = new BigDecimal(dividend);
        double quotient = Math.min(Math.nextUp(estimate), Double.MAX_VALUE);
        while (new BigDecimal(quotient).multiply(divisor).compareTo(most) > 0) {
            quotient = Math.nextDown(quotient);
        }
        return quotient;
    }
}
