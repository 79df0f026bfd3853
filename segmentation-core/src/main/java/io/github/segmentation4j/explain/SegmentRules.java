package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A threshold tree with one leaf for each segment: short rules such as {@code income <= 3.1 and tenure > 12} that come
 * close to a clustering with centres, whoever made it, and what following them costs.
 *
 * <p>The tree starts with all centres and all rows that have a label. At each node it takes the feature and threshold
 * that part the fewest rows from their own centre (a mistake), among those that part at least two centres; of several
 * the lowest feature, then the lowest threshold. Rows at most the threshold go left. Rows parted from their centre are
 * left out below, and a node with one centre is the leaf of its segment. The tree depends neither on the order of the
 * rows nor on the number of threads. Growing takes time in proportion to rows x features x log(rows) for sorting, then
 * rows x features for each level and segments x features for each node; memory beyond the matrix is about 12 bytes a
 * value.
 *
 * <p>Costs are sums of squared distances in the coordinates of the rows, without feature weights. That of the tree is
 * taken to the means of the leaves' own rows, as published for this method; that of the clustering to the given centres.
 *
 * <p><b>Thresholds are values of the data</b> or coordinates of centres: a threshold can be what one customer has, in
 * full precision; {@link RoundedThresholds} makes them nobody's. Nothing else of a single row is kept.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: M. Moshkovitz, S. Dasgupta, C. Rashtchian, N. Frost, Explainable k-means and k-medians clustering, ICML
 * 2020.
 *
 * <p>Implementation note: centres' coordinates are tried beside the values of the rows. Mistakes change only at one of
 * the two, so the cut is the best of all numbers, and there is one where no row of a node parts its centres.
 */
public final class SegmentRules {
    private static final String STAGE = "applying segment rules";
    private static final String TYPE = "segment-rules/1";

    private final List<Feature> features;
    private final int segments;
    private final Node tree;
    private final Fit fit;

    /** A node of the tree. */
    public sealed interface Node {}

    /**
     * The end of a rule.
     *
     * @param segment from 0
     */
    public record Leaf(int segment) implements Node {}

    /**
     * A question.
     *
     * @param feature the column asked for, from 0
     * @param threshold finite
     * @param left for rows with at most the threshold
     * @param right for rows above it
     */
    public record Cut(int feature, double threshold, Node left, Node right) implements Node {}

    private SegmentRules(List<Feature> features, int segments, Node tree, Fit fit) {
        this.features = features;
        this.segments = segments;
        this.tree = tree;
        this.fit = fit;
    }

    /**
     * The rules of a clustering.
     *
     * @param rows n rows x d columns, no missing value
     * @param clustering of these rows; its model must be a {@link CentroidModel} that measures plain distances in their
     *     coordinates
     * @param context executor, listener and cancellation
     * @throws IllegalArgumentException if the model has no centres, or for what the other form refuses
     */
    public static SegmentRules of(FeatureMatrix rows, Clustering clustering, RunContext context) {
        if (!(clustering.model() instanceof CentroidModel model)) {
            throw new IllegalArgumentException("the clustering must have a model with centres, such as that of KMeans;"
                    + " for another one give labels and centres");
        }
        double[][] centres = IntStream.range(0, model.clusterCount())
                .mapToObj(model::centroid)
                .toArray(double[][]::new);
        return of(rows, clustering.labels(), centres, context);
    }

    /**
     * The rules of labels and centres that anybody made. With one centre there is one rule, which takes every row.
     *
     * @param rows n rows x d columns, no missing value
     * @param labels for each row its segment, 0 to k - 1, or {@link Clustering#NOISE} for a row to be left out
     * @param centres k x d, finite, all different
     * @param context executor, listener and cancellation
     * @throws IllegalArgumentException if labels or centres do not fit the rows, or two centres are equal: no rule could
     *     tell their segments apart
     * @throws InvalidInputException if a value is missing, or values are so large that costs overflow
     */
    public static SegmentRules of(FeatureMatrix rows, int[] labels, double[][] centres, RunContext context) {
        context.throwIfCancelled(STAGE);
        double[][] copies = Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new);
        requireCentres(copies, rows.columnCount());
        int[] own = labels.clone();
        requireComplete(rows);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int[] kept = labelled(own, rows.rowCount(), copies.length, checkpoint);
        int[] keptLabels = new int[kept.length];
        for (int i = 0; i < kept.length; i++) {
            checkpoint.at(i);
            keptLabels[i] = own[kept[i]];
        }
        Node tree = ThresholdTree.grow(rows, kept, keptLabels, copies, context);

