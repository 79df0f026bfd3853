package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.ColumnRanges;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * Numbers clusters that have no centres: by the means of their rows as {@link CanonicalOrder} compares them, where these are
 * one by their sizes, and where these are one too by their first row in the order of the coordinates. So numbers follow from
 * which rows are together, whatever their order. Missing values are left aside.
 */
final class ClusterNumbers {
    private static final String STAGE = "numbering clusters";

    private ClusterNumbers() {}

    /**
     * Gives clusters their numbers in place.
     *
     * @param labels 0 to {@code clusters} - 1, each there, or {@link Clustering#NOISE}
     * @return for each new number the old one
     */
    static int[] renumber(int[] labels, int clusters, FeatureMatrix matrix, RunContext context) {
        int[] order = order(labels, clusters, matrix, context);
        int[] numbers = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            numbers[order[j]] = j;
        }
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] != Clustering.NOISE) {
                labels[row] = numbers[labels[row]];
            }
        }
        return order;
    }

    private static int[] order(int[] labels, int clusters, FeatureMatrix matrix, RunContext context) {
        ColumnRanges ranges = matrix.rangesView();
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        double[][] grid = means(labels, clusters, matrix.pointsView(), ranges, checkpoint);
        for (int j = 0; j < clusters; j++) {
            checkpoint.at(j);
            grid[j] = CanonicalOrder.steps(grid[j], ranges.low(), ranges.high());
        }
        int[] sizes = new int[clusters];
        double[][] first = new double[clusters][];
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < labels.length; r++) {
            checkpoint.at(r);
            int label = labels[r];
            if (label != Clustering.NOISE) {
                sizes[label]++;
                matrix.copyRow(r, row);
                if (first[label] == null || Arrays.compare(row, first[label]) < 0) {
                    first[label] = row.clone();
                }
            }
        }
        return IndexSort.sorted(
                clusters,
                (a, b) -> {
                    int byMean = Arrays.compare(grid[a], grid[b]);
                    int bySize = byMean != 0 ? byMean : Integer.compare(sizes[a], sizes[b]);
                    return bySize != 0 ? bySize : Arrays.compare(first[a], first[b]);
                },
                checkpoint);
    }

    private static double[][] means(
            int[] labels, int clusters, PointBlocks points, ColumnRanges ranges, Checkpoint checkpoint) {
        double[][] sums = new double[clusters][];
        int[][] counts = new int[clusters][];
        for (int j = 0; j < clusters; j++) {
            checkpoint.at(j);
            sums[j] = new double[points.columns()];
            counts[j] = new int[points.columns()];
        }
        double[] room = points.room();
        for (int b = 0; b < points.blockCount(); b++) {
            checkpoint.now();
            double[] block = points.read(b, room);
            int first = PointBlocks.firstRow(b);
            for (int p = 0; p < points.rowsIn(b); p++) {
                int label = labels[first + p];
                for (int c = 0; label != Clustering.NOISE && c < points.columns(); c++) {
                    double value = block[c * PointBlocks.ROWS + p];
                    if (!Double.isNaN(value)) {
                        sums[label][c] += value - ranges.low()[c];
                        counts[label][c]++;
                    }
                }
            }
        }
        for (int j = 0; j < clusters; j++) {
            checkpoint.at(j);
            for (int c = 0; c < points.columns(); c++) {
                sums[j][c] = ranges.low()[c] + (counts[j][c] > 0 ? sums[j][c] / counts[j][c] : 0);
            }
        }
        return sums;
    }
}
