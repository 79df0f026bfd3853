package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * Silhouette widths of some rows against all rows. Rows are first brought together by cluster, so that one sum per row
 * is enough at a time and memory does not grow with the number of clusters.
 */
final class SilhouettePass {
    private static final int ROWS = PointBlocks.ROWS;
    private static final int BLOCKS_PER_REPORT = 32;
    private static final int NUMBERS_PER_CHECKPOINT = 4096;

    private final PointBlocks points;
    private final Partition partition;
    private final RunContext context;
    private final int checkpointEvery;

    /**
     * Prepares a pass.
     *
     * @param byCluster the rows that count, as {@link Partition#rowsByCluster()} orders them
     */
    SilhouettePass(FeatureMatrix byCluster, Partition partition, RunContext context) {
        points = byCluster.pointsView();
        this.partition = partition;
        this.context = context;
        checkpointEvery = Math.max(1, NUMBERS_PER_CHECKPOINT / Math.max(1, points.columns()));
    }

    /** The widths of rows that are among those that count, each with its cluster. */
    double[] widths(PointBlocks targets, int[] clusters) {
        BlockRunner runner =
                BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(Silhouette.NAME));
        double[] widths = new double[targets.rows()];
        int blocks = targets.blockCount();
        for (int from = 0; from < blocks; from += BLOCKS_PER_REPORT) {
            int first = from;
            int count = Math.min(BLOCKS_PER_REPORT, blocks - from);
            runner.forEach(count, i -> widthsOf(targets, first + i, clusters, widths));
            context.report(Silhouette.NAME, from + count, blocks);
        }
        return widths;
    }

    private void widthsOf(PointBlocks targets, int blockNumber, int[] clusters, double[] widths) {
        BlockDistances block = BlockDistances.of(targets, blockNumber);
        int firstTarget = PointBlocks.firstRow(blockNumber);
        int count = targets.rowsIn(blockNumber);
        double[] sums = new double[ROWS];
        double[] own = new double[ROWS];
        double[] nearest = new double[ROWS];
        double[] point = new double[points.columns()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int row = 0;
        for (int g = 0; g < partition.clusterCount(); g++) {
            Arrays.fill(sums, 0);
            int size = partition.size(g);
            for (int end = row + size; row < end; row++) {
                if (row % checkpointEvery == 0) {
                    context.throwIfCancelled(Silhouette.NAME);
                }
                points.copyRow(row, point);
                block.measure(point);
                block.addTo(sums);
            }
            for (int p = 0; p < count; p++) {
                if (clusters[firstTarget + p] == g) {
                    own[p] = sums[p] / (size - 1);
                } else {
                    nearest[p] = Math.min(nearest[p], sums[p] / size);
                }
            }
        }
        for (int p = 0; p < count; p++) {
            boolean alone = partition.size(clusters[firstTarget + p]) == 1;
            widths[firstTarget + p] = alone ? 0 : width(own[p], nearest[p]);
        }
    }

    static double width(double own, double nearest) {
        double larger = Math.max(own, nearest);
        return larger == 0 ? 0 : (nearest - own) / larger;
    }
}
