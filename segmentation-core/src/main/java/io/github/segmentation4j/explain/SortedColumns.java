package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Items in the order of each column. A node of a growing tree is the same range of every one of these orders, which a cut
 * parts without sorting again. Used by one thread and those that its runner lends.
 */
final class SortedColumns {
    static final byte LEFT = 0;
    static final byte RIGHT = 1;
    static final byte LEFT_OUT = 2;

    private final double[][] values;
    private final int[][] orders;
    private final byte[] sides;
    private final BlockRunner runner;
    private final Checkpoint checkpoint;

    /**
     * Sorts the columns.
     *
     * @param made gives the values of a column, one for each item, finite and never -0.0; nobody else keeps them
     */
    SortedColumns(int items, int columns, IntFunction<double[]> made, BlockRunner runner, Checkpoint checkpoint) {
        this.runner = runner;
        this.checkpoint = checkpoint;
        sides = new byte[items];
        values = new double[columns][];
        orders = new int[columns][];
        runner.forEach(columns, column -> {
            values[column] = made.apply(column);
            orders[column] = order(values[column]);
        });
    }

    /** The items in the order of their values, equal ones in their own order. */
    private int[] order(double[] own) {
        double[] sorted = own.clone();
        PacedSort.sort(sorted, checkpoint);
        int[] taken = new int[own.length];
        int[] order = new int[own.length];
        for (int item = 0; item < own.length; item++) {
            checkpoint.at(item);
            int first = firstOf(sorted, own[item]);
            order[first + taken[first]++] = item;
        }
        return order;
    }

    /** Where a value that is there comes first. */
    private static int firstOf(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number of items. */
    int items() {
        return sides.length;
    }

    /** The number of columns. */
    int columns() {
        return values.length;
    }

    /** The values of a column by item, shared. */
    double[] valuesView(int column) {
        return values[column];
    }

    /** The items of a column in order, shared. */
    int[] orderView(int column) {
        return orders[column];
    }

    /** The side of each item, shared, to be written before {@link #keep}. */
    byte[] sidesView() {
        return sides;
    }

    /** Moves the items of a range to the sides of a cut and returns where the right side begins. */
    int part(int column, double threshold, int from, int to) {
        double[] own = values[column];
        int middle = from;
        for (int i = from; i < to; i++) {
            checkpoint.at(i - from);
            int item = orders[0][i];
            sides[item] = own[item] <= threshold ? LEFT : RIGHT;
            middle += sides[item] == LEFT ? 1 : 0;
        }
        keep(from, to, middle);
        return middle;
    }

    /** Moves the items of each column to their side, in their order, and returns where the right side ends. */
    int keep(int from, int to, int middle) {
        List<Integer> ends = runner.map(orders.length, column -> {
            int[] order = orders[column];
            int[] whole = Arrays.copyOfRange(order, from, to);
            int left = from;
            int right = middle;
            for (int i = 0; i < whole.length; i++) {
                checkpoint.at(i);
                int item = whole[i];
                if (sides[item] == LEFT) {
                    order[left++] = item;
                } else if (sides[item] == RIGHT) {
                    order[right++] = item;
                }
            }
            return right;
        });
        return ends.get(0);
    }
}
