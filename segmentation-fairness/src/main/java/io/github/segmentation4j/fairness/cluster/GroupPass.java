package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * Puts every row into the cluster of its nearest centre and adds up, for each group in each cluster, what the next
 * centres depend on. Memory of one fit, filled pass by pass.
 */
final class GroupPass {
    /** The cut is fixed by the shape of the data, so that sums have the same bits for any number of threads. */
    private static final int BLOCKS_AT_LEAST = 16;

    private static final int SPANS_AT_LEAST = 4;
    private static final int SPANS_AT_MOST = 64;

    /** 32 megabytes for the sums of all spans. */
    private static final int DOUBLES_IN_ALL = 1 << 22;

    private final GroupedRows rows;
    private final PointBlocks points;
    private final int clusters;
    private final int groups;
    private final int columns;
    private final RunContext context;
    private final BlockRunner runner;
    private final PackedCentroids packed;
    private final double[] low;
    private final int spanLength;
    private final Sums[] spans;
    private final int[] labels;
    private final Sums sums;

    /** What the rows of a span add up to. */
    private static final class Sums {
        /** Clusters x groups x columns, measured from the smallest value of the column. */
        final double[] deviations;

        /** Clusters x groups. */
        final double[] weights;

        /** What each group costs, not yet divided by what it weighs. */
        final double[] costs;

        double inertia;
        long changes;

        Sums(int clusters, int groups, int columns) {
            deviations = new double[Math.multiplyExact(Math.multiplyExact(clusters, groups), columns)];
            weights = new double[clusters * groups];
            costs = new double[groups];
        }

        void clear() {
            Arrays.fill(deviations, 0);
            Arrays.fill(weights, 0);
            Arrays.fill(costs, 0);
            inertia = 0;
            changes = 0;
        }

        void add(Sums other) {
            Arrays.setAll(deviations, i -> deviations[i] + other.deviations[i]);
            Arrays.setAll(weights, i -> weights[i] + other.weights[i]);
            Arrays.setAll(costs, i -> costs[i] + other.costs[i]);
            inertia += other.inertia;
            changes += other.changes;
        }
    }

