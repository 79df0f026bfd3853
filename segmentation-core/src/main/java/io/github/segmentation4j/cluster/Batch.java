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

    /** Adds a row of a block, which is in a cluster. */
    void add(int block, int p, int label) {
        int row = PointBlocks.firstRow(block) + p;
        input.points().copyRow(row, values, size);
        if (input.isScaled()) {
            input.scaled().copyRow(row, scaled, size);
        }
        weights[size] = input.weights(block)[p];
        rows[size] = row;
        labels[size] = label;
        size++;
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
