package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** Silhouette widths of all rows against the means of the clusters. */
final class SimplifiedPass {
    private static final int BLOCKS_PER_REPORT = 1024;

    private final PointBlocks points;
    private final Partition partition;
    private final Scatter scatter;
    private final RunContext context;
    private final String stage;

    SimplifiedPass(FeatureMatrix matrix, Partition partition, String stage, RunContext context) {
        points = matrix.pointsView();
        this.partition = partition;
        this.stage = stage;
        this.context = context;
        scatter = Scatter.of(matrix, partition, stage, context.withListener(ProgressListener.none()));
    }

    /** The width of each row of the matrix; 0 for one that does not count. */
    double[] widths() {
        BlockRunner runner =
                BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(stage));
        double[] widths = new double[points.rows()];
        int blocks = points.blockCount();
        for (int from = 0; from < blocks; from += BLOCKS_PER_REPORT) {
            int first = from;
            int count = Math.min(BLOCKS_PER_REPORT, blocks - from);
            runner.forEach(count, i -> widthsOf(first + i, widths));
            context.report(stage, from + count, blocks);
        }
        return widths;
    }

    private void widthsOf(int blockNumber, double[] widths) {
        BlockDistances block = BlockDistances.of(points, blockNumber);
        block.moveTo(scatter.centre());
        int first = PointBlocks.firstRow(blockNumber);
        int count = points.rowsIn(blockNumber);
        double[] own = new double[count];
        double[] nearest = new double[count];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int g = 0; g < partition.clusterCount(); g++) {
            if (g % PointBlocks.ROWS == 0) {
                context.throwIfCancelled(stage);
            }
            block.measure(scatter.offset(g));
            for (int p = 0; p < count; p++) {
                double distance = block.distance(p);
                if (partition.cluster(first + p) == g) {
                    own[p] = distance;
                } else {
                    nearest[p] = Math.min(nearest[p], distance);
                }
            }
        }
        for (int p = 0; p < count; p++) {
            int g = partition.cluster(first + p);
            if (g != Partition.LEFT_OUT && partition.size(g) > 1) {
                widths[first + p] = SilhouettePass.width(own[p], nearest[p]);
            }
        }
    }
}
