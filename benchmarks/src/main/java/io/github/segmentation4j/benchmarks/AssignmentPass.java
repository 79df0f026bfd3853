package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.distance.EuclideanDistance;

/** The nearest centroid of every row, found in different ways. Each way returns the sum of the labels. */
final class AssignmentPass {
    private static final int BLOCKS_PER_TASK = 64;

    private final PointBlocks points;
    private final PackedCentroids packed;
    private final double[][] starts;
    private final double[][] rows;
    private final List<DoublePoint> commonsPoints = new ArrayList<>();
    private final List<CentroidCluster<DoublePoint>> commonsClusters = new ArrayList<>();
    private final EuclideanDistance commonsDistance = new EuclideanDistance();

    AssignmentPass(Workload workload) {
        points = workload.matrix().pointsView();
        starts = workload.starts();
        packed = packed(starts);
        rows = workload.rowsView();
        for (double[] row : rows) {
            commonsPoints.add(new DoublePoint(row));
        }
        for (double[] start : starts) {
            commonsClusters.add(new CentroidCluster<>(new DoublePoint(start)));
        }
    }

    private static PackedCentroids packed(double[][] centroids) {
        PackedCentroids packed = new PackedCentroids(centroids.length, centroids[0].length);
        for (int j = 0; j < centroids.length; j++) {
            for (int c = 0; c < centroids[j].length; c++) {
                packed.set(j, c, centroids[j][c]);
            }
        }
        return packed;
    }

    /** The kernels to measure: the one that was chosen, and the plain one where that is another. */
    static List<Kernels> kernels() {
        return Stream.of(Kernels.chosen(), Kernels.PLAIN).distinct().toList();
    }

    /** This library's kernel on the matrix as it is stored, on the caller's thread. */
    long kernel(Kernels kernels) {
        return kernel(kernels, 0, points.blockCount());
    }

    /** The same on several threads. */
    long kernel(Kernels kernels, BlockRunner runner) {
        int blocks = points.blockCount();
        int tasks = (blocks + BLOCKS_PER_TASK - 1) / BLOCKS_PER_TASK;
        return runner
                .map(
                        tasks,
                        task -> kernel(kernels, task * BLOCKS_PER_TASK, Math.min(blocks, (task + 1) * BLOCKS_PER_TASK)))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long kernel(Kernels kernels, int from, int end) {
        AssignmentKernel kernel = kernels.create(points.columns());
        int[] labels = new int[PointBlocks.ROWS];
        double[] distances = new double[PointBlocks.ROWS];
        long sum = 0;
        for (int b = from; b < end; b++) {
            kernel.load(points, b);
            kernel.nearest(packed, labels, distances);
            // As an int, which the compiler vectorises: counting is not what is timed.
            int labelsOfBlock = 0;
            for (int p = 0; p < points.rowsIn(b); p++) {
                labelsOfBlock += labels[p];
            }
            sum += labelsOfBlock;
        }
        return sum;
    }

    /** The loop as a textbook has it, over rows that are arrays. */
    long naive() {
        long sum = 0;
        for (double[] row : rows) {
            sum += nearest(row, starts);
        }
        return sum;
    }

    static int nearest(double[] row, double[][] centroids) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int j = 0; j < centroids.length; j++) {
            double distance = squaredDistance(row, centroids[j]);
            if (distance < least) {
                least = distance;
                best = j;
            }
        }
        return best;
    }

    static double squaredDistance(double[] row, double[] centroid) {
        double distance = 0;
        for (int c = 0; c < row.length; c++) {
            double difference = row[c] - centroid[c];
            distance += difference * difference;
        }
        return distance;
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
