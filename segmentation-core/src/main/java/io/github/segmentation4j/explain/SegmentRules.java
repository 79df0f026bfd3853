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
import java.util.List;
import java.util.Optional;

/**
 * A threshold tree that leads to segments: short rules such as {@code income <= 3.1 and tenure > 12} that come close to a
 * clustering with centres, whoever made it, and what following them costs. Each segment has one leaf, or more of them
 * where {@link RuleGrowth} was asked for more; rows at most a threshold go left.
 *
 * <pre>{@code
 * SegmentRules rules = SegmentRules.of(matrix, clustering, context);
 * SegmentRules closer = RuleGrowth.leafPerSegment().withLeaves(12).grow(matrix, clustering, context);
 * }</pre>
 *
 * <p>Costs are sums of squared distances in the coordinates of the rows, without feature weights. {@link #treeCost()} is
 * taken to the means of the rows that the rules put into the same segment, in however many leaves, as published for both
 * methods; {@link #surrogateCost()} to the given centres of those segments, which is what growing more leaves lowers;
 * {@link #clusteringCost()} to the given centres of the labels. Costs, fidelity and sizes are measured on all rows with a
 * label, also where the tree was grown from some of them.
 *
 * <p><b>Thresholds are values of the data</b> or coordinates of centres: a threshold can be what one customer has, in
 * full precision, and a leaf can hold one customer alone. {@link RoundedThresholds} makes thresholds nobody's; hiding small
 * leaves before publication is up to the caller. Nothing else of a single row is kept.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: see {@link RuleGrowth}.
 */
public final class SegmentRules {
    private static final String STAGE = "applying segment rules";
    private static final String TYPE = "segment-rules/2";
    private static final String TYPE_WITH_LEAF_PER_SEGMENT = "segment-rules/1";

    private final List<Feature> features;
    private final int segments;
    private final Node tree;
    private final FlatTree flat;
    private final RuleFit fit;

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

    private SegmentRules(List<Feature> features, int segments, Node tree, FlatTree flat, RuleFit fit) {
        this.features = features;
        this.segments = segments;
        this.tree = tree;
        this.flat = flat;
        this.fit = fit;
    }

    /** The rules of a tree with how well they fit. */
    static SegmentRules measured(
            Node tree, FeatureMatrix rows, int[] labels, double[][] centres, Checkpoint checkpoint) {
        FlatTree flat = new FlatTree(tree);
        return new SegmentRules(
                rows.features(), centres.length, tree, flat, RuleFit.of(flat, rows, labels, centres, checkpoint));
    }

    /**
     * The rules of a clustering, with one leaf for each segment, grown from all rows.
     *
     * @param rows n rows x d columns, no missing value
     * @param clustering of these rows; its model must be a {@link CentroidModel} that measures plain distances in their
     *     coordinates
     * @param context executor, listener and cancellation
     * @throws IllegalArgumentException if the model has no centres, or for what the other form refuses
     */
    public static SegmentRules of(FeatureMatrix rows, Clustering clustering, RunContext context) {
        return RuleGrowth.leafPerSegment().grow(rows, clustering, context);
    }

    /**
     * The rules of labels and centres that anybody made, with one leaf for each segment, grown from all rows. With one
     * centre there is one rule, which takes every row.
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
        return RuleGrowth.leafPerSegment().grow(rows, labels, centres, context);
    }

    /** These rules with other thresholds that keep every row they were made from on its side. */
    SegmentRules withTree(Node newTree) {
        return new SegmentRules(features, segments, newTree, new FlatTree(newTree), fit);
    }

    /**
     * The rules of a clustering, with one leaf for each segment, if it has any: for callers who do not know what they are
     * given. Grown by {@link RuleGrowth#forRows}, so that it is quick for millions of rows.
     *
     * @param rows n rows x d columns
     * @param clustering of these rows
     * @param context seed of the sample, executor, listener and cancellation
     * @return empty if the model has no centres in the coordinates of the rows, two of its centres are equal or one is
     *     not finite, a value is missing, or values are so large that costs overflow
     */
    public static Optional<SegmentRules> tryOf(FeatureMatrix rows, Clustering clustering, RunContext context) {
        return RuleGrowth.forRows(rows.rowCount()).tryGrow(rows, clustering, context);
    }

    /** The number of segments, each of which has at least one leaf. */
    public int segmentCount() {
        return segments;
    }

    /** The number of leaves. */
    public int leafCount() {
        return flat.leaves();
    }

