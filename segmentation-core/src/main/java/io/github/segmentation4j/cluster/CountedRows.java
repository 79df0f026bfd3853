package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.Comparator;

/** The different rows of a matrix in the order of their coordinates, with how often each is there. Immutable. */
final class CountedRows {
    /** For each row of the matrix its number among the distinct ones. */
    final int[] of;

    /** How many rows of the matrix equal each. */
    final int[] sizes;

    private final double[][] rows;

    private final double[][] columns;

    private CountedRows(double[][] rows, int[] sizes, int[] of) {
        this.rows = rows;
        columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][i] = rows[i][c];
            }
        }
        this.sizes = sizes;
        this.of = of;
    }

    /** How many different rows there are; what is known before they are compared with each other. */
    static int count(PointBlocks points, Checkpoint checkpoint) {
        return first(points, new RowSet(points, points.rows()), checkpoint).length;
    }

    /** The distinct rows of a matrix that has some. */
    static CountedRows of(PointBlocks points, Checkpoint checkpoint) {
        RowSet set = new RowSet(points, points.rows());
        int[] first = first(points, set, checkpoint);
        double[][] rows = new double[first.length][points.columns()];
        Integer[] order = new Integer[first.length];
        for (int i = 0; i < first.length; i++) {
            checkpoint.at(i);
            order[i] = i;
            points.copyRow(first[i], rows[i]);
            for (int c = 0; c < rows[i].length; c++) {
                // Adding zero turns -0.0 into 0.0, which equals it.
                rows[i][c] += 0.0;
            }
        }
        checkpoint.now();
        Arrays.sort(order, Comparator.comparing(i -> rows[i], Arrays::compare));
        double[][] sorted = new double[first.length][];
        int[] place = new int[points.rows()];
        for (int i = 0; i < order.length; i++) {
            checkpoint.at(i);
            sorted[i] = rows[order[i]];
            place[first[order[i]]] = i;
        }
        int[] of = new int[points.rows()];
        int[] sizes = new int[first.length];
        for (int row = 0; row < of.length; row++) {
            checkpoint.at(row);
            of[row] = place[set.find(row)];
            sizes[of[row]]++;
        }
        return new CountedRows(sorted, sizes, of);
    }

    private static int[] first(PointBlocks points, RowSet set, Checkpoint checkpoint) {
        int[] first = new int[points.rows()];
        int count = 0;
        for (int row = 0; row < points.rows(); row++) {
            checkpoint.at(row);
            if (set.add(row)) {
                first[count++] = row;
            }
        }
        return Arrays.copyOf(first, count);
    }

    int count() {
        return rows.length;
    }

    /**
     * The squared distances of a row to all rows, column after column: a loop that the compiler vectorises, and to the bit what
     * the Euclidean distance squares.
     */
    void squaredDistances(int row, double[] target) {
        Arrays.fill(target, 0);
        for (int c = 0; c < columns.length; c++) {
            double[] column = columns[c];
            double value = column[row];
            for (int i = 0; i < target.length; i++) {
                double difference = value - column[i];
                target[i] = Math.fma(difference, difference, target[i]);
            }
        }
    }

    /** The rows themselves, shared. */
    double[][] view() {
        return rows;
    }
}
