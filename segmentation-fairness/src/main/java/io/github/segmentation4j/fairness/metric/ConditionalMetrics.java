package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.metric.GroupValues.GroupValue;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Optional;

/**
 * Whether decisions treat the groups alike among persons who are alike in a permitted respect, the stratum.
 *
 * <p>A stratum in which the comparison does not exist, because one side is absent, is not compared, and neither is a
 * person without a stratum; the number of persons beside each value says how many of the group were.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. Wachter, B. Mittelstadt, C. Russell, Why fairness cannot be automated, Computer Law and Security
 * Review 41, 2021 (conditional demographic disparity); W. G. Cochran, The comparison of percentages in matched samples,
 * Biometrika 37, 1950.
 */
public final class ConditionalMetrics {
    // Sums of probabilities differ by less than this share where nobody is left on the other side.
    private static final double ROUNDING = 1e-9;

    private ConditionalMetrics() {}

    /** A sum over strata, with its weights. */
    private static final class Average {
        private double sum;
        private double weights;
        private double persons;

        /** Adds the number of a stratum; {@code members} of its persons belong to the group it is about. */
        void add(double number, double weight, double members) {
            sum += number * weight;
            weights += weight;
            persons += members;
        }

        Statistic mean() {
            return weights > 0
                    ? Statistic.of(sum / weights)
                    : Statistic.undetermined("no stratum has both sides of the comparison");
        }
    }

    /**
     * The rate of each group minus that of all others of known groups within strata, averaged by the persons compared.
     * The summary is the largest magnitude over all pairs of groups, from 0 to 1.
     */
    public static GroupMetric<Decisions> stratifiedDifference(DecisionRate rate) {
        return new Metric.OfGroups<>(
                "stratified-" + rate.id() + "-difference",
                "How far apart the groups are, among persons of the same stratum, in " + rate.words() + ".",
                0,
                decisions -> stratified(decisions, rate, counts -> {
                    List<GroupValue> values = each(decisions, group -> toOthers(counts, group));
                    return new GroupValues(
                            values,
                            Summary.worstPair(
                                    decisions.groups().groupCount(),
                                    (group, other) ->
                                            toGroup(counts, group, other).mean()));
                }));
    }

    /** The rate of a group minus that of another one within strata, averaged by the persons compared; -1 to 1. */
    public static FairnessMetric<Decisions> stratifiedDifference(DecisionRate rate, String group, String reference) {
        return new Metric<>(
                "stratified-" + rate.id() + "-difference",
                "For '" + group + "' minus '" + reference + "' among persons of the same stratum: " + rate.words()
                        + ".",
                0,
                decisions -> {
                    int first = decisions.groups().indexOf(group);
                    int second = decisions.groups().indexOf(reference);
                    Optional<String> obstacle = obstacle(decisions, rate);
                    return obstacle.isPresent()
                            ? Statistic.undetermined(obstacle.get())
                            : toGroup(counts(decisions, rate), first, second).mean();
                });
    }

    /**
     * The share of each group among those not selected minus its share among those selected, from -1 to 1; above 0 the
     * group is worse off. The summary is that of the worst-off group.
     */
    public static GroupMetric<Decisions> demographicDisparity() {
        return new Metric.OfGroups<>(
                "demographic-disparity",
                "How much larger the share of the worst-off group is among the persons passed over than among those"
                        + " selected.",
                0,
                decisions -> disparity(decisions, RateCounts.of(decisions, DecisionRate.SELECTION)));
    }

    /**
     * The demographic disparity of each group within strata, averaged by the persons of the stratum; -1 to 1. The
     * summary is that of the worst-off group.
     */
    public static GroupMetric<Decisions> conditionalDemographicDisparity() {
        return new Metric.OfGroups<>(
                "conditional-demographic-disparity",
                "How much larger, among persons of the same stratum, the share of the worst-off group is among the"
                        + " persons passed over than among those selected.",
                0,
                decisions -> stratified(decisions, DecisionRate.SELECTION, counts -> disparity(decisions, counts)));
    }

    private interface OfCounts {
        GroupValues of(RateCounts counts);
    }

    private interface OfGroup {
        Average of(int group);
    }

    private static GroupValues stratified(Decisions decisions, DecisionRate rate, OfCounts formula) {
        Optional<String> obstacle = obstacle(decisions, rate);
        return obstacle.isPresent() ? without(decisions, obstacle.get()) : formula.of(counts(decisions, rate));
    }

    private static GroupValues without(Decisions decisions, String reason) {
        Statistic none = Statistic.undetermined(reason);
        return new GroupValues(Summary.each(decisions.groups().names(), group -> 0.0, group -> none), none);
    }

    private static Optional<String> obstacle(Decisions decisions, DecisionRate rate) {
        return decisions.strata().isEmpty()
                ? Optional.of("there are no strata; add them with withStrata")
                : RateCounts.obstacle(decisions, rate);
    }

    private static RateCounts counts(Decisions decisions, DecisionRate rate) {
        return RateCounts.of(decisions, rate, decisions.strata().orElseThrow());
    }

    private static GroupValues disparity(Decisions decisions, RateCounts counts) {
        Groups groups = decisions.groups();
        Optional<String> obstacle = Summary.whyNotComparable(groups.kind(), groups.groupCount(), groups::persons);
        if (obstacle.isPresent()) {
            return without(decisions, obstacle.get());
        }
        List<GroupValue> values = each(decisions, group -> disparity(counts, group));
        return new GroupValues(values, Summary.highest(values));
    }

    private static List<GroupValue> each(Decisions decisions, OfGroup formula) {
        return Summary.each(
                decisions.groups().names(),
                group -> formula.of(group).persons,
                group -> decisions.groups().persons(group) > 0
                        ? formula.of(group).mean()
                        : Statistic.undetermined(Summary.EMPTY_GROUP));
    }

    private static Average toOthers(RateCounts counts, int group) {
        Average average = new Average();
        for (int stratum = 0; stratum < counts.strata(); stratum++) {
            double all = counts.counted(stratum, counts.known());
            double own = counts.counted(stratum, group);
            if (own > 0 && all - own > ROUNDING * all) {
                double rate = counts.hits(stratum, group) / own;
                double others = (counts.hits(stratum, counts.known()) - counts.hits(stratum, group)) / (all - own);
                average.add(rate - others, all, own);
            }
        }
        return average;
    }

    private static Average toGroup(RateCounts counts, int group, int reference) {
        Average average = new Average();
        for (int stratum = 0; stratum < counts.strata(); stratum++) {
            double own = counts.counted(stratum, group);
            double other = counts.counted(stratum, reference);
            if (own > 0 && other > 0) {
                double rate = counts.hits(stratum, group) / own;
                average.add(rate - counts.hits(stratum, reference) / other, own + other, own);
            }
        }
        return average;
    }

    private static Average disparity(RateCounts counts, int group) {
        Average average = new Average();
        for (int stratum = 0; stratum < counts.strata(); stratum++) {
            double all = counts.counted(stratum, counts.known());
            double selected = counts.hits(stratum, counts.known());
            if (selected > 0 && all - selected > 0) {
                double own = counts.counted(stratum, group);
                double ownSelected = counts.hits(stratum, group);
                average.add((own - ownSelected) / (all - selected) - ownSelected / selected, all, own);
            }
        }
        return average;
    }
}
