package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedMitigation;
import io.github.segmentation4j.feature.GroupServing;
import io.github.segmentation4j.feature.MitigationTransform;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * Takes from each column what a linear model of the protected groups explains of it: X' = X - alpha (S - mean S) beta,
 * where S says with 0 and 1 which group of each attribute a row is of and beta is the least-squares fit of X. With alpha
 * 1, no column of the training rows is correlated with any group. Units stay.
 *
 * <p>It removes differences of means; spreads and shapes may still tell groups apart, and so may columns together. With
 * several attributes all are fitted at once, their interactions are not. A step of a feature pipeline:
 *
 * <pre>{@code
 * Segmenter.builder(schema)
 *     .features(Rfm.of("purchases"), Scaling.standard(), CorrelationRemover.of("sex", "origin"))
 * }</pre>
 *
 * <p>A missing or unseen group of an attribute counts as the mean of S, which is no correction; so does every group of a
 * new customer unless served with groups, who are left as they are. In learning, a row with a missing group tells nothing
 * about that attribute, and the correlation is 0 among the rows whose group is known. A missing value stays missing, and
 * its row is left out for that column. A column that the groups explain wholly becomes constant up to rounding.
 *
 * <p>What is learned are differences of means between groups. A group with fewer than 10 values in a column, yet some, is
 * refused, because its mean would tell too much about single customers.
 *
 * <p>Cost: two passes over each column, and m<sup>3</sup> for m groups in all. Immutable and safe for use by several
 * threads.
 *
 * <p>References: S. Bird, M. Dudik, R. Edgar, B. Horn, R. Lutz, V. Milan, M. Sameki, H. Wallach, K. Walker, Fairlearn: a
 * toolkit for assessing and improving fairness in AI, Microsoft MSR-TR-2020-32, 2020.
 *
 * <p>Implementation note: S has a column for every level. Its rank is lower than that, and lower still if attributes
 * determine each other; a pivoted Cholesky factorisation of its correlations leaves out what is redundant, which changes
 * beta but not (S - mean S) beta.
 */
public final class CorrelationRemover implements MitigationTransform {
    /** As many as in a bin of {@link DisparateImpactRemover}. */
    static final int SMALLEST_GROUP = BinMeans.CUSTOMERS;

    /** The cost grows with the third power of their number; far fewer have enough customers each. */
    private static final int MOST_GROUPS = 1000;

    private final List<String> attributes;
    private final double alpha;
    private final GroupServing serving;

    private CorrelationRemover(List<String> attributes, double alpha, GroupServing serving) {
        this.attributes = attributes;
        this.alpha = alpha;
        this.serving = serving;
    }

    /**
     * Removes all correlation with the groups of some attributes; new customers are served without their groups.
     *
     * @param protectedAttributes at least one
     */
    public static CorrelationRemover of(String... protectedAttributes) {
        return new CorrelationRemover(KnownGroups.named(protectedAttributes), 1, GroupServing.blind());
    }

    /**
     * This remover with a share of the correlation to remove.
     *
     * @param share 0 for none, which changes no bit, to 1 for all of it, the default
     */
    public CorrelationRemover withAlpha(double share) {
        return new CorrelationRemover(attributes, MitigationInput.share("alpha", share), serving);
    }

    /**
     * This remover, which is to see the groups of new customers too.
     *
     * @param legalBasis why they may be opened, such as {@code Art. 9(2)(a) explicit consent}; not blank
     */
    public CorrelationRemover servingGroupAware(String legalBasis) {
        return new CorrelationRemover(attributes, alpha, GroupServing.aware(legalBasis));
    }

    @Override
    public List<String> protectedAttributes() {
        return attributes;
    }

    /**
     * Learns what each group adds to each column.
     *
     * @throws InvalidInputException if a group has 1 to 9 values in a column, or there are more than 1,000 groups in all
     */
    @Override
    public FittedMitigation fit(FeatureMatrix matrix, List<Categories> groups, RunContext context) {
        KnownGroups known = KnownGroups.of(attributes, groups);
        int count = known.levels().stream().mapToInt(List::size).sum();
        if (count > MOST_GROUPS) {
            throw new InvalidInputException("the attributes " + attributes + " must have at most " + MOST_GROUPS
                    + " groups in all, have " + count + "; cut them into fewer groups");
        }
        int[][] codes = known.codes(groups, matrix.rowCount());
        Checkpoint checkpoint = MitigationInput.checkpoint(context);
        List<double[][]> effects = MitigationInput.learned(
                matrix, context, (column, values) -> learn(column, values, known, codes, checkpoint));
        return new FittedCorrelationRemover(
                known, effects, matrix.features(), new FittedCorrelationRemover.Options(alpha, serving));
    }

    private static double[][] learn(
            String column, double[] values, KnownGroups known, int[][] codes, Checkpoint checkpoint) {
        GroupIndicators indicators = GroupIndicators.of(known, codes, values, checkpoint);
        for (int a = 0; a < codes.length; a++) {
            for (int level = 0; level < known.levels().get(a).size(); level++) {
                long count = indicators.count(a, level);
                if (count > 0 && count < SMALLEST_GROUP) {
                    throw InvalidInputException.inColumn(
                            column,
                            "group '" + known.levels().get(a).get(level) + "' of '"
                                    + known.attributes().get(a) + "' must have at least " + SMALLEST_GROUP
                                    + " values or none, has fewer; join it with another group, or leave the column out");
                }
            }
        }
        double[][] effects = indicators.effects(codes, values, checkpoint);
        for (double[] attribute : effects) {
            MitigationInput.requireFinite(column, attribute);
        }
        return effects;
    }

    @Override
    public String toString() {
        return "correlation remover of " + attributes + " with alpha " + alpha;
    }
}
