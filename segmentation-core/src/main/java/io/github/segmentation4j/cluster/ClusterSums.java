package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.BlockSums;
import java.util.Arrays;

/**
 * What the clusters of a run add up to: their rows, weights and sums, kept up to date with the rows that change their
 * cluster, and counted afresh where every digit matters. Belongs to one run.
 */
final class ClusterSums {
    private final KMeansWork work;
    private final KMeansInput input;
    private final int clusters;
    private final int columns;

    /** Sums of the differences from this point keep their digits far from the origin. */
    private final double[] origin;

    /** Columns x clusters. */
    private double[] deviations;

    private double[] weights;

    /** Columns x clusters: the weights of the values that are not missing; empty where none is. */
    private final double[] observed;

    /** How many rows with a weight above 0 each cluster has. */
    private int[] members;

    ClusterSums(KMeansWork work) {
        this.work = work;
        input = work.input();
        clusters = work.clusters();
        columns = input.points().columns();
        origin = input.low();
        deviations = new double[columns * clusters];
        weights = new double[clusters];
        members = new int[clusters];
        observed = new double[input.incomplete().isEmpty() ? 0 : deviations.length];
    }

    /**
     * Notes the rows of a batch that change their cluster.
     *
     * @param moved room for the numbers of rows
     * @param values of the batch, as they came
     * @param before their clusters so far, updated
     * @param after their clusters from now on
     */
    void change(
            KMeansWork.Span span,
            int[] moved,
            double[] values,
            int rows,
            double[] rowWeights,
            int[] before,
            int[] after) {
        if (Arrays.equals(before, 0, rows, after, 0, rows)) {
            return;
        }
        int count = 0;
        for (int p = 0; p < rows; p++) {
            // Without a branch, which nobody could foresee.
            moved[count] = p;
            count += before[p] == after[p] ? 0 : 1;
        }
        span.changes += count;
        if (input.isIncremental()) {
            BlockSums.move(values, moved, count, before, after, rowWeights, origin, clusters, span.deviations);
        }
        for (int i = 0; i < count; i++) {
            int p = moved[i];
            move(rowWeights[p], before[p], after[p], span.weights, span.members);
            before[p] = after[p];
        }
    }

    private static void move(double weight, int before, int after, double[] weights, int[] members) {
        int row = weight > 0 ? 1 : 0;
        if (before >= 0) {
            weights[before] -= weight;
            members[before] -= row;
        }
        weights[after] += weight;
        members[after] += row;
    }

    /** Takes over what the spans noted, in their order. */
    void collect() {
        for (KMeansWork.Span span : work.spans()) {
            add(span.deviations, deviations);
            add(span.weights, weights);
            for (int j = 0; j < clusters; j++) {
                members[j] += span.members[j];
            }
        }
    }

    /** Moves a single row from one cluster to another. */
    void move(int row, int source, int target) {
        double weight = input.weight(row);
        for (int c = 0; c < columns; c++) {
            double share = weight * (input.points().get(row, c) - origin[c]);
            deviations[c * clusters + source] -= share;
            deviations[c * clusters + target] += share;
        }
        move(weight, source, target, weights, members);
    }

    /** How many rows with a weight above 0 a cluster has. */
    int members(int cluster) {
        return members[cluster];
    }

    /** The weight of all clusters together. */
    double weight() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /**
     * Writes the means of the clusters that have rows.
     *
     * @param centres columns x clusters
     */
    void means(double[] centres) {
        for (int j = 0; j < clusters; j++) {
            if (members[j] > 0) {
                for (int c = 0; c < columns; c++) {
                    centres[c * clusters + j] = origin[c] + deviations[c * clusters + j] / weights[j];
                }
            }
        }
    }

    /**
     * Counts afresh and moves the centres of the clusters that have rows to their means, to the last digit: sums of
     * differences from the centres themselves are small.
     *
     * @param labels by block
     */
    void recount(int[][] labels, double[] centres) {
        work.forEachSpan((span, tools) -> {
            span.clear();
            for (int b = span.first; b < span.end; b++) {
                work.next();
                count(span, b, input.points().read(b, tools.room), labels[b], centres);
            }
        });
        Arrays.fill(deviations, 0);
        Arrays.fill(weights, 0);
        Arrays.fill(observed, 0);
        for (KMeansWork.Span span : work.spans()) {
            add(span.deviations, deviations);
            add(span.weights, weights);
            add(span.observed, observed);
        }
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                int at = c * clusters + j;
                double weight = observed.length == 0 ? weights[j] : observed[at];
                if (members[j] > 0 && weight > 0) {
                    centres[at] += deviations[at] / weight;
                }
                deviations[at] = (centres[at] - origin[c]) * weights[j];
            }
        }
    }

    private void count(KMeansWork.Span span, int b, double[] values, int[] labels, double[] centres) {
        int rows = input.points().rowsIn(b);
        double[] rowWeights = input.weights(b);
        BlockSums.addWeights(rows, labels, rowWeights, span.weights);
        if (observed.length == 0) {
            BlockSums.addDeviations(values, rows, labels, rowWeights, centres, clusters, span.deviations);
        } else {
            BlockSums.addObservedDeviations(
                    values, rows, labels, rowWeights, centres, clusters, span.deviations, span.observed);
        }
    }

    /**
     * Numbers the clusters anew.
     *
     * @param order for each new number the old one
     */
    void renumber(int[] order) {
        double[] oldDeviations = deviations;
        double[] oldWeights = weights;
        int[] oldMembers = members;
        deviations = permuted(oldDeviations, order);
        weights = permuted(oldWeights, order);
        members = Arrays.stream(order).map(j -> oldMembers[j]).toArray();
    }

    /**
     * Rows of values in another order of their columns.
     *
     * @param values any number of rows as long as the order
     */
    static double[] permuted(double[] values, int[] order) {
        double[] result = new double[values.length];
        for (int base = 0; base < values.length; base += order.length) {
            for (int j = 0; j < order.length; j++) {
                result[base + j] = values[base + order[j]];
            }
        }
        return result;
    }

    private static void add(double[] values, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }
}