    GroupPass(GroupedRows rows, int clusters, RunContext context) {
        this.rows = rows;
        this.clusters = clusters;
        this.context = context;
        points = rows.matrix().pointsView();
        groups = rows.groupCount();
        columns = points.columns();
        runner = BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(FairLloyd.NAME));
        packed = new PackedCentroids(clusters, columns);
        low = lowest(points, context);
        labels = new int[points.rows()];
        sums = new Sums(clusters, groups, columns);
        int affordable = DOUBLES_IN_ALL / Math.max(1, sums.deviations.length);
        int most = Math.max(SPANS_AT_LEAST, Math.min(SPANS_AT_MOST, affordable));
        spanLength = Math.max(BLOCKS_AT_LEAST, (points.blockCount() + most - 1) / most);
        spans = new Sums[(points.blockCount() + spanLength - 1) / spanLength];
        Arrays.setAll(spans, s -> new Sums(clusters, groups, columns));
    }

    private static double[] lowest(PointBlocks points, RunContext context) {
        double[] low = new double[points.columns()];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        double[] room = points.room();
        for (int b = 0; b < points.blockCount(); b++) {
            context.throwIfCancelled(FairLloyd.NAME);
            double[] block = points.read(b, room);
            for (int c = 0; c < low.length; c++) {
                for (int p = 0; p < points.rowsIn(b); p++) {
                    low[c] = Math.min(low[c], block[c * PointBlocks.ROWS + p]);
                }
            }
        }
        return low;
    }

    GroupedRows rows() {
        return rows;
    }

    int clusters() {
        return clusters;
    }

    /** Forgets the labels, so that the next pass counts every row as changed. */
    void begin() {
        Arrays.fill(labels, -1);
    }

    /** Puts all rows into the clusters of their nearest centres. */
    void run(double[][] centres) {
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                packed.set(j, c, centres[j][c]);
            }
        }
        runner.forEach(spans.length, this::runSpan);
        sums.clear();
        for (Sums span : spans) {
            sums.add(span);
        }
    }

    private void runSpan(int s) {
        Sums span = spans[s];
        span.clear();
        AssignmentKernel kernel = Kernels.chosen().create(columns);
        double[] room = points.room();
        int[] nearest = new int[PointBlocks.ROWS];
        double[] distances = new double[PointBlocks.ROWS];
        for (int b = s * spanLength; b < Math.min(points.blockCount(), (s + 1) * spanLength); b++) {
            context.throwIfCancelled(FairLloyd.NAME);
            kernel.load(points, b);
            kernel.nearest(packed, nearest, distances);
            int first = PointBlocks.firstRow(b);
            for (int p = 0; p < points.rowsIn(b); p++) {
                span.changes += labels[first + p] == nearest[p] ? 0 : 1;
                labels[first + p] = nearest[p];
                span.inertia += rows.weight(first + p) * distances[p];
            }
            double[] block = points.read(b, room);
            for (int[] codes : rows.codesView()) {
                add(span, b, codes, nearest, distances, block);
            }
        }
    }

    private void add(Sums span, int b, int[] codes, int[] nearest, double[] distances, double[] block) {
        int first = PointBlocks.firstRow(b);
        for (int p = 0; p < points.rowsIn(b); p++) {
            int group = codes[first + p];
            if (group >= 0) {
                double weight = rows.weight(first + p);
                int cell = nearest[p] * groups + group;
                span.weights[cell] += weight;
                span.costs[group] += weight * distances[p];
                for (int c = 0, at = cell * columns; c < columns; c++) {
                    span.deviations[at + c] += weight * (block[c * PointBlocks.ROWS + p] - low[c]);
                }
            }
        }
    }

    /** How many rows the last pass put elsewhere than the one before. */
    long changes() {
        return sums.changes;
    }

    /** The weighted sum of the squared distances of all rows, those without a group among them. */
    double inertia() {
        return sums.inertia;
    }

    int label(int row) {
        return labels[row];
    }

    /** The share of a group that is in a cluster. */
    double share(int group, int cluster) {
        return sums.weights[cluster * groups + group] / rows.total(group);
    }

    /** The mean of a group in a cluster where it has some weight. */
    double[] mean(int group, int cluster) {
        int cell = cluster * groups + group;
        double[] mean = new double[columns];
        Arrays.setAll(mean, c -> low[c] + sums.deviations[cell * columns + c] / sums.weights[cell]);
        return mean;
    }

    /** The mean squared distance of each group. */
    double[] groupCosts() {
        double[] costs = new double[groups];
        Arrays.setAll(costs, g -> sums.costs[g] / rows.total(g));
        return costs;
    }

    /** The largest mean squared distance of a group. */
    double worst() {
        return Arrays.stream(groupCosts()).max().orElseThrow();
    }

    /** Whether no row of a group is in a cluster. */
    boolean isEmpty(int cluster) {
        for (int g = 0; g < groups; g++) {
            if (sums.weights[cluster * groups + g] > 0) {
                return false;
            }
        }
        return true;
    }

    /** The row of the worst group that adds most to its cost, of several the lowest; -1 if none adds anything. */
    int costliestRow(double[][] centres) {
        double[] costs = groupCosts();
        int worst = 0;
        for (int g = 1; g < groups; g++) {
            worst = costs[g] > costs[worst] ? g : worst;
        }
        int found = -1;
        double most = 0;
        double[] row = new double[columns];
        for (int r = 0; r < labels.length; r++) {
            if (isOf(r, worst)) {
                points.copyRow(r, row);
                double cost = rows.weight(r) * SquaredDistance.between(row, centres[labels[r]]);
                if (cost > most) {
                    most = cost;
                    found = r;
                }
            }
        }
        return found;
    }

    private boolean isOf(int row, int group) {
        for (int[] codes : rows.codesView()) {
            if (codes[row] == group) {
                return true;
            }
        }
        return false;
    }
}
