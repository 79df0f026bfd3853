package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;

/** Rows from here and there, gathered so that a kernel compares them like a block. Belongs to one thread at a time. */
final class Batch {
    private final KMeansInput input;
    private final int columns;
    private final double[] values;
    private final double[] scaled;
    private final double[] weights = new double[PointBlocks.ROWS];
    private final int[] rows = new int[PointBlocks.ROWS];
    private final int[] labels = new int[PointBlocks.ROWS];
    private int size;

    Batch(KMeansInput input) {
        this.input = input;
        columns = input.points().columns();
        values = new double[columns * PointBlocks.ROWS];
        scaled = input.isScaled() ? new double[values.length] : values;
    }

    /** How many rows can still be added. */
    int free() {
        return PointBlocks.ROWS - size;
    }

    /**
     * Adds rows of a block. Column after column, because the values of a row lie so far apart that they would push each
     * other out of the cache.
     *
     * @param block its number
     * @param source its values, as they came
     * @param scaledSource its values as they are compared
     * @param picked rows of it
     * @param from the first of those to add
     * @param end the one after the last, at most {@link #free()} further on
     * @param clusterOf the cluster of each row of the block
     */
    void add(int block, double[] source, double[] scaledSource, int[] picked, int from, int end, int[] clusterOf) {
        copy(source, picked, from, end, values);
        if (input.isScaled()) {
            copy(scaledSource, picked, from, end, scaled);
        }
        for (int i = from; i < end; i++) {
            int p = picked[i];
            weights[size] = input.weights(block)[p];
            rows[size] = PointBlocks.firstRow(block) + p;
            labels[size] = clusterOf[p];
            size++;
        }
    }

    private void copy(double[] source, int[] picked, int from, int end, double[] target) {
        for (int c = 0; c < columns; c++) {
            int base = c * PointBlocks.ROWS;
            int at = base + size - from;
            for (int i = from; i < end; i++) {
                target[at + i] = source[base + picked[i]];
            }
        }
    }

    boolean isFull() {
        return size == PointBlocks.ROWS;
    }

    int size() {
        return size;
    }

    int row(int index) {
        return rows[index];
    }

    /** The rows as they are compared, laid out like a block. */
    double[] scaled() {
        return scaled;
    }

    /** Notes the rows whose cluster is now another one. */
    void change(ClusterSums sums, KMeansWork.Span span, KMeansWork.Tools tools) {
        sums.change(span, tools.moved, values, size, weights, labels, tools.labels);
    }

    void clear() {
        size = 0;
    }
}
