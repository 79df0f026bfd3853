package io.github.segmentation4j.fairness.targeting;

import java.math.BigInteger;
import java.util.Objects;

/**
 * How far the rates of groups may lie apart. The limit is a decimal number of nine places and every comparison with it
 * is exact: a difference of 3 in 10 keeps a limit of 0.3.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param comparison what is limited
 * @param billionths the limit in billionths, 0 to 1,000,000,000
 */
public record RateBand(RateComparison comparison, long billionths) {
    static final long ONE = 1_000_000_000L;

    /** Farther than this from the limit, rounding cannot change the outcome of a comparison of two rates. */
    private static final double CLEAR = 1e-12;

    /** Checks the limit. */
    public RateBand {
        Objects.requireNonNull(comparison, "comparison");
        if (billionths < 0 || billionths > ONE) {
            throw new IllegalArgumentException("a limit must lie between 0 and 1, was " + billionths + " billionths");
        }
    }

    /**
     * Rates at most this far apart.
     *
     * @param limit from 0, equal rates, to 1, no limit at all; rounded to nine places
     */
    public static RateBand difference(double limit) {
        return new RateBand(RateComparison.DIFFERENCE, billionthsOf(limit));
    }

    /**
     * The lowest rate at least this share of the highest.
     *
     * @param limit from 0, no limit at all, to 1, equal rates; rounded to nine places
     */
    public static RateBand ratio(double limit) {
        return new RateBand(RateComparison.RATIO, billionthsOf(limit));
    }

    /** The limit, from 0 to 1. */
    public double limit() {
        return (double) billionths / ONE;
    }

    private static long billionthsOf(double limit) {
        if (!(limit >= 0 && limit <= 1)) {
            throw new IllegalArgumentException("a limit must lie between 0 and 1, was " + limit);
        }
        return Math.round(limit * ONE);
    }

    RateBand withBillionths(long other) {
        return new RateBand(comparison, other);
    }

    boolean limitsNothing() {
        return billionths == (comparison == RateComparison.DIFFERENCE ? ONE : 0);
    }

    /** The fewest of a group of {@code size} so that their rate is at least {@code hits / of}. */
    static int fewest(long hits, long of, long size) {
        return (int) ((hits * size + of - 1) / of);
    }

    /** The most of a group of {@code size} within the band if the lowest rate is {@code hits / of}. */
    int most(long hits, long of, long size) {
        // Every product is one of two ints or of an int and a billion, so a long holds it.
        long whole = hits * size / of;
        long rest = hits * size % of;
        if (comparison == RateComparison.RATIO) {
            return billionths == 0 ? (int) size : (int) Math.min(size, (whole * ONE + rest * ONE / of) / billionths);
        }
        long wider = billionths * size / ONE;
        long widerRest = billionths * size % ONE;
        long carry = rest * ONE + widerRest * of >= of * ONE ? 1 : 0;
        return (int) Math.min(size, whole + wider + carry);
    }

    /**
     * By how much a rate of {@code high / highOf} lies beyond the band of a group whose rate is {@code low / lowOf}; 0
     * exactly if it does not.
     */
    double excess(long high, long highOf, long low, long lowOf) {
        double one = (double) high / highOf;
        double other = (double) low / lowOf;
        double excess = comparison == RateComparison.DIFFERENCE ? one - other - limit() : limit() * one - other;
        if (Math.abs(excess) > CLEAR) {
            return Math.max(0, excess);
        }
        return isBeyond(high, highOf, low, lowOf) ? Math.max(Double.MIN_NORMAL, excess) : 0;
    }

    private boolean isBeyond(long high, long highOf, long low, long lowOf) {
        BigInteger highPart = product(high, lowOf);
        BigInteger lowPart = product(low, highOf);
        BigInteger limit = BigInteger.valueOf(billionths);
        BigInteger one = BigInteger.valueOf(ONE);
        return comparison == RateComparison.DIFFERENCE
                ? highPart.subtract(lowPart)
                                .multiply(one)
                                .compareTo(product(highOf, lowOf).multiply(limit))
                        > 0
                : highPart.multiply(limit).compareTo(lowPart.multiply(one)) > 0;
    }

    private static BigInteger product(long left, long right) {
        return BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
    }

    /** The narrowest band that allows these two rates, at least as wide as this one. */
    RateBand widenedFor(long high, long highOf, long low, long lowOf) {
        BigInteger one = BigInteger.valueOf(ONE);
        if (excess(high, highOf, low, lowOf) == 0) {
            return this;
        }
        if (comparison == RateComparison.RATIO) {
            return withBillionths(product(low, highOf)
                    .multiply(one)
                    .divide(product(high, lowOf))
                    .longValueExact());
        }
        BigInteger apart = product(high, lowOf).subtract(product(low, highOf)).multiply(one);
        BigInteger[] parts = apart.divideAndRemainder(product(highOf, lowOf));
        return withBillionths(parts[0].longValueExact() + parts[1].signum());
    }
}
