package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.PowerDiagramModel;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Grows {@link SegmentRules}: a threshold tree with one leaf for each segment, by iterative mistake minimisation, or with
 * more leaves for more fidelity, by expanding the tree where that lowers its surrogate cost most.
 *
 * <pre>{@code
 * SegmentRules rules = RuleGrowth.leafPerSegment().withLeaves(12).grow(matrix, clustering, context);
 * }</pre>
 *
 * <p>The tree starts with all centres and all rows that have a label. At each node it takes the feature and threshold
 * that part the fewest rows from their own centre (a mistake), among those that part at least two centres; of several
 * the lowest feature, then the lowest threshold. Rows parted from their centre are left out below, and a node with one
 * centre is the leaf of its segment.
 *
 * <p>More leaves: the surrogate cost is the sum of the squared distances of the rows to the given centres of the segments
 * that their leaves name. As long as there are fewer leaves than asked for, the leaf is split whose best cut lowers it
 * most, of all cuts between two rows and all pairs of different segments for the two sides; of several the leftmost leaf,
 * then the lowest feature and threshold. It ends early when no split lowers the cost. A leaf that is the only one of its
 * segment is only split so that one side still names it: no segment is left without a rule. Rows go to near centres: for
 * labels that are not those of the nearest centres, as in a fair clustering, more leaves cost less and may agree with
 * fewer labels. {@link SegmentRules#fidelity()} tells.
 *
 * <p>The tree depends neither on the number of threads nor, without a sample, on the order of the rows. Growing takes time
 * in proportion to rows x features x log(rows) for sorting, then rows x features for each level and segments x features
 * for each node, and with more leaves rows x features x segments for each level; memory beyond the matrix is about 12
 * bytes a value, and with more leaves 8 bytes for each row and segment.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: M. Moshkovitz, S. Dasgupta, C. Rashtchian, N. Frost, Explainable k-means and k-medians clustering, ICML
 * 2020; N. Frost, M. Moshkovitz, C. Rashtchian, ExKMC: Expanding explainable k-means clustering, 2020.
 *
 * <p>Implementation note: for the base tree centres' coordinates are tried beside the values of the rows. Mistakes change
 * only at one of the two, so the cut is the best of all numbers, and there is one where no row of a node parts its
 * centres. When it is expanded, distances are whole numbers of a unit of about 2^-61 of their sum, so that sums are exact
 * and no split gains by rounding. Unlike in ExKMC leaves of the base tree keep the segment they had and every segment
 * keeps a leaf.
 */
public final class RuleGrowth {
    private static final String STAGE = "growing segment rules";
    private static final int MOST_LEAVES = 1000;
    private static final int SMALLEST_SAMPLE = 1000;
    private static final int AFFORDABLE_ROWS = 50_000;

    private final OptionalInt leaves;
    private final OptionalInt sample;

    private RuleGrowth(OptionalInt leaves, OptionalInt sample) {
        this.leaves = leaves;
        this.sample = sample;
    }

    /** One leaf for each segment, grown from all rows. */
    public static RuleGrowth leafPerSegment() {
        return new RuleGrowth(OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * One leaf for each segment as it is affordable: grown from all rows up to 50,000 of them, from a sample of as many
     * beyond. Only measuring then takes time in proportion to the rows.
     *
     * @param rows how many the matrix has
     */
    public static RuleGrowth forRows(int rows) {
        return rows <= AFFORDABLE_ROWS ? leafPerSegment() : leafPerSegment().withSample(AFFORDABLE_ROWS);
    }

    /**
     * This growth with more leaves. Default: one for each segment.
     *
     * @param most how many leaves there may be, from the number of segments to {@value #MOST_LEAVES}; with that number of
     *     segments, the tree is the one without this option
     */
    public RuleGrowth withLeaves(int most) {
        if (most < 1 || most > MOST_LEAVES) {
            throw new IllegalArgumentException("leaves must be 1 to " + MOST_LEAVES + ", was " + most);
        }
        return new RuleGrowth(OptionalInt.of(most), sample);
    }

    /**
     * This growth from rows drawn with the seed of the context, without replacement; which ones depends on the order of
     * the rows. Costs, fidelity and sizes are still those of all rows. Default: all rows.
     *
     * @param rows how many to draw at most, at least {@value #SMALLEST_SAMPLE}
     */
    public RuleGrowth withSample(int rows) {
        if (rows < SMALLEST_SAMPLE) {
            throw new IllegalArgumentException("a sample must have at least " + SMALLEST_SAMPLE + " rows, was " + rows);
        }
        return new RuleGrowth(leaves, OptionalInt.of(rows));
    }

    /**
     * The rules of a clustering.
     *
     * @param rows n rows x d columns, no missing value
     * @param clustering of these rows; its model must be a {@link CentroidModel} that measures plain distances in their
     *     coordinates
     * @param context seed of a sample, executor, listener and cancellation
     * @throws IllegalArgumentException if the model has no centres, or for what the other form refuses
     */
    public SegmentRules grow(FeatureMatrix rows, Clustering clustering, RunContext context) {
        if (!(clustering.model() instanceof CentroidModel model)) {
            throw new IllegalArgumentException("the clustering must have a model with centres, such as that of KMeans;"
                    + " for another one give labels and centres");
        }
        return grow(rows, clustering.labels(), centres(model), context);
    }

    /**
     * The rules of labels and centres that anybody made. With one centre there is one rule, which takes every row.
     *
     * @param rows n rows x d columns, no missing value
     * @param labels for each row its segment, 0 to k - 1, or {@link Clustering#NOISE} for a row to be left out
     * @param centres k x d, finite, all different
     * @param context seed of a sample, executor, listener and cancellation
     * @throws IllegalArgumentException if labels or centres do not fit the rows, there are more centres than leaves, or
     *     two centres are equal: no rule could tell their segments apart
     * @throws InvalidInputException if a value is missing, or values are so large that costs overflow
     */
    public SegmentRules grow(FeatureMatrix rows, int[] labels, double[][] centres, RunContext context) {
        context.throwIfCancelled(STAGE);
        int[] own = labels.clone();
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        RuleInput input = RuleInput.of(rows, own, centres, checkpoint);
        int most = leaves.orElse(input.segments());
        if (most < input.segments()) {
            throw new IllegalArgumentException(
                    "leaves must be at least the " + input.segments() + " segments, was " + most);
        }
        RuleInput shown = sample.isPresent() ? input.sample(sample.getAsInt(), context, checkpoint) : input;
        SegmentRules.Node tree = TreeExpansion.expand(ThresholdTree.grow(shown, context), shown, most, context);
        return SegmentRules.measured(tree, rows, own, input.centres(), checkpoint);
    }

    /** The rules of a clustering, if there can be any; see {@link SegmentRules#tryOf}. */
    Optional<SegmentRules> tryGrow(FeatureMatrix rows, Clustering clustering, RunContext context) {
        if (rows.missingCount() > 0
                || !(clustering.model() instanceof PowerDiagramModel model)
                || RuleInput.obstacle(RuleInput.plain(centres(model)), rows.columnCount())
                        .isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(grow(rows, clustering, context));
        } catch (InvalidInputException overflow) {
            return Optional.empty();
        }
    }

    private static double[][] centres(CentroidModel model) {
        return IntStream.range(0, model.clusterCount())
                .mapToObj(model::centroid)
                .toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return "rules with " + (leaves.isPresent() ? "up to " + leaves.getAsInt() + " leaves" : "a leaf per segment")
                + (sample.isPresent() ? " from " + sample.getAsInt() + " rows" : "");
    }
}
