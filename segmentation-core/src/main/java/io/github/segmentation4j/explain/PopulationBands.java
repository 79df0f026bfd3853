package io.github.segmentation4j.explain;

import io.github.segmentation4j.explain.PrototypeBand.Band;
import io.github.segmentation4j.feature.Feature;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/**
 * The fifths of all customers in one feature of numbers, from values that are sorted within each segment only.
 *
 * <p>A value falls into the fifth of its mid-rank: the share of customers below it and half of those equal to it. So a
 * value that many share has one band, whatever fifths its customers fill.
 *
 * <p>The ends of the bands are values of customers. One that at least 20 share stays as it is. Any other is rounded
 * outward, never onto itself, to two significant figures of its own or of the distance between the outermost ends,
 * whichever is finer, and to whole numbers if all values are whole.
 *
 * <p>References: I. D. J. Bross, How to use ridit analysis, Biometrics 14, 1958 (the mid-rank).
 */
final class PopulationBands {
    /** The smallest group that reports show unless told otherwise: what so many share is nobody's own. */
    private static final int SHARED = 20;

    private final double[][] groups;
    private final boolean isWhole;
    private final long size;
    private final OptionalDouble[] lower = new OptionalDouble[Band.values().length];
    private final OptionalDouble[] upper = new OptionalDouble[Band.values().length];

    /**
     * The bands of some values, at least one.
     *
     * @param groups the values of each segment, sorted
     * @param isWhole whether all values are whole numbers
     */
    PopulationBands(double[][] groups, boolean isWhole) {
        this.groups = groups;
        this.isWhole = isWhole;
        long count = 0;
        for (double[] group : groups) {
            count += group.length;
        }
        size = count;
        int last = lower.length - 1;
        double spread = atRank(firstAbove(last)) - atRank(firstUpTo(1));
        lower[0] = OptionalDouble.empty();
        upper[last] = OptionalDouble.empty();
        for (int band = 0; band < last; band++) {
            lower[band + 1] = rounded(atRank(firstUpTo(band + 1)), spread, RoundingMode.FLOOR);
            upper[band] = rounded(atRank(firstAbove(band + 1)), spread, RoundingMode.CEILING);
        }
    }

    PrototypeBand of(Feature feature, double typical) {
        long below = count(typical, false);
        Band band = Band.of(below + count(typical, true), 2 * size);
        return new PrototypeBand.Described(
                feature, FeatureProfile.Kind.NUMBER, band, lower[band.fifthsBelow()], upper[band.fifthsBelow()]);
    }

    /** The rank of the least value that no fewer than so many fifths of the customers do not exceed. */
    private long firstUpTo(int fifths) {
        return Math.max(1, (fifths * size + 4) / 5);
    }

    /** The rank of the least value that more than so many fifths of the customers do not exceed. */
    private long firstAbove(int fifths) {
        return fifths * size / 5 + 1;
    }

    /** The value of a rank from 1 among all, found by halving the doubles in their order. */
    private double atRank(long rank) {
        long low = ordered(Double.NEGATIVE_INFINITY);
        long high = ordered(Double.POSITIVE_INFINITY);
        while (low < high) {
            long middle = (low & high) + ((low ^ high) >> 1);
            if (count(fromOrdered(middle), true) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        // A negative zero would be written with its sign.
        return fromOrdered(low) + 0.0;
    }

    /** How many values are below one, or not above it. */
    private long count(double value, boolean withEqual) {
        long count = 0;
        for (double[] group : groups) {
            int low = 0;
            int high = group.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (group[middle] < value || (withEqual && group[middle] == value)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            count += low;
        }
        return count;
    }

    private OptionalDouble rounded(double end, double spread, RoundingMode outward) {
        if (count(end, true) - count(end, false) >= SHARED) {
            return OptionalDouble.of(end);
        }
        BigDecimal exact = new BigDecimal(end);
        int exponent = end == 0 ? Integer.MAX_VALUE : exponent(exact);
        if (spread > 0 && Double.isFinite(spread)) {
            exponent = Math.min(exponent, exponent(new BigDecimal(spread)));
        }
        // One less than that of the leading figure: two figures.
        exponent = exponent == Integer.MAX_VALUE ? 0 : exponent - 1;
        if (isWhole) {
            exponent = Math.max(0, exponent);
        }
        BigDecimal rounded = exact.setScale(-exponent, outward);
        if (rounded.compareTo(exact) == 0) {
            BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(exponent);
            rounded = outward == RoundingMode.FLOOR ? rounded.subtract(step) : rounded.add(step);
        }
        double result = rounded.doubleValue();
        return Double.isFinite(result) ? OptionalDouble.of(result) : OptionalDouble.empty();
    }

    private static int exponent(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    /** The bits of a double as a whole number in the order of the doubles. */
    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double fromOrdered(long key) {
        return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
    }
}
