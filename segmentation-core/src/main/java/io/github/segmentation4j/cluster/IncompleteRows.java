package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** The rows of a fit that miss values, and how they are compared where they take part. Never written. */
final class IncompleteRows {
    private static final int[] NONE = {};

    private final PointBlocks points;
    private final double[] roots;

    /** For each block the rows that are compared in the columns they have. */
    private final int[][] partial;

    /** For each block the rows that take no part. */
    private final int[][] leftOut;

    private final boolean empty;

    private IncompleteRows(PointBlocks points, double[] roots, int[][] partial, int[][] leftOut, boolean empty) {
        this.points = points;
        this.roots = roots;
        this.partial = partial;
        this.leftOut = leftOut;
        this.empty = empty;
    }

    static IncompleteRows of(FeatureMatrix matrix, MissingValues policy, double[] roots, RunContext context) {
        PointBlocks points = matrix.pointsView();
        int[][] partial = new int[points.blockCount()][];
        int[][] leftOut = new int[points.blockCount()][];
        Arrays.fill(partial, NONE);
        Arrays.fill(leftOut, NONE);
        IncompleteRows rows = new IncompleteRows(points, roots, partial, leftOut, matrix.missingCount() == 0);
        if (!rows.empty) {
            double[] room = points.room();
            for (int b = 0; b < partial.length; b++) {
                context.throwIfCancelled("k-means");
                rows.find(b, points.read(b, room), policy);
            }
        }
        return rows;
    }

    private void find(int b, double[] block, MissingValues policy) {
        int[] some = new int[points.rowsIn(b)];
        int[] none = new int[points.rowsIn(b)];
        int partials = 0;
        int out = 0;
        for (int p = 0; p < points.rowsIn(b); p++) {
            int missing = 0;
            for (int c = 0; c < points.columns(); c++) {
                missing += Double.isNaN(block[c * PointBlocks.ROWS + p]) ? 1 : 0;
            }
            if (missing == points.columns() || (missing > 0 && policy == MissingValues.LEAVE_OUT)) {
                none[out] = p;
                out++;
            } else if (missing > 0) {
                some[partials] = p;
                partials++;
            }
        }
        partial[b] = Arrays.copyOf(some, partials);
        leftOut[b] = Arrays.copyOf(none, out);
    }

    /** Whether no value is missing. */
    boolean isEmpty() {
        return empty;
    }

    /** The weights by block with 0 for rows that take no part. */
    double[][] withoutLeftOut(double[][] weights) {
        double[][] result = weights.clone();
        for (int b = 0; b < result.length; b++) {
            if (leftOut[b].length > 0) {
                result[b] = weights[b].clone();
                for (int p : leftOut[b]) {
                    result[b][p] = 0;
                }
            }
        }
        return result;
    }

    /** Finds the nearest centroids of the rows of a block that are compared in the columns they have. */
    void compare(int block, PackedCentroids centroids, int[] labels, double[] distances) {
        if (partial[block].length > 0) {
            double[] row = new double[points.columns()];
            for (int p : partial[block]) {
                copy(block, p, row);
                labels[p] = centroids.nearest(row);
                distances[p] = Math.min(Double.MAX_VALUE, centroids.squaredDistance(row, labels[p]));
            }
        }
    }

    /** Measures the squared distances of those rows to the centroids of their clusters. */
    void measure(int block, PackedCentroids centroids, int[] labels, double[] distances) {
        if (partial[block].length > 0) {
            double[] row = new double[points.columns()];
            for (int p : partial[block]) {
                copy(block, p, row);
                distances[p] = centroids.squaredDistance(row, labels[p]);
            }
        }
    }

    private void copy(int block, int p, double[] row) {
        points.copyRow(PointBlocks.firstRow(block) + p, row);
        for (int c = 0; c < row.length; c++) {
            row[c] *= roots[c];
        }
    }

    /** Turns the labels of rows that take no part into noise. */
    void leaveOut(int[] labels) {
        for (int b = 0; b < leftOut.length; b++) {
            for (int p : leftOut[b]) {
                labels[PointBlocks.firstRow(b) + p] = Clustering.NOISE;
            }
        }
    }
}
