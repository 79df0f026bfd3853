package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** What each row costs in each cluster: its weight times its squared distance. Memory of one fit, filled pass by pass. */
final class CentroidCosts {
    /** Centroids a kernel measures at once, which saves it from reading the rows for each. */
    private static final int AT_ONCE = 8;

    private final KMeansInput input;
    private final BlockRunner runner;
    private final Spans spans;
    private final PackedCentroids packed;
    private final double[][] costs;

    CentroidCosts(KMeansInput input, int clusters, RunContext context) {
        this.input = input;
        int columns = input.points().columns();
        runner = BlockRunner.of(
                context.executor(), context.threads(), () -> context.throwIfCancelled(ConstrainedKMeans.NAME));
        spans = Spans.of(input.points().blockCount(), PointBlocks.ROWS);
        packed = new PackedCentroids(clusters, columns);
        costs = new double[clusters][input.points().rows()];
    }

    KMeansInput input() {
        return input;
    }

    /**
     * Measures all rows.
     *
     * @param centroids in the units of the rows
     * @return clusters x rows; shared, and written anew by the next call
     */
    double[][] of(double[][] centroids) {
        for (int j = 0; j < centroids.length; j++) {
            for (int c = 0; c < packed.columns(); c++) {
                packed.set(j, c, centroids[j][c] * input.roots()[c]);
            }
        }
        runner.forEach(spans.count(), span -> {
            AssignmentKernel kernel = Kernels.chosen().create(packed.columns());
            double[][] distances = new double[AT_ONCE][PointBlocks.ROWS];
            for (int b = spans.first(span); b < spans.end(span); b++) {
                kernel.load(input.scaled(), b);
                measure(kernel, b, distances);
            }
        });
        return costs;
    }

    private void measure(AssignmentKernel kernel, int block, double[][] distances) {
        int first = PointBlocks.firstRow(block);
        int rows = input.points().rowsIn(block);
        double[] weights = input.weights(block);
        for (int from = 0; from < costs.length; from += AT_ONCE) {
            double[][] some = Arrays.copyOf(distances, Math.min(AT_ONCE, costs.length - from));
            kernel.squaredDistances(packed, from, some);
            for (int j = 0; j < some.length; j++) {
                double[] target = costs[from + j];
                for (int p = 0; p < rows; p++) {
                    target[first + p] = weights[p] * some[j][p];
                }
            }
        }
    }
}
