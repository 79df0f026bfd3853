package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How well a clustering serves each group: the mean squared distance of its rows to the centres of their clusters, as the
 * model measures it. A group that costs more is described worse by the segments it is put in.
 *
 * <p>Costs come with Student's interval of 95 %, which takes the centres as given; that of a single row has none, and a
 * group without rows has no cost.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>Reference: M. Ghadiri, S. Samadi, S. Vempala, Socially fair k-means clustering, FAccT 2021.
 *
 * @param attribute the protected attribute
 * @param groups one for each level of the attribute, in its order
 * @param missing how many rows belong to no group; they count nowhere
 * @param noise how many rows of a group belong to no cluster; they count nowhere
 */
public record GroupCosts(String attribute, List<GroupCost> groups, long missing, long noise) {
    private static final double CONFIDENCE = 0.95;

    /** Copies the list. */
    public GroupCosts {
        Objects.requireNonNull(attribute, "attribute");
        groups = List.copyOf(groups);
    }

    /**
     * What a group costs.
     *
     * @param group its name
     * @param count how many of its rows were measured: those in a cluster, of a weight above 0
     * @param cost the mean squared distance, at least 0
     */
    public record GroupCost(String group, int count, Statistic cost) {}

    /**
     * Measures rows that all weigh the same.
     *
     * @param matrix the n rows the clustering has labels for
     * @param clustering of a model with centres
     * @param groups n codes
     * @throws IllegalArgumentException if the numbers of rows differ or the model has no centres
     */
    public static GroupCosts of(FeatureMatrix matrix, Clustering clustering, Categories groups) {
        double[] ones = new double[matrix.rowCount()];
        Arrays.fill(ones, 1);
        return of(matrix, clustering, groups, ones);
    }

    /**
     * Measures rows with weights: a row of weight 2 counts like two equal rows in the cost, and as one in the interval.
     *
     * @param weights n weights, finite, not negative
     */
    public static GroupCosts of(FeatureMatrix matrix, Clustering clustering, Categories groups, double[] weights) {
        int n = matrix.rowCount();
        if (clustering.size() != n || groups.size() != n || weights.length != n) {
            throw new IllegalArgumentException("labels, groups and weights must be of the " + n + " rows, were of "
                    + clustering.size() + ", " + groups.size() + " and " + weights.length);
        }
        if (!(clustering.model() instanceof CentroidModel model)) {
            throw new IllegalArgumentException(
                    "the model must have centres; cluster with one that has, such as KMeans");
        }
        int[] codes = groups.codes();
        double[] distances = new double[n];
        double[] row = new double[matrix.columnCount()];
        long noise = 0;
        for (int r = 0; r < n; r++) {
            if (!(weights[r] >= 0) || Double.isInfinite(weights[r])) {
                throw new IllegalArgumentException("a row weight must be finite and not negative, was " + weights[r]);
            }
            if (clustering.label(r) == Clustering.NOISE) {
                noise += codes[r] == Categories.MISSING ? 0 : 1;
                codes[r] = Categories.MISSING;
            } else if (codes[r] != Categories.MISSING) {
                matrix.copyRow(r, row);
                distances[r] = model.squaredDistance(row, clustering.label(r));
            }
        }
        List<GroupCost> costs = IntStream.range(0, groups.levels().size())
                .mapToObj(g -> cost(groups.levels().get(g), distances, weights, rowsOf(g, codes, weights)))
                .toList();
        return new GroupCosts(
                groups.name(), costs, groups.counts()[groups.levels().size()], noise);
    }

    private static int[] rowsOf(int group, int[] codes, double[] weights) {
        return IntStream.range(0, codes.length)
                .filter(row -> codes[row] == group && weights[row] > 0)
                .toArray();
    }

    private static GroupCost cost(String group, double[] distances, double[] weights, int[] rows) {
        int count = rows.length;
        if (count == 0) {
            return new GroupCost(group, 0, Statistic.undetermined("no row of the group is in a cluster"));
        }
        double total = 0;
        double sum = 0;
        for (int row : rows) {
            total += weights[row];
            sum += weights[row] * distances[row];
        }
        double mean = sum / total;
        if (!Double.isFinite(mean)) {
            return new GroupCost(group, count, Statistic.undetermined("squared distances overflow"));
        }
        if (count == 1) {
            return new GroupCost(group, count, Statistic.of(mean));
        }
        double squares = 0;
        for (int row : rows) {
            double part = weights[row] / total * (distances[row] - mean);
            squares += part * part;
        }
        double error = Math.sqrt(squares * count / (count - 1));
        double quantile = new TDistribution(count - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double half = quantile * error;
        return new GroupCost(
                group,
                count,
                Double.isFinite(half)
                        ? new Statistic.Estimate(mean, Math.max(0, mean - half), mean + half, CONFIDENCE)
                        : Statistic.undetermined("squared distances overflow"));
    }

    /** The largest cost of a group, if any group has one. */
    public Statistic largest() {
        double[] known = known();
        return known.length == 0
                ? Statistic.undetermined("no group has rows in a cluster")
                : Statistic.of(Arrays.stream(known).max().orElseThrow());
    }

    /** How much more the largest cost of a group is than the smallest, if two groups have one. */
    public Statistic gap() {
        double[] known = known();
        return known.length < 2
                ? Statistic.undetermined("fewer than two groups have rows in a cluster")
                : Statistic.of(Arrays.stream(known).max().orElseThrow()
                        - Arrays.stream(known).min().orElseThrow());
    }

    private double[] known() {
        return groups.stream()
                .flatMapToDouble(group -> group.cost().value().stream())
                .toArray();
    }
}