        int[] leaves = new int[own.length];
        Arrays.fill(leaves, Clustering.NOISE);
        double[] row = new double[rows.columnCount()];
        int agreeing = 0;
        for (int i = 0; i < kept.length; i++) {
            checkpoint.at(i);
            rows.copyRow(kept[i], row);
            leaves[kept[i]] = leaf(tree, row);
            agreeing += leaves[kept[i]] == keptLabels[i] ? 1 : 0;
        }
        double treeCost = squares(rows, leaves, means(rows, leaves, copies.length, checkpoint), checkpoint);
        double clusteringCost = squares(rows, own, copies, checkpoint);
        return new SegmentRules(
                rows.features(), copies.length, tree, new Fit(kept.length, agreeing, treeCost, clusteringCost));
    }

    /** These rules with other thresholds that keep every row they were made from on its side. */
    SegmentRules withTree(Node newTree) {
        return new SegmentRules(features, segments, newTree, fit);
    }

    /** The number of segments, which is that of the leaves. */
    public int segmentCount() {
        return segments;
    }

    /** The features that a row must have, in order. */
    public List<Feature> features() {
        return features;
    }

    /** The root of the tree. */
    public Node tree() {
        return tree;
    }

    /**
     * The segment whose rule takes a row.
     *
     * @param row d finite values
     * @throws InvalidInputException if a value is missing or infinite
     */
    public int assign(double[] row) {
        requireColumns(row.length);
        for (int c = 0; c < row.length; c++) {
            if (!Double.isFinite(row[c])) {
                throw new InvalidInputException("value " + (c + 1)
                        + " of the row must be a finite number and is missing or infinite; fill it first, see"
                        + " Imputation");
            }
        }
        return leaf(tree, row);
    }

    /**
     * The segments of rows.
     *
     * @param rows with the features of the rules and no missing value
     * @param context cancellation
     */
    public int[] assign(FeatureMatrix rows, RunContext context) {
        requireColumns(rows.columnCount());
        requireComplete(rows);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int[] assigned = new int[rows.rowCount()];
        double[] row = new double[rows.columnCount()];
        for (int r = 0; r < assigned.length; r++) {
            checkpoint.at(r);
            rows.copyRow(r, row);
            assigned[r] = leaf(tree, row);
        }
        return assigned;
    }

    /**
     * The sum of the squared distances of rows to the means of those of them in the same leaf.
     *
     * @param rows with the features of the rules and no missing value
     * @param context cancellation
     * @throws InvalidInputException if values are so large that it overflows
     */
    public double cost(FeatureMatrix rows, RunContext context) {
        int[] leaves = assign(rows, context);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        return squares(rows, leaves, means(rows, leaves, segments, checkpoint), checkpoint);
    }

    /** The cost of the rules on the rows they were made from, noise left out. */
    public double treeCost() {
        return fit.treeCost;
    }

    /** The cost of the clustering: the squared distances of its rows to their given centres, noise left out. */
    public double clusteringCost() {
        return fit.clusteringCost;
    }

    /**
     * What the rules cost for each unit that the clustering costs. Below 1 is possible where the given centres are not
     * the best ones, as in a fair clustering. Undetermined if the clustering costs nothing.
     */
    public Statistic costRatio() {
        double ratio = fit.treeCost / fit.clusteringCost;
        return Double.isFinite(ratio)
                ? Statistic.of(ratio)
                : Statistic.undetermined("the rows lie on their centres, so the clustering costs nothing");
    }

    /** The share of the rows with a label whose rule gives that label, from 0 to 1. Undetermined without such rows. */
    public Statistic fidelity() {
        return fit.rows == 0
                ? Statistic.undetermined("no row has a label")
                : Statistic.of((double) fit.agreeing / fit.rows);
    }

    /**
     * The rules as plain text, one line for each segment in order, such as {@code segment 2: income <= 3.1 and tenure >
     * 12}. Thresholds stand there in full, see above.
     */
    public String describe() {
        return RuleText.of(tree, features, segments);
    }

    /** What must be stored to restore it. */
    public ModelState state() {
        ModelState.Builder state = ModelState.of(TYPE)
                .putChildren("features", features.stream().map(Feature::state).toList());
        StoredTree.write(tree, segments, state);
        return state.put("rows", fit.rows)
                .put("agreeing", fit.agreeing)
                .put("treeCost", fit.treeCost)
                .put("clusteringCost", fit.clusteringCost)
                .build();
    }

    /**
     * Rules from their stored state.
     *
     * @throws InvalidInputException if it was altered
     */
    public static SegmentRules restore(ModelState state) {
        if (!state.type().equals(TYPE)) {
            throw new InvalidInputException("a stored " + TYPE + " was expected, was " + state.type());
        }
        List<Feature> features =
                state.children("features").stream().map(Feature::restore).toList();
        StoredTree stored = StoredTree.read(state, features.size());
        Fit fit = new Fit(
                state.integer("rows"),
                state.integer("agreeing"),
                state.number("treeCost"),
                state.number("clusteringCost"));
        return new SegmentRules(features, stored.segments(), stored.root(), fit);
    }

    @Override
    public String toString() {
        return "rules for " + segments + " segments by " + features.size() + " features";
    }

    private static int leaf(Node tree, double[] row) {
        Node node = tree;
        while (node instanceof Cut cut) {
            node = row[cut.feature] <= cut.threshold ? cut.left : cut.right;
        }
        return ((Leaf) node).segment;
    }

    private static double[][] means(FeatureMatrix rows, int[] assigned, int segments, Checkpoint checkpoint) {
        double[][] means = new double[segments][rows.columnCount()];
        int[] sizes = new int[segments];
        double[] row = new double[rows.columnCount()];
        for (int r = 0; r < assigned.length; r++) {
            checkpoint.at(r);
            if (assigned[r] != Clustering.NOISE) {
                rows.copyRow(r, row);
                sizes[assigned[r]]++;
                for (int c = 0; c < row.length; c++) {
                    means[assigned[r]][c] += row[c];
                }
            }
        }
        for (int j = 0; j < segments; j++) {
            for (int c = 0; c < row.length; c++) {
                means[j][c] /= Math.max(1, sizes[j]);
            }
        }
        return means;
    }

    private static double squares(FeatureMatrix rows, int[] assigned, double[][] centres, Checkpoint checkpoint) {
        double sum = 0;
        double[] row = new double[rows.columnCount()];
        for (int r = 0; r < assigned.length; r++) {
            checkpoint.at(r);
            if (assigned[r] != Clustering.NOISE) {
                rows.copyRow(r, row);
                double[] centre = centres[assigned[r]];
                for (int c = 0; c < row.length; c++) {
                    sum += (row[c] - centre[c]) * (row[c] - centre[c]);
                }
            }
        }
        if (!Double.isFinite(sum)) {
            throw new InvalidInputException(
                    "the rows are so far from their centres that squared distances overflow; scale them");
        }
        return sum;
    }

    private static void requireCentres(double[][] centres, int columns) {
        if (centres.length == 0 || columns == 0) {
            throw new IllegalArgumentException(
                    "there must be at least one centre and one column, were " + centres.length + " and " + columns);
        }
        for (int j = 0; j < centres.length; j++) {
            if (centres[j].length != columns) {
                throw new IllegalArgumentException(
                        "centre " + j + " must have the " + columns + " columns of the rows, has " + centres[j].length);
            }
            for (int c = 0; c < columns; c++) {
                if (!Double.isFinite(centres[j][c])) {
                    throw new IllegalArgumentException("centre " + j + " must be finite in column " + (c + 1));
                }
                // -0.0 and 0.0 are the same place.
                centres[j][c] += 0.0;
            }
        }
        Integer[] sorted = IntStream.range(0, centres.length).boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, Comparator.comparing(j -> centres[j], Arrays::compare));
        for (int i = 1; i < sorted.length; i++) {
            if (Arrays.equals(centres[sorted[i - 1]], centres[sorted[i]])) {
                throw new IllegalArgumentException("centres " + sorted[i - 1] + " and " + sorted[i]
                        + " must differ and are equal, so no rule tells them apart; merge their segments");
            }
        }
    }

    /** The rows that have a label. */
    private static int[] labelled(int[] labels, int rows, int segments, Checkpoint checkpoint) {
        if (labels.length != rows) {
            throw new IllegalArgumentException(
                    "there must be a label for each of the " + rows + " rows, were " + labels.length);
        }
        int[] kept = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            checkpoint.at(row);
            if (labels[row] < Clustering.NOISE || labels[row] >= segments) {
                throw new IllegalArgumentException("label of row " + row + " must be -1 to " + (segments - 1)
                        + ", one for each centre, was " + labels[row]);
            }
            if (labels[row] != Clustering.NOISE) {
                kept[count++] = row;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private void requireColumns(int columns) {
        if (columns != features.size()) {
            throw new IllegalArgumentException("there must be " + features.size() + " columns, were " + columns
                    + "; use the features the rules were made from");
        }
    }

    private static void requireComplete(FeatureMatrix rows) {
        rows.requireComplete("a value must not be missing, and " + rows.missingCount()
                + " of the matrix are; fill them first, see Imputation");
    }

    /** How well the rules fit the clustering. */
    private record Fit(int rows, int agreeing, double treeCost, double clusteringCost) {
        private Fit {
            if (agreeing < 0
                    || agreeing > rows
                    || !(treeCost >= 0 && treeCost < Double.POSITIVE_INFINITY)
                    || !(clusteringCost >= 0 && clusteringCost < Double.POSITIVE_INFINITY)) {
                throw StoredTree.damaged(TYPE, "a count or a cost");
            }
        }
    }
}