    /**
     * How many rows with a label end in each leaf, from left to right. Empty if the rules were restored from a state that
     * an earlier version stored.
     */
    public List<Integer> leafSizes() {
        return fit.leafSizes();
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
        return flat.segment(flat.end(row));
    }

    /**
     * The segments of rows.
     *
     * @param rows with the features of the rules and no missing value
     * @param context cancellation
     */
    public int[] assign(FeatureMatrix rows, RunContext context) {
        requireColumns(rows.columnCount());
        RuleInput.requireComplete(rows);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int[] assigned = new int[rows.rowCount()];
        double[] row = new double[rows.columnCount()];
        for (int r = 0; r < assigned.length; r++) {
            checkpoint.at(r);
            rows.copyRow(r, row);
            assigned[r] = flat.segment(flat.end(row));
        }
        return assigned;
    }

    /**
     * The sum of the squared distances of rows to the means of those of them that the rules put into the same segment.
     *
     * @param rows with the features of the rules and no missing value
     * @param context cancellation
     * @throws InvalidInputException if values are so large that it overflows
     */
    public double cost(FeatureMatrix rows, RunContext context) {
        int[] assigned = assign(rows, context);
        return RuleCosts.toMeans(rows, assigned, segments, Checkpoint.of(() -> context.throwIfCancelled(STAGE)));
    }

    /**
     * The cost of the rules on the rows they were made for, noise left out: the squared distances to the means of the rows
     * in the same segment by the rules.
     */
    public double treeCost() {
        return fit.treeCost();
    }

    /**
     * The same to the given centres instead of the means. More leaves never raise it if they are grown from all rows.
     * Undetermined if the rules were restored from a state that an earlier version stored.
     */
    public Statistic surrogateCost() {
        return fit.surrogateCost();
    }

    /** The cost of the clustering: the squared distances of its rows to their given centres, noise left out. */
    public double clusteringCost() {
        return fit.clusteringCost();
    }

    /**
     * {@link #treeCost()} for each unit that the clustering costs. Below 1 is possible where the given centres are not
     * the best ones, as in a fair clustering. Undetermined if the clustering costs nothing.
     */
    public Statistic costRatio() {
        double ratio = fit.treeCost() / fit.clusteringCost();
        return Double.isFinite(ratio)
                ? Statistic.of(ratio)
                : Statistic.undetermined("the rows lie on their centres, so the clustering costs nothing");
    }

    /** The share of the rows with a label whose rule gives that label, from 0 to 1. Undetermined without such rows. */
    public Statistic fidelity() {
        return fit.rows() == 0
                ? Statistic.undetermined("no row has a label")
                : Statistic.of((double) fit.agreeing() / fit.rows());
    }

    /**
     * The rules as plain text, one line for each segment in order, such as {@code segment 2: income <= 3.1 and tenure >
     * 12; or income > 9}. Thresholds stand there in full, see above.
     */
    public String describe() {
        return RuleText.of(tree, features, segments);
    }

    /** What must be stored to restore it. */
    public ModelState state() {
        ModelState.Builder state = ModelState.of(TYPE)
                .putChildren("features", features.stream().map(Feature::state).toList());
        state.put("cuts", flat.columns()).put("values", flat.values());
        fit.write(state);
        return state.build();
    }

    /**
     * Rules from their stored state, of this version or an earlier one.
     *
     * @throws InvalidInputException if it was altered
     */
    public static SegmentRules restore(ModelState state) {
        boolean hasLeafPerSegment = state.type().equals(TYPE_WITH_LEAF_PER_SEGMENT);
        if (!hasLeafPerSegment && !state.type().equals(TYPE)) {
            throw new InvalidInputException("a stored " + TYPE + " was expected, was " + state.type());
        }
        List<Feature> features =
                state.children("features").stream().map(Feature::restore).toList();
        StoredTree stored = hasLeafPerSegment
                ? StoredTree.withLeafPerSegment(state, features.size())
                : StoredTree.read(state, features.size());
        FlatTree flat = new FlatTree(stored.root());
        return new SegmentRules(features, stored.segments(), stored.root(), flat, RuleFit.read(state, flat.leaves()));
    }

    @Override
    public String toString() {
        return "rules for " + segments + " segments by " + features.size() + " features";
    }

    private void requireColumns(int columns) {
        if (columns != features.size()) {
            throw new IllegalArgumentException("there must be " + features.size() + " columns, were " + columns
                    + "; use the features the rules were made from");
        }
    }
}
