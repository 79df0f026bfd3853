package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;
import java.util.Optional;

/** Lloyd's iteration with assignments that obey constraints. Belongs to one thread. */
final class ConstrainedRun {
    private final CentroidCosts costs;
    private final ConstrainedAssignment assignment;
    private double[][] centroids;
    private Optional<int[]> labels;
    private double inertia;
    private int iterations;
    private double lastShift = Double.POSITIVE_INFINITY;
    private boolean stable;

    /**
     * A run.
     *
     * @param centroids to start from; taken over
     * @param known labels that obey the constraints, if any are known
     */
    ConstrainedRun(CentroidCosts costs, ConstrainedAssignment assignment, double[][] centroids, Optional<int[]> known) {
        this.costs = costs;
        this.assignment = assignment;
        this.centroids = centroids;
        this.labels = known;
    }

    /**
     * Iterates until no row changes its cluster, no centroid moves farther than a shift, or the limit is reached.
     *
     * @param settled the shift, negative for none
     * @param limit on the iterations of all calls together
     */
    void iterate(double settled, int limit) {
        if (assign()) {
            stable = false;
            lastShift = Double.POSITIVE_INFINITY;
        }
        while (!stable && lastShift > settled && iterations < limit) {
            lastShift = update();
            iterations++;
            stable = !assign();
        }
    }

    /**
     * Numbers the clusters anew; {@link #iterate} must follow.
     *
     * @param order for each new number the old one
     */
    void renumber(int[] order) {
        double[][] before = centroids;
        centroids = new double[order.length][];
        int[] numbers = new int[order.length];
        for (int j = 0; j < order.length; j++) {
            centroids[j] = before[order[j]];
            numbers[order[j]] = j;
        }
        int[] old = labels();
        labels = Optional.of(Arrays.stream(old).map(label -> numbers[label]).toArray());
    }

    private boolean assign() {
        double[][] current = costs.of(centroids);
        int[] next = assignment.solve(current, labels);
        boolean moved = labels.isEmpty() || !Arrays.equals(labels.get(), next);
        labels = Optional.of(next);
        inertia = ConstrainedAssignment.cost(current, next);
        return moved;
    }

    /** Moves each centroid to the mean of its rows, or not if these weigh nothing, and returns how far the farthest went. */
    private double update() {
        int[] current = labels();
        KMeansInput input = costs.input();
        int columns = input.points().columns();
        double[][] sums = new double[centroids.length][columns];
        double[] weights = new double[centroids.length];
        double[] values = new double[columns];
        for (int row = 0; row < current.length; row++) {
            int label = current[row];
            double weight = input.weights(row / PointBlocks.ROWS)[row % PointBlocks.ROWS];
            input.points().copyRow(row, values);
            weights[label] += weight;
            for (int c = 0; c < columns; c++) {
                // Differences instead of values keep means exact far from the origin.
                sums[label][c] += weight * (values[c] - centroids[label][c]);
            }
        }
        double[][] moved = new double[centroids.length][columns];
        double farthest = 0;
        for (int j = 0; j < moved.length; j++) {
            double square = 0;
            for (int c = 0; c < columns; c++) {
                double step = weights[j] > 0 ? sums[j][c] / weights[j] : 0;
                moved[j][c] = centroids[j][c] + step;
                square += step * input.roots()[c] * (step * input.roots()[c]);
            }
            farthest = Math.max(farthest, square);
        }
        centroids = moved;
        return Math.sqrt(farthest);
    }

    /** What a place in each cluster is worth to a row without links. */
    double[] prices() {
        return assignment.prices(costs.of(centroids), labels());
    }

    /** The labels, shared. */
    int[] labels() {
        return labels.orElseThrow();
    }

    /** The centroids, shared. */
    double[][] centroids() {
        return centroids;
    }

    double inertia() {
        return inertia;
    }

    int iterations() {
        return iterations;
    }

    /** Whether the last iteration moved no row. */
    boolean isStable() {
        return stable;
    }
}
