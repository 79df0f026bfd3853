package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** The nearest two rows of different clusters and the farthest two of the same one, found by looking at every pair. */
final class ExtremePairs {
    private static final int ROWS = PointBlocks.ROWS;
    private static final int BLOCKS_PER_REPORT = 32;
    private static final int NUMBERS_PER_CHECKPOINT = 4096;

    private final PointBlocks points;
    private final Partition partition;
    private final String stage;
    private final RunContext context;
    private double separation = Double.POSITIVE_INFINITY;
    private double diameter;

    private ExtremePairs(PointBlocks points, Partition partition, String stage, RunContext context) {
        this.points = points;
        this.partition = partition;
        this.stage = stage;
        this.context = context;
    }

    static ExtremePairs of(FeatureMatrix matrix, Partition partition, String stage, RunContext context) {
        FeatureMatrix byCluster = matrix.rows(partition.rowsByCluster(), context);
        ExtremePairs pairs = new ExtremePairs(byCluster.pointsView(), partition, stage, context);
        pairs.search();
        return pairs;
    }

    /** The smallest distance between rows of different clusters. */
    double separation() {
        return Math.sqrt(separation);
    }

    /** The largest distance between rows of the same cluster. */
    double diameter() {
        return Math.sqrt(diameter);
    }

    private void search() {
        BlockRunner runner =
                BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(stage));
        int blocks = points.blockCount();
        double[] least = new double[blocks];
        double[] most = new double[blocks];
        for (int from = 0; from < blocks; from += BLOCKS_PER_REPORT) {
            int first = from;
            int count = Math.min(BLOCKS_PER_REPORT, blocks - from);
            runner.forEach(count, i -> search(first + i, least, most));
            context.report(stage, from + count, blocks);
        }
        for (int block = 0; block < blocks; block++) {
            separation = Math.min(separation, least[block]);
            diameter = Math.max(diameter, most[block]);
        }
    }

    /** Looks at the rows of a block together with each other and with all rows after them. */
    private void search(int blockNumber, double[] least, double[] most) {
        BlockDistances block = BlockDistances.of(points, blockNumber);
        int first = PointBlocks.firstRow(blockNumber);
        int count = points.rowsIn(blockNumber);
        double[] apart = new double[ROWS];
        double[] within = new double[ROWS];
        Arrays.fill(apart, Double.POSITIVE_INFINITY);
        double[] point = new double[points.columns()];
        int checkpointEvery = Math.max(1, NUMBERS_PER_CHECKPOINT / Math.max(1, point.length));
        int end = 0;
        for (int g = 0; g < partition.clusterCount(); g++) {
            int start = end;
            end += partition.size(g);
            // The rows of the block that are in this cluster: rows are ordered by cluster.
            int own = Math.max(0, Math.min(count, start - first));
            int other = Math.max(0, Math.min(count, end - first));
            for (int row = Math.max(start, first); row < end; row++) {
                if (row % checkpointEvery == 0) {
                    context.throwIfCancelled(stage);
                }
                points.copyRow(row, point);
                block.measure(point);
                block.lower(apart, 0, own);
                block.raise(within, own, other);
                block.lower(apart, other, count);
            }
        }
        least[blockNumber] = Arrays.stream(apart).min().orElseThrow();
        most[blockNumber] = Arrays.stream(within).max().orElseThrow();
    }
}
