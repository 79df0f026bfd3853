package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.metric.GroupValues.GroupValue;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether the groups get the same: contacts, prices, discounts, whatever the values of the decisions are.
 *
 * <p>Without names a metric compares all groups and tells the worst. A group nobody belongs to is not compared.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. S. Vallender, Calculation of the Wasserstein distance between probability distributions on the line,
 * Theory of Probability and its Applications 18, 1974; J. Lin, Divergence measures based on the Shannon entropy, IEEE
 * Transactions on Information Theory 37, 1991.
 */
public final class ValueMetrics {
    private static final String MEAN = "the average value a person gets";
    private static final String WASSERSTEIN =
            "By how much the value of an average person would have to change for two groups to have the same values.";

    private ValueMetrics() {}

    /** The mean value of each group; the summary is the highest minus the lowest. */
    public static GroupMetric<Decisions> meanDifference() {
        return new Metric.OfGroups<>(
                "mean-value-difference",
                "How far apart the groups are in " + MEAN + ": the highest minus the lowest.",
                0,
                decisions -> {
                    List<GroupValue> means = means(decisions).groups();
                    return new GroupValues(means, Summary.range(means));
                });
    }

    /** The mean value of a group minus that of another one. */
    public static FairnessMetric<Decisions> meanDifference(String group, String reference) {
        return new Metric<>(
                "mean-value-difference",
                "For '" + group + "' minus '" + reference + "': " + MEAN + ".",
                0,
                decisions -> {
                    GroupValues means = means(decisions);
                    return Summary.minus(
                            means.of(group).value(), means.of(reference).value());
                });
    }

    /**
     * The mean value of each group by the highest one; the summary is the lowest of these, from 0 to 1. Undetermined if a
     * mean is below 0.
     */
    public static GroupMetric<Decisions> meanRatio() {
        return new Metric.OfGroups<>(
                "mean-value-ratio",
                "For the group that gets least by the one that gets most: " + MEAN + ".",
                1,
                decisions -> {
                    List<GroupValue> means = means(decisions).groups();
                    Statistic highest = Summary.highest(means);
                    return new GroupValues(
                            Summary.map(means, own -> Summary.quotient(own, highest)), Summary.ratio(means));
                });
    }

    /** The mean value of a group by that of another one, 0 or more. */
    public static FairnessMetric<Decisions> meanRatio(String group, String reference) {
        return new Metric<>(
                "mean-value-ratio",
                "For '" + group + "' divided by '" + reference + "': " + MEAN + ".",
                1,
                decisions -> {
                    GroupValues means = means(decisions);
                    return Summary.quotient(
                            means.of(group).value(), means.of(reference).value());
                });
    }

    /** The first Wasserstein distance between the values of two groups, in the unit of the values; 0 or more. */
    public static FairnessMetric<Decisions> wasserstein() {
        return worst("wasserstein-distance", WASSERSTEIN, Histogram.Pair::wasserstein);
    }

    /** {@link #wasserstein()} of two groups. */
    public static FairnessMetric<Decisions> wasserstein(String group, String other) {
        return new Metric<>("wasserstein-distance", WASSERSTEIN, 0, decisions -> {
            Groups groups = decisions.groups();
            int first = groups.indexOf(group);
            int second = groups.indexOf(other);
            return decisions.hasValues()
                    ? distance(histograms(decisions), first, second, Histogram.Pair::wasserstein)
                    : noValues();
        });
    }

    /**
     * The total variation between how often each value occurs in two groups, from 0 to 1. For values of few kinds, such
     * as numbers of contacts: amounts that are all different are as far apart as can be.
     */
    public static FairnessMetric<Decisions> histogramTotalVariation() {
        return worst(
                "value-total-variation",
                "The share of one group whose value would have to change for two groups to have each value equally"
                        + " often.",
                pair -> DistributionMetrics.totalVariation(pair.first(), pair.second()));
    }

    /**
     * The Jensen-Shannon divergence between how often each value occurs in two groups, in nats, from 0 to ln 2. For
     * values of few kinds, such as numbers of contacts.
     */
    public static FairnessMetric<Decisions> histogramJensenShannon() {
        return worst(
                "value-jensen-shannon",
                "How much the value of a person tells about which of two groups the person belongs to.",
                pair -> DistributionMetrics.jensenShannon(pair.first(), pair.second()));
    }

    private static GroupValues means(Decisions decisions) {
        Groups groups = decisions.groups();
        if (!decisions.hasValues()) {
            return new GroupValues(Summary.each(groups.names(), groups::persons, group -> noValues()), noValues());
        }
        List<Histogram> histograms = histograms(decisions);
        List<GroupValue> means = Summary.each(groups.names(), groups::persons, group -> {
            Histogram histogram = histograms.get(group);
            return histogram.size() == 0
                    ? Statistic.undetermined(Summary.EMPTY_GROUP)
                    : Summary.finite(histogram.mean(), "the mean value");
        });
        return new GroupValues(means, Summary.range(means));
    }

    private static FairnessMetric<Decisions> worst(
            String id, String definition, ToDoubleFunction<Histogram.Pair> distance) {
        return new Metric<>(id, definition, 0, decisions -> {
            if (!decisions.hasValues()) {
                return noValues();
            }
            List<Histogram> histograms = histograms(decisions);
            return Summary.worstPair(histograms.size(), (group, other) -> distance(histograms, group, other, distance));
        });
    }

    private static Statistic distance(
            List<Histogram> histograms, int group, int other, ToDoubleFunction<Histogram.Pair> distance) {
        Histogram first = histograms.get(group);
        Histogram second = histograms.get(other);
        return first.size() == 0 || second.size() == 0
                ? Statistic.undetermined(Summary.EMPTY_GROUP)
                : Summary.finite(distance.applyAsDouble(Histogram.Pair.of(first, second)), "the distance");
    }

    private static List<Histogram> histograms(Decisions decisions) {
        double[] values = Benefit.VALUE.of(decisions);
        Groups groups = decisions.groups();
        return IntStream.range(0, groups.groupCount())
                .mapToObj(group -> Histogram.of(values, groups.memberships(group)))
                .toList();
    }

    private static Statistic noValues() {
        return Statistic.undetermined(Benefit.NO_VALUES);
    }
}
