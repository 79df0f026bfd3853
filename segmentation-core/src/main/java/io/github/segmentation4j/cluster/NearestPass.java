package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * Passes over all rows that find their nearest centroids. What it tells is that of the last pass. Belongs to one fit and
 * one thread, which may have helpers.
 */
final class NearestPass {
    private final PointBlocks points;
    private final double[][] rowWeights;
    private final int clusters;
    private final BlockRunner runner;
    private final Runnable checkpoint;
    private final Spans spans;
    private final AssignmentKernel[] kernels;
    private final int[][] labels;
    private final double[][] distances;
    private final double[] blockInertia;

    /**
     * Passes over rows.
     *
     * @param points the rows as they are compared
     * @param rowWeights by block
     */
    NearestPass(PointBlocks points, double[][] rowWeights, int clusters, RunContext context, String stage) {
        this.points = points;
        this.rowWeights = rowWeights;
        this.clusters = clusters;
        checkpoint = () -> context.throwIfCancelled(stage);
        runner = BlockRunner.of(context.executor(), context.threads(), checkpoint);
        spans = Spans.of(points.blockCount(), (long) points.columns() * (clusters + PointBlocks.ROWS));
        kernels = new AssignmentKernel[spans.count()];
        Arrays.setAll(kernels, s -> Kernels.chosen().create(points.columns()));
        labels = new int[points.blockCount()][PointBlocks.ROWS];
        distances = new double[points.blockCount()][PointBlocks.ROWS];
        blockInertia = new double[points.blockCount()];
        for (int[] block : labels) {
            Arrays.fill(block, Clustering.NOISE);
        }
    }

    /** Finds the nearest of other centroids and returns whether a row changed its cluster. */
    boolean run(PackedCentroids centroids) {
        boolean[] moved = new boolean[spans.count()];
        runner.forEach(spans.count(), s -> {
            int[] nearest = new int[PointBlocks.ROWS];
            double[] room = new double[PointBlocks.ROWS];
            for (int b = spans.first(s); b < spans.end(s); b++) {
                checkpoint.run();
                int rows = points.rowsIn(b);
                kernels[s].load(points, b);
                kernels[s].nearest(centroids, nearest, distances[b]);
                blockInertia[b] = BlockSums.weighted(rows, rowWeights[b], distances[b], room);
                if (!Arrays.equals(nearest, 0, rows, labels[b], 0, rows)) {
                    moved[s] = true;
                    System.arraycopy(nearest, 0, labels[b], 0, rows);
                }
            }
        });
        boolean any = false;
        for (boolean one : moved) {
            any |= one;
        }
        return any;
    }

    /** The weighted sum of the squared distances. */
    double inertia() {
        double sum = 0;
        for (double block : blockInertia) {
            sum += block;
        }
        return sum;
    }

    /** The weight of the rows of each cluster. */
    double[] clusterWeights() {
        double[] sums = new double[clusters];
        for (int b = 0; b < labels.length; b++) {
            BlockSums.addWeights(points.rowsIn(b), labels[b], rowWeights[b], sums);
        }
        return sums;
    }

    /**
     * How far the rows of each cluster lie from its centre: weighted sums of differences, d x k.
     *
     * @param centres d x k
     */
    double[] deviations(double[] centres) {
        int length = centres.length;
        double[][] parts = new double[spans.count()][];
        runner.forEach(spans.count(), s -> {
            double[] room = points.room();
            parts[s] = new double[length];
            for (int b = spans.first(s); b < spans.end(s); b++) {
                checkpoint.run();
                BlockSums.addDeviations(
                        points.read(b, room), points.rowsIn(b), labels[b], rowWeights[b], centres, clusters, parts[s]);
            }
        });
        double[] sums = new double[length];
        for (double[] part : parts) {
            for (int i = 0; i < length; i++) {
                sums[i] += part[i];
            }
        }
        return sums;
    }

    /**
     * Gives the clusters other numbers.
     *
     * @param numbers for each number so far the new one
     */
    void renumber(int[] numbers) {
        for (int b = 0; b < labels.length; b++) {
            for (int p = 0; p < points.rowsIn(b); p++) {
                labels[b][p] = numbers[labels[b][p]];
            }
        }
    }

    /** The cluster of a row. */
    int label(int row) {
        return labels[row / PointBlocks.ROWS][row % PointBlocks.ROWS];
    }

    /** Puts a row into another cluster, where it costs nothing. */
    void move(int row, int cluster) {
        labels[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = cluster;
        distances[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = 0;
    }

    /** The weight of a row. */
    double weight(int row) {
        return rowWeights[row / PointBlocks.ROWS][row % PointBlocks.ROWS];
    }

    /** What a row adds to the inertia. */
    double cost(int row) {
        return weight(row) * distances[row / PointBlocks.ROWS][row % PointBlocks.ROWS];
    }

    /** The labels of the rows, copied. */
    int[] labels() {
        int[] all = new int[points.rows()];
        for (int b = 0; b < labels.length; b++) {
            System.arraycopy(labels[b], 0, all, PointBlocks.firstRow(b), points.rowsIn(b));
        }
        return all;
    }
}
