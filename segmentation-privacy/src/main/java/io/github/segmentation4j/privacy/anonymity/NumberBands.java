package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * How numbers become coarser: bands of equal width, wider at each level, such as ages by 5, 10 and 20 years. A band holds
 * its lower end and not its upper one.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class NumberBands {
    /** The quotient of two widths that are meant to be multiples misses a whole number by less than this. */
    private static final double TOLERANCE = 1e-9;

    private static final double LARGEST_INDEX = 0x1p53;

    private final String name;
    private final double origin;
    private final double finest;
    private final List<Long> ratios;

    private NumberBands(String name, double origin, double finest, List<Long> ratios) {
        this.name = name;
        this.origin = origin;
        this.finest = finest;
        this.ratios = ratios;
    }

    /**
     * Bands of given widths.
     *
     * @param name what the numbers are
     * @param origin where a band of every level begins
     * @param widths from the finest level up, each a multiple of the one before; at least one
     */
    public static NumberBands of(String name, double origin, double... widths) {
        if (!Double.isFinite(origin) || widths.length == 0) {
            throw new IllegalArgumentException("bands need a finite origin and at least one width, were " + origin
                    + ", " + widths.length + " widths");
        }
        List<Long> ratios = new ArrayList<>();
        for (int level = 0; level < widths.length; level++) {
            double ratio = level == 0 ? 1 : Math.rint(widths[level] / widths[level - 1]);
            boolean fits = level == 0 || Math.abs(widths[level] / widths[level - 1] - ratio) <= TOLERANCE * ratio;
            if (!(widths[level] > 0 && Double.isFinite(widths[level])) || !fits || (level > 0 && ratio < 2)) {
                throw new IllegalArgumentException(
                        "width " + level + " must be positive and a multiple of the one before, was " + widths[level]);
            }
            ratios.add((long) ratio);
        }
        return new NumberBands(name, origin, widths[0], List.copyOf(ratios));
    }

    /**
     * Bands whose width grows by a factor at each level.
     *
     * @param name what the numbers are
     * @param origin where a band of every level begins
     * @param width of the finest level
     * @param factor at least 2
     * @param levels how many, at least 1
     */
    public static NumberBands powers(String name, double origin, double width, int factor, int levels) {
        if (levels < 1) {
            throw new IllegalArgumentException("bands need at least one level, was " + levels);
        }
        double[] widths = new double[levels];
        double next = width;
        for (int level = 0; level < levels; level++) {
            widths[level] = next;
            next *= factor;
        }
        return of(name, origin, widths);
    }

    /**
     * A column with these bands.
     *
     * @param column one number for each row, NaN where it is missing
     * @throws InvalidInputException if a number is infinite or too far from the origin to be told apart in bands
     */
    public QuasiIdentifier over(double[] column) {
        double[] values = DistinctNumbers.sorted(name, column);
        Categories exact = DistinctNumbers.of(name, column, values);
        List<String[]> coarser = new ArrayList<>();
        long[] band = new long[values.length];
        for (int value = 0; value < values.length; value++) {
            double index = Math.floor((values[value] - origin) / finest);
            if (!(Math.abs(index) < LARGEST_INDEX)) {
                throw InvalidInputException.inColumn(
                        name, "a number is too far from the origin for bands of width " + finest + "; widen them");
            }
            band[value] = (long) index;
        }
        double width = finest;
        for (long ratio : ratios) {
            width *= ratio;
            String[] names = new String[values.length];
            for (int value = 0; value < values.length; value++) {
                band[value] = Math.floorDiv(band[value], ratio);
                names[value] = DistinctNumbers.text(origin + band[value] * width) + " to under "
                        + DistinctNumbers.text(origin + (band[value] + 1) * width);
            }
            coarser.add(names);
        }
        return QuasiIdentifier.of(exact, coarser);
    }
}
