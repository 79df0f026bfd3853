package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedMitigation;
import io.github.segmentation4j.feature.GroupServing;
import io.github.segmentation4j.feature.MitigationTransform;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each column the same distribution in every group: a customer at some quantile of his group gets the median, over
 * the groups, of their values at that quantile. The order within a group stays, so who spends more than others of his
 * group still does; what tells the groups apart goes. Units stay.
 *
 * <p>With several attributes the groups are the combinations of their levels. A step of a feature pipeline:
 *
 * <pre>{@code
 * Segmenter.builder(schema)
 *     .features(Rfm.of("purchases"), DisparateImpactRemover.of("sex").withRepair(0.8), Scaling.standard())
 * }</pre>
 *
 * <p>Who is of a missing or unseen group, and every new customer unless served with groups, is moved by the quantile
 * among all customers: new customers then as a whole have the values the segments were made from, and two with equal
 * values stay equal. It does not close a gap between their groups. A missing value stays missing. A column with values of
 * one group only stays as it is, to the bit.
 *
 * <p>A value that many customers share, such as 0, moves as a whole; where its share differs between groups, their
 * distributions stay apart by as much.
 *
 * <p>What is learned of a group are up to 101 quantiles a column, each the mean of at least 10 customers, so that no value
 * of one customer is kept. A group with fewer than 100 values in a column, yet some, is refused.
 *
 * <p>Cost: a sort of each column. Immutable and safe for use by several threads.
 *
 * <p>References: M. Feldman, S. A. Friedler, J. Moeller, C. Scheidegger, S. Venkatasubramanian, Certifying and removing
 * disparate impact, KDD 2015.
 *
 * <p>Implementation note: the partial repair is the geometric one, which moves each value part of the way. Quantile
 * functions are linear between the means of bins; beyond the outer ones values move in parallel. The median of an even
 * number of groups is the mean of the middle two, and each group counts once whatever its size.
 */
public final class DisparateImpactRemover implements MitigationTransform {
    /** Ten bins of ten customers: fewer would tell too little of a distribution. */
    static final int SMALLEST_GROUP = 100;

    private final List<String> attributes;
    private final double repair;
    private final GroupServing serving;

    private DisparateImpactRemover(List<String> attributes, double repair, GroupServing serving) {
        this.attributes = attributes;
        this.repair = repair;
        this.serving = serving;
    }

    /**
     * Full repair between the groups of some attributes; new customers are served without their groups.
     *
     * @param protectedAttributes at least one
     */
    public static DisparateImpactRemover of(String... protectedAttributes) {
        return new DisparateImpactRemover(KnownGroups.named(protectedAttributes), 1, GroupServing.blind());
    }

    /**
     * This remover with another level of repair.
     *
     * @param level 0 for none, which changes no bit, to 1 for full repair, the default
     */
    public DisparateImpactRemover withRepair(double level) {
        return new DisparateImpactRemover(attributes, MitigationInput.share("the repair level", level), serving);
    }

    /**
     * This remover, which is to see the groups of new customers too.
     *
     * @param legalBasis why they may be opened, such as {@code Art. 9(2)(a) explicit consent}; not blank
     */
    public DisparateImpactRemover servingGroupAware(String legalBasis) {
        return new DisparateImpactRemover(attributes, repair, GroupServing.aware(legalBasis));
    }

    @Override
    public List<String> protectedAttributes() {
        return attributes;
    }

    /**
     * Learns the quantiles of each group in each column.
     *
     * @throws InvalidInputException if a group has 1 to 99 values in a column
     */
    @Override
    public FittedMitigation fit(FeatureMatrix matrix, List<Categories> groups, RunContext context) {
        KnownGroups known = KnownGroups.of(attributes, groups);
        int combinations = known.combinations();
        int[] cells = known.combined(known.codes(groups, matrix.rowCount()));
        Checkpoint checkpoint = MitigationInput.checkpoint(context);
        int[] dense = new int[combinations];
        int[] occupied = occupied(cells, combinations);
        for (int g = 0; g < occupied.length; g++) {
            dense[occupied[g]] = g;
        }
        for (int row = 0; row < cells.length; row++) {
            checkpoint.at(row);
            cells[row] = cells[row] < 0 ? Categories.MISSING : dense[cells[row]];
        }
        List<String> names = Arrays.stream(occupied).mapToObj(known::name).toList();
        List<RepairedColumn> columns = MitigationInput.learned(
                matrix, context, (column, values) -> learn(column, values, cells, names, checkpoint));
        return new FittedDisparateImpactRemover(
                known, occupied, columns, matrix.features(), new FittedDisparateImpactRemover.Options(repair, serving));
    }

    private static int[] occupied(int[] cells, int combinations) {
        boolean[] occurs = new boolean[combinations];
        for (int cell : cells) {
            if (cell >= 0) {
                occurs[cell] = true;
            }
        }
        int[] occupied = new int[combinations];
        int count = 0;
        for (int cell = 0; cell < combinations; cell++) {
            if (occurs[cell]) {
                occupied[count++] = cell;
            }
        }
        return Arrays.copyOf(occupied, count);
    }

    private static RepairedColumn learn(
            String column, double[] values, int[] cells, List<String> names, Checkpoint checkpoint) {
        int[] counts = new int[names.size()];
        int all = 0;
        for (int row = 0; row < cells.length; row++) {
            checkpoint.at(row);
            if (!Double.isNaN(values[row])) {
                all++;
                if (cells[row] >= 0) {
                    counts[cells[row]]++;
                }
            }
        }
        double[][] samples = new double[names.size() + 1][];
        for (int g = 0; g < counts.length; g++) {
            if (counts[g] > 0 && counts[g] < SMALLEST_GROUP) {
                throw InvalidInputException.inColumn(
                        column,
                        "group '" + names.get(g) + "' must have at least " + SMALLEST_GROUP
                                + " values or none, has fewer; join it with another group, or leave the column out");
            }
            samples[g] = new double[counts[g]];
        }
        samples[counts.length] = new double[all];
        int[] filled = new int[samples.length];
        for (int row = 0; row < cells.length; row++) {
            checkpoint.at(row);
            if (!Double.isNaN(values[row])) {
                samples[counts.length][filled[counts.length]++] = values[row];
                if (cells[row] >= 0) {
                    samples[cells[row]][filled[cells[row]]++] = values[row];
                }
            }
        }
        for (double[] sample : samples) {
            PacedSort.sort(sample, checkpoint);
        }
        return RepairedColumn.of(column, samples);
    }

    @Override
    public String toString() {
        return "disparate impact remover of " + attributes + " at level " + repair;
    }
}
