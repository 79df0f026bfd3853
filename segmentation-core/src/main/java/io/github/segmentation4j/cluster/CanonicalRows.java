package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;

/**
 * The different rows of a matrix in the order of their coordinates, each with the number of its copies: what is computed from
 * them cannot depend on the order of the rows, and where it breaks a tie by place it does so by coordinates. Rows that miss a
 * value are left out. Never written once made.
 */
final class CanonicalRows {
    /** Stands for a row that was left out, and for one that is not there. */
    static final int NONE = -1;

    final int columns;

    /** Row by row. */
    final double[] values;

    final int[] copies;

    /** For each row of the matrix which of these it is. */
    final int[] places;

    private CanonicalRows(int columns, double[] values, int[] copies, int[] places) {
        this.columns = columns;
        this.values = values;
        this.copies = copies;
        this.places = places;
    }

    /** Rows that are known to be different and in order. */
    static CanonicalRows of(int columns, double[] values, int[] copies) {
        return new CanonicalRows(columns, values, copies, new int[0]);
    }

    static CanonicalRows of(FeatureMatrix matrix, Checkpoint checkpoint) {
        int columns = matrix.columnCount();
        int[] complete = new int[matrix.rowCount()];
        double[] row = new double[columns];
        int count = 0;
        for (int r = 0; r < complete.length; r++) {
            checkpoint.at(r);
            matrix.copyRow(r, row);
            if (matrix.missingCount() == 0 || !misses(row)) {
                complete[count++] = r;
            }
        }
        double[] all = new double[roomFor(count, columns)];
        for (int i = 0; i < count; i++) {
            checkpoint.at(i);
            matrix.copyRow(complete[i], row);
            for (int c = 0; c < columns; c++) {
                // Adding 0 makes -0 and 0 the same row.
                all[i * columns + c] = row[c] + 0.0;
            }
        }
        int[] order =
                IndexSort.sorted(count, (i, j) -> compare(all, i * columns, all, j * columns, columns), checkpoint);
        return distinct(all, columns, order, complete, matrix.rowCount(), checkpoint);
    }

    private static int roomFor(int rows, int columns) {
        long room = (long) rows * Math.max(columns, 2);
        if (room > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("rows x columns, at least 2 of them, must be at most "
                    + (Integer.MAX_VALUE - 8) + ", was " + room + "; draw a sample of the rows");
        }
        return rows * columns;
    }

    private static CanonicalRows distinct(
            double[] all, int columns, int[] order, int[] complete, int rows, Checkpoint checkpoint) {
        double[] values = new double[order.length * columns];
        int[] copies = new int[order.length];
        int[] places = new int[rows];
        Arrays.fill(places, NONE);
        int distinct = 0;
        for (int i = 0; i < order.length; i++) {
            checkpoint.at(i);
            int from = order[i] * columns;
            if (distinct == 0 || compare(all, from, values, (distinct - 1) * columns, columns) != 0) {
                System.arraycopy(all, from, values, distinct * columns, columns);
                distinct++;
            }
            copies[distinct - 1]++;
            places[complete[order[i]]] = distinct - 1;
        }
        return new CanonicalRows(
                columns, Arrays.copyOf(values, distinct * columns), Arrays.copyOf(copies, distinct), places);
    }

    static boolean misses(double[] row) {
        for (double value : row) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    private static int compare(double[] first, int i, double[] second, int j, int columns) {
        for (int c = 0; c < columns; c++) {
            int order = Double.compare(first[i + c], second[j + c]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The number of different rows. */
    int size() {
        return copies.length;
    }

    /** Copies a row. */
    void copy(int place, double[] target) {
        System.arraycopy(values, place * columns, target, 0, columns);
    }

    /** Which of these a row is, or {@link #NONE}. */
    int find(double[] row) {
        int low = 0;
        int high = size() - 1;
        double[] wanted = row.clone();
        for (int c = 0; c < columns; c++) {
            wanted[c] += 0.0;
        }
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(values, middle * columns, wanted, 0, columns);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NONE;
    }
}
