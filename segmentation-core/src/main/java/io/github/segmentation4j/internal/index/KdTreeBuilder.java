package io.github.segmentation4j.internal.index;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * Builds a {@link KdTree}. Points are halved in a strict order, by the value in a column, then by all coordinates, then by
 * row, so which points go where does not depend on how they are found.
 */
final class KdTreeBuilder {
    /** Points below a node from which one task builds all: few enough for the cache, enough for many tasks. */
    private static final int TASK = 1 << 13;

    private final double[] points;
    private final int columns;
    private final BlockRunner runner;
    private final Checkpoint checkpoint;
    private final int size;
    private final int levels;
    private final int[] rows;

    /** The values in the column of the current split, by position. */
    private final double[] keys;

    private final int[] starts;
    private final double[] boxes;

    KdTreeBuilder(double[] points, int columns, BlockRunner runner, Checkpoint checkpoint) {
        if (columns < 1 || points.length % columns != 0) {
            throw new IllegalArgumentException("there must be full rows of at least one column, were " + points.length
                    + " values for " + columns + " columns");
        }
        this.points = points;
        this.columns = columns;
        this.runner = runner;
        this.checkpoint = checkpoint;
        size = points.length / columns;
        int depth = 0;
        while (size > (long) KdTree.LEAF << depth) {
            depth++;
        }
        levels = depth;
        int nodes = size == 0 ? 0 : (2 << levels) - 1;
        rows = new int[size];
        Arrays.setAll(rows, row -> row);
        keys = new double[size];
        starts = new int[nodes];
        boxes = new double[2 * columns * nodes];
    }

    KdTree build() {
        if (size == 0) {
            return new KdTree(columns, 0, rows, points.clone(), starts, boxes);
        }
        int level = 0;
        while (level < levels && size >> level > TASK) {
            int first = (1 << level) - 1;
            runner.forEach(1 << level, i -> split(first + i, starts[first + i], end(first + i)));
            level++;
        }
        int first = (1 << level) - 1;
        runner.forEach(1 << level, i -> subtree(first + i, starts[first + i], end(first + i)));
        return new KdTree(columns, levels, rows, arranged(), starts, boxes);
    }

    private int end(int node) {
        return ((node + 2) & (node + 1)) == 0 ? size : starts[node + 1];
    }

    private void subtree(int node, int from, int to) {
        if (node >= (1 << levels) - 1) {
            starts[node] = from;
            box(node, from, to);
            sort(from, to);
            return;
        }
        int middle = split(node, from, to);
        subtree(2 * node + 1, from, middle);
        subtree(2 * node + 2, middle, to);
    }

    /** Halves the points of a node and returns where the upper half begins. */
    private int split(int node, int from, int to) {
        starts[node] = from;
        box(node, from, to);
        int low = 2 * columns * node;
        int column = 0;
        double widest = -1;
        for (int c = 0; c < columns; c++) {
            double width = boxes[low + columns + c] - boxes[low + c];
            if (width > widest) {
                widest = width;
                column = c;
            }
        }
        int middle = (from + to) >>> 1;
        for (int i = from; i < to; i++) {
            checkpoint.at(i);
            keys[i] = points[rows[i] * columns + column];
        }
        select(from, to, middle);
        starts[2 * node + 1] = from;
        starts[2 * node + 2] = middle;
        return middle;
    }

    private void box(int node, int from, int to) {
        int low = 2 * columns * node;
        int high = low + columns;
        Arrays.fill(boxes, low, high, Double.POSITIVE_INFINITY);
        Arrays.fill(boxes, high, high + columns, Double.NEGATIVE_INFINITY);
        for (int i = from; i < to; i++) {
            checkpoint.at(i);
            int at = rows[i] * columns;
            for (int c = 0; c < columns; c++) {
                double value = points[at + c];
                boxes[low + c] = Math.min(boxes[low + c], value);
                boxes[high + c] = Math.max(boxes[high + c], value);
            }
        }
    }

    /** Hoare's selection: afterwards no point before a position comes after one from it on. */
    private void select(int first, int end, int position) {
        int from = first;
        int to = end - 1;
        long turn = 1;
        while (from < to) {
            // Which pivot is taken changes the time alone; a hashed one is poor on no usual arrangement.
            turn = turn * 0x5851F42D4C957F2DL + from;
            int pivot = from + (int) ((turn >>> 33) % (to - from + 1));
            double key = keys[pivot];
            int row = rows[pivot];
            int i = from;
            int j = to;
            checkpoint.now();
            while (i <= j) {
                while (compare(keys[i], rows[i], key, row) < 0) {
                    i++;
                }
                while (compare(keys[j], rows[j], key, row) > 0) {
                    j--;
                }
                if (i <= j) {
                    checkpoint.at(i);
                    swap(i++, j--);
                }
            }
            if (position <= j) {
                to = j;
            } else if (position >= i) {
                from = i;
            } else {
                return;
            }
        }
    }

    private void swap(int i, int j) {
        double key = keys[i];
        keys[i] = keys[j];
        keys[j] = key;
        int row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
    }

    private int compare(double keyA, int rowA, double keyB, int rowB) {
        if (keyA != keyB) {
            return keyA < keyB ? -1 : 1;
        }
        return compare(rowA, rowB);
    }

    private int compare(int rowA, int rowB) {
        int a = rowA * columns;
        int b = rowB * columns;
        for (int c = 0; c < columns && a != b; c++) {
            double left = points[a + c];
            double right = points[b + c];
            if (left != right) {
                return left < right ? -1 : 1;
            }
        }
        return Integer.compare(rowA, rowB);
    }

    /** Brings the points of a leaf into the order of their coordinates. */
    private void sort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int row = rows[i];
            int j = i;
            while (j > from && compare(rows[j - 1], row) > 0) {
                rows[j] = rows[j - 1];
                j--;
            }
            rows[j] = row;
        }
    }

    private double[] arranged() {
        double[] arranged = new double[points.length];
        runner.forEach((size + TASK - 1) / TASK, t -> {
            int end = Math.min(size, (t + 1) * TASK);
            for (int i = t * TASK; i < end; i++) {
                checkpoint.at(i);
                for (int c = 0; c < columns; c++) {
                    // Adding zero turns -0.0 into 0.0, which equals it.
                    arranged[i * columns + c] = points[rows[i] * columns + c] + 0.0;
                }
            }
        });
        return arranged;
    }
}
