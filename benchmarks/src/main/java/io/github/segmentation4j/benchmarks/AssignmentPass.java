package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.distance.EuclideanDistance;

/** The nearest centroid of every row, found in different ways. Each way returns the sum of the labels. */
final class AssignmentPass {
    private static final int BLOCKS_PER_TASK = 16;

    private final PointBlocks points;
    private final PackedCentroids packed;
    private final double[][] starts;
    private final double[][] rows;
    private final List<DoublePoint> commonsPoints = new ArrayList<>();
    private final List<CentroidCluster<DoublePoint>> commonsClusters = new ArrayList<>();
    private final EuclideanDistance commonsDistance = new EuclideanDistance();

    AssignmentPass(Workload workload) {
        points = workload.matrix().pointsView();
        packed = workload.packedStarts();
        starts = workload.starts();
        rows = workload.matrix().toArray();
        for (double[] row : rows) {
            commonsPoints.add(new DoublePoint(row));
        }
        for (double[] start : starts) {
            commonsClusters.add(new CentroidCluster<>(new DoublePoint(start)));
        }
    }

    /** This library's kernel on the matrix as it is stored. */
    long kernel(Kernels kernels, BlockRunner runner) {
        int tasks = (points.blockCount() + BLOCKS_PER_TASK - 1) / BLOCKS_PER_TASK;
        return runner.map(tasks, task -> kernel(kernels, task)).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long kernel(Kernels kernels, int task) {
        AssignmentKernel kernel = kernels.create(points.columns());
        int[] labels = new int[PointBlocks.ROWS];
        double[] distances = new double[PointBlocks.ROWS];
        long sum = 0;
        int end = Math.min(points.blockCount(), (task + 1) * BLOCKS_PER_TASK);
        for (int b = task * BLOCKS_PER_TASK; b < end; b++) {
            kernel.load(points, b);
            kernel.nearest(packed, labels, distances);
            for (int p = 0; p < points.rowsIn(b); p++) {
                sum += labels[p];
            }
        }
        return sum;
    }

    /** The kernel that was chosen, on the caller's thread. */
    long kernel() {
        return kernel(Kernels.chosen(), BlockRunner.of(Optional.empty(), 1, () -> {}));
    }

    /** The loop as a textbook has it, over rows that are arrays. */
    long naive() {
        long sum = 0;
        for (double[] row : rows) {
            sum += nearest(row);
        }
        return sum;
    }

    private int nearest(double[] row) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int j = 0; j < starts.length; j++) {
            double[] start = starts[j];
            double distance = 0;
            for (int c = 0; c < row.length; c++) {
                double difference = row[c] - start[c];
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = j;
            }
        }
        return best;
    }

    /** The loop inside commons-math3's k-means: points and centres behind interfaces, a root for each distance. */
    long commonsMath() {
        long sum = 0;
        for (DoublePoint point : commonsPoints) {
            int best = 0;
            double least = Double.MAX_VALUE;
            for (int j = 0; j < commonsClusters.size(); j++) {
                double distance = commonsDistance.compute(
                        point.getPoint(), commonsClusters.get(j).getCenter().getPoint());
                if (distance < least) {
                    least = distance;
                    best = j;
                }
            }
            sum += best;
        }
        return sum;
    }
}
