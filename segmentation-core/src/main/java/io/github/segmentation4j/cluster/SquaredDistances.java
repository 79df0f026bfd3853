package io.github.segmentation4j.cluster;

import java.util.Arrays;

/** The squared distances between rows, computed when asked for. Immutable. */
final class SquaredDistances {
    private final int count;
    private final double[][] columns;

    /** @param rows of one length, copied */
    SquaredDistances(double[][] rows) {
        count = rows.length;
        columns = new double[rows[0].length][count];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][i] = rows[i][c];
            }
        }
    }

    /** The number of rows. */
    int count() {
        return count;
    }

    /**
     * Those of a row to all rows, column after column: a loop that the compiler vectorises, and to the bit what the Euclidean
     * distance squares.
     */
    void from(int row, double[] target) {
        Arrays.fill(target, 0);
        for (double[] column : columns) {
            double value = column[row];
            for (int i = 0; i < target.length; i++) {
                double difference = value - column[i];
                target[i] = Math.fma(difference, difference, target[i]);
            }
        }
    }
}
