package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.run.InvalidInputException;

/** What rows must be like before they can be clustered by distance. */
final class InputChecks {
    private InputChecks() {}

    /** Refuses a matrix without rows or columns, or with missing values. */
    static void usable(FeatureMatrix matrix) {
        if (matrix.rowCount() == 0) {
            throw new InvalidInputException("there must be at least one row, were none; add data");
        }
        if (matrix.columnCount() == 0) {
            throw new InvalidInputException("there must be at least one column, were none; add a feature");
        }
        complete(matrix);
    }

    /** Refuses missing values. */
    static void complete(FeatureMatrix matrix) {
        matrix.requireComplete("a value must not be missing, and " + matrix.missingCount()
                + " of the matrix are; fill them first, see Imputation");
    }

    /** Refuses a matrix that does not have the columns of a model. */
    static void columns(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("there must be " + expected + " columns, were " + actual
                    + "; use the features the model was fitted on");
        }
    }

    /**
     * How many different rows there are among those with a weight above 0, counted no further than a limit.
     *
     * @param weights by block
     */
    static int distinctRows(PointBlocks points, double[][] weights, int limit) {
        int[] table = new int[Integer.highestOneBit(Math.min(limit, 1 << 28)) * 4];
        int found = 0;
        for (int row = 0; row < points.rows() && found < limit; row++) {
            if (weights[row / PointBlocks.ROWS][row % PointBlocks.ROWS] > 0) {
                int slot = hash(points, row) & (table.length - 1);
                while (table[slot] != 0 && !same(points, table[slot] - 1, row)) {
                    slot = (slot + 1) & (table.length - 1);
                }
                if (table[slot] == 0) {
                    table[slot] = row + 1;
                    found++;
                }
            }
        }
        return found;
    }

    private static int hash(PointBlocks points, int row) {
        long hash = 1;
        for (int c = 0; c < points.columns(); c++) {
            // Adding zero turns -0.0 into 0.0, which equals it.
            hash = (hash ^ Double.doubleToLongBits(points.get(row, c) + 0.0)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private static boolean same(PointBlocks points, int a, int b) {
        for (int c = 0; c < points.columns(); c++) {
            if (points.get(a, c) != points.get(b, c)) {
                return false;
            }
        }
        return true;
    }
}
