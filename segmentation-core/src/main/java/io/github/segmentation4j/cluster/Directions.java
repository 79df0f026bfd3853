package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;

/** Rows scaled to unit length. */
final class Directions {
    /** Coordinates of a unit row below this are zero: the squares of their differences would vanish. */
    private static final double NEGLIGIBLE = 0x1p-300;

    private Directions() {}

    /** The rows of a matrix with unit length, copied; refuses a row of zeros. */
    static FeatureMatrix of(FeatureMatrix matrix, RunContext context) {
        FeatureMatrix.Builder units = FeatureMatrix.builder(matrix.features(), matrix.rowCount());
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled(SphericalKMeans.STAGE);
            }
            matrix.copyRow(r, row);
            if (!normalise(row)) {
                throw InvalidInputException.atRow(r + 1L, allZeros());
            }
            units.setRow(r, row);
        }
        return units.build();
    }

    /**
     * Scales a mean of unit rows to unit length, in place, and returns whether it has a direction. A mean that is of unit
     * length but for rounding keeps its bits, so that equal rows lie exactly on their centroid.
     */
    static boolean settle(double[] mean) {
        double square = 0;
        for (double value : mean) {
            square = Math.fma(value, value, square);
        }
        // Each coordinate of a unit row is off by two roundings at most, and each addition by one.
        return Math.abs(square - 1) <= (mean.length + 8) * 0x1p-53 || normalise(mean);
    }

    /**
     * Scales finite values to unit length, in place, and returns whether they have a direction. Dividing by the largest
     * first keeps squares in range, and gives multiples of a row the same bits where the multiples are exact.
     */
    static boolean normalise(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (!(largest > 0)) {
            return false;
        }
        double square = 0;
        for (int c = 0; c < values.length; c++) {
            values[c] /= largest;
            square = Math.fma(values[c], values[c], square);
        }
        double length = Math.sqrt(square);
        for (int c = 0; c < values.length; c++) {
            double unit = values[c] / length;
            values[c] = Math.abs(unit) < NEGLIGIBLE ? 0 : unit;
        }
        return true;
    }

    /** What is wrong with a row of zeros. */
    static String allZeros() {
        return "a row must have a direction, and all values of this one are 0; leave it out or add a feature";
    }
}
