package io.github.segmentation4j.fairness.cluster;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact number from 0 on, as bounds are: a quotient of whole numbers in lowest terms. */
record Fraction(long numerator, long denominator) {
    /** Relaxed bounds are rounded away from the bound to as many parts, so that they read well. */
    private static final long PARTS = 1_000_000;

    /** More digits do not fit a long. */
    private static final int DIGITS = 18;

    Fraction {
        if (numerator < 0 || denominator < 1) {
            throw new IllegalArgumentException("a bound must be a fraction of at least 0 with a denominator of at least"
                    + " 1, was " + numerator + "/" + denominator);
        }
        long divisor = gcd(numerator, denominator);
        numerator /= divisor;
        denominator /= divisor;
    }

    /**
     * The decimal a double prints as, which is what the caller wrote, not the binary number next to it; what stands behind
     * the 18th place is rounded.
     */
    static Fraction of(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie between 0 and 1, was " + value);
        }
        BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
        BigDecimal whole = decimal.setScale(Math.min(DIGITS, Math.max(0, decimal.scale())), RoundingMode.HALF_EVEN);
        return new Fraction(
                whole.unscaledValue().longValueExact(),
                BigInteger.TEN.pow(whole.scale()).longValueExact());
    }

    static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return Math.max(1, Math.abs(x));
    }

    /** One less this, for shares. */
    Fraction complement() {
        return new Fraction(denominator - numerator, denominator);
    }

    /** This times a part of {@code of}, rounded down. */
    Fraction scaled(int part, int of) {
        if (part == of) {
            return this;
        }
        BigInteger parts = BigInteger.valueOf(numerator)
                .multiply(BigInteger.valueOf(part))
                .multiply(BigInteger.valueOf(PARTS))
                .divide(BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(of)));
        return new Fraction(parts.longValueExact(), PARTS);
    }

    double value() {
        return (double) numerator / denominator;
    }

    @Override
    public String toString() {
        BigDecimal top = BigDecimal.valueOf(numerator);
        try {
            BigDecimal exact = top.divide(BigDecimal.valueOf(denominator));
            return exact.stripTrailingZeros().toPlainString();
        } catch (ArithmeticException endless) {
            return numerator + "/" + denominator;
        }
    }
}
