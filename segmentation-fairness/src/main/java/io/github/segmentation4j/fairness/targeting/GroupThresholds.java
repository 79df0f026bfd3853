package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Fits a score threshold for each group, so that all groups have the same selection rate or the same true positive rate.
 * Customers who score exactly a threshold are ordered by a keyed hash of their id, see {@link TieBreak}, and not by lot.
 *
 * <pre>{@code
 * FittedThresholds fitted = GroupThresholds.equalSelectionRate(0.2, TieBreak.of(key)).fit(candidates);
 * boolean offer = fitted.commonRule().selects(id, score);
 * }</pre>
 *
 * <p>A rate times the number of a group is rounded to the nearest whole customer, half up, so that two groups of n and m
 * differ by at most 1/(2n) + 1/(2m). Customers whose group is missing are a group of their own. Costs one sort of the
 * customers. Immutable and safe for use by several threads.
 *
 * <p>References: M. Hardt, E. Price, N. Srebro, Equality of opportunity in supervised learning, NeurIPS 2016.
 *
 * <p>Implementation note: Hardt et al. reach equal rates by drawing lots at a threshold; a hash gives everybody the same
 * decision twice.
 */
public final class GroupThresholds {
    private enum Target {
        SELECTION_RATE,
        TRUE_POSITIVE_RATE
    }

    private final Target target;
    private final double rate;
    private final TieBreak tieBreak;

    private GroupThresholds(Target target, double rate, TieBreak tieBreak) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("the rate must lie between 0 and 1, was " + rate);
        }
        this.target = target;
        this.rate = rate;
        this.tieBreak = Objects.requireNonNull(tieBreak, "tieBreak");
    }

    /**
     * Thresholds that select the same share of each group.
     *
     * @param rate the share, 0 to 1
     */
    public static GroupThresholds equalSelectionRate(double rate, TieBreak tieBreak) {
        return new GroupThresholds(Target.SELECTION_RATE, rate, tieBreak);
    }

    /**
     * Thresholds that select the same share of the customers of each group with a positive outcome.
     *
     * @param rate the share, 0 to 1
     */
    public static GroupThresholds equalTruePositiveRate(double rate, TieBreak tieBreak) {
        return new GroupThresholds(Target.TRUE_POSITIVE_RATE, rate, tieBreak);
    }

    /**
     * Fits the thresholds.
     *
     * @param candidates with groups of one attribute and, for true positive rates, outcomes of 0 or 1
     */
    public FittedThresholds fit(Candidates candidates) {
        if (candidates.groups().size() != 1) {
            throw new IllegalArgumentException("the groups must be those of one attribute, were of "
                    + candidates.groups().size() + "; cross several with crossedWith");
        }
        boolean[] counts = counts(candidates);
        GroupIndex index = new GroupIndex(candidates, MissingGroup.OWN_GROUP);
        int[] ranking = candidates.ranking(tieBreak);
        TieBreak.Places places = tieBreak.places();
        List<GroupThreshold> thresholds = new ArrayList<>();
        for (int group = 0; group < index.groups(); group++) {
            int own = group;
            int[] rows = Arrays.stream(ranking)
                    .filter(row -> index.group(0, row) == own)
                    .toArray();
            thresholds.add(threshold(index.name(group), rows, counts, candidates, places));
        }
        GroupThreshold common = threshold("all", ranking, counts, candidates, places);
        return new FittedThresholds(thresholds, common, tieBreak);
    }

    private boolean[] counts(Candidates candidates) {
        boolean[] counts = new boolean[candidates.size()];
        if (target == Target.SELECTION_RATE) {
            Arrays.fill(counts, true);
            return counts;
        }
        double[] outcomes = candidates
                .outcomes()
                .orElseThrow(() -> new IllegalArgumentException(
                        "true positive rates need the outcomes of the customers; add them with withOutcomes"));
        for (int row = 0; row < outcomes.length; row++) {
            if (outcomes[row] != 0 && outcomes[row] != 1) {
                throw new IllegalArgumentException("true positive rates need outcomes of 0 or 1, found a probability");
            }
            counts[row] = outcomes[row] == 1;
        }
        return counts;
    }

    private GroupThreshold threshold(
            String name, int[] rows, boolean[] counts, Candidates candidates, TieBreak.Places places) {
        long counted = Arrays.stream(rows).filter(row -> counts[row]).count();
        long wanted = (long) Math.floor(rate * counted + 0.5);
        long reached = 0;
        int selected = 0;
        while (reached < wanted) {
            reached += counts[rows[selected++]] ? 1 : 0;
        }
        Statistic share = counted == 0
                ? Statistic.undetermined("the group has nobody whom the rate could count")
                : Statistic.of((double) reached / counted);
        boolean nobody = selected == 0;
        int last = nobody ? -1 : rows[selected - 1];
        return new GroupThreshold(
                name,
                rows.length,
                selected,
                counted,
                reached,
                share,
                nobody ? OptionalDouble.empty() : OptionalDouble.of(candidates.score(last)),
                nobody ? Long.MIN_VALUE : places.of(candidates.ids().get(last)));
    }
}
