package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.metric.GroupValues.GroupValue;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Optional;

/**
 * Whether decisions treat the groups alike: their rates compared with one another.
 *
 * <pre>{@code
 * Statistic gap = DecisionMetrics.difference(DecisionRate.SELECTION).evaluate(decisions); // demographic parity
 * GroupValues tpr = DecisionMetrics.rates(DecisionRate.TRUE_POSITIVE, decisions); // equal opportunity, group by group
 * }</pre>
 *
 * <p>A group whose rate does not exist, such as a true positive rate without a positive, has an undetermined value and
 * does not enter the summary. Ratios of rates that are all 0 are undetermined; their difference is 0. Persons whose group
 * is unknown count in the rate of all persons alone.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: Equal Employment Opportunity Commission, Uniform guidelines on employee selection procedures, 1978
 * (ratio to the highest rate; its four fifths are a screen of United States employment law and no limit here); M. Hardt,
 * E. Price, N. Srebro, Equality of opportunity in supervised learning, Advances in Neural Information Processing Systems
 * 29, 2016.
 */
public final class DecisionMetrics {
    private DecisionMetrics() {}

    /** The rate of each group; the summary is the rate of all persons, those of unknown groups included. */
    public static GroupValues rates(DecisionRate rate, Decisions decisions) {
        Optional<String> obstacle = RateCounts.obstacle(decisions, rate);
        List<String> names = decisions.groups().names();
        if (obstacle.isPresent()) {
            Statistic none = Statistic.undetermined(obstacle.get());
            return new GroupValues(
                    Summary.each(names, group -> decisions.groups().persons(group), group -> none), none);
        }
        RateCounts counts = RateCounts.of(decisions, rate);
        return new GroupValues(
                Summary.each(names, group -> counts.counted(0, group), counts::rate), counts.rate(counts.everybody()));
    }

    /** The rate of each group; the summary is the highest minus the lowest, from 0 to 1. */
    public static GroupMetric<Decisions> difference(DecisionRate rate) {
        return new Metric.OfGroups<>(
                rate.id() + "-difference",
                "How far apart the groups are in " + rate.words() + ": the highest minus the lowest.",
                0,
                decisions -> {
                    List<GroupValue> rates = rates(rate, decisions).groups();
                    return new GroupValues(rates, Summary.range(rates));
                });
    }

    /** The rate of a group minus that of another one, from -1 to 1. */
    public static FairnessMetric<Decisions> difference(DecisionRate rate, String group, String reference) {
        return new Metric<>(
                rate.id() + "-difference",
                "For '" + group + "' minus '" + reference + "': " + rate.words() + ".",
                0,
                decisions -> {
                    GroupValues rates = rates(rate, decisions);
                    return Summary.minus(
                            rates.of(group).value(), rates.of(reference).value());
                });
    }

    /** The rate of each group by the highest one; the summary is the lowest of these, from 0 to 1. */
    public static GroupMetric<Decisions> ratio(DecisionRate rate) {
        return new Metric.OfGroups<>(
                rate.id() + "-ratio",
                "For the worst-off group by that of the best-off: " + rate.words() + ".",
                1,
                decisions -> {
                    List<GroupValue> rates = rates(rate, decisions).groups();
                    Statistic highest = Summary.highest(rates);
                    return new GroupValues(
                            Summary.map(rates, own -> Summary.quotient(own, highest)), Summary.ratio(rates));
                });
    }

    /** The rate of a group by that of another one, 0 or more. */
    public static FairnessMetric<Decisions> ratio(DecisionRate rate, String group, String reference) {
        return new Metric<>(
                rate.id() + "-ratio",
                "For '" + group + "' divided by '" + reference + "': " + rate.words() + ".",
                1,
                decisions -> {
                    GroupValues rates = rates(rate, decisions);
                    return Summary.quotient(
                            rates.of(group).value(), rates.of(reference).value());
                });
    }

    /** The rate of each group minus that of all persons; the summary is the largest magnitude, from 0 to 1. */
    public static GroupMetric<Decisions> differenceToOverall(DecisionRate rate) {
        return new Metric.OfGroups<>(
                rate.id() + "-difference-to-overall",
                "How far the most deviant group is from all persons in " + rate.words() + ".",
                0,
                decisions -> {
                    GroupValues rates = rates(rate, decisions);
                    List<GroupValue> values = Summary.map(rates.groups(), own -> Summary.minus(own, rates.summary()));
                    List<GroupValue> sizes = Summary.map(values, own -> Statistic.of(Math.abs(own.orElseThrow())));
                    return new GroupValues(values, ofSeveral(values, Summary.highest(sizes)));
                });
    }

    /**
     * The rate of each group by that of all persons; the summary is the lowest of these and of their inverses, from 0 to
     * 1.
     */
    public static GroupMetric<Decisions> ratioToOverall(DecisionRate rate) {
        return new Metric.OfGroups<>(
                rate.id() + "-ratio-to-overall",
                "For the most deviant group by that of all persons, or the other way round: " + rate.words() + ".",
                1,
                decisions -> {
                    GroupValues rates = rates(rate, decisions);
                    List<GroupValue> values =
                            Summary.map(rates.groups(), own -> Summary.quotient(own, rates.summary()));
                    List<GroupValue> sizes = Summary.map(values, DecisionMetrics::belowOne);
                    return new GroupValues(values, ofSeveral(values, Summary.lowest(sizes)));
                });
    }

    /** Equalised odds: the larger of the differences in true and in false positive rates, from 0 to 1. */
    public static FairnessMetric<Decisions> equalisedOddsDifference() {
        return new Metric<>(
                "equalised-odds-difference",
                "How far apart the groups are in being rightly or in being wrongly selected, whichever is worse.",
                0,
                decisions -> Summary.both(
                        difference(DecisionRate.TRUE_POSITIVE).evaluate(decisions),
                        difference(DecisionRate.FALSE_POSITIVE).evaluate(decisions),
                        (rightly, wrongly) -> Statistic.of(Math.max(rightly, wrongly))));
    }

    /**
     * Equalised odds: the smaller of the ratios of true and of false positive rates, from 0 to 1. Undetermined where one
     * of the rates is 0 for every group.
     */
    public static FairnessMetric<Decisions> equalisedOddsRatio() {
        return new Metric<>(
                "equalised-odds-ratio",
                "The worst-off group by the best-off in being rightly or in being wrongly selected, whichever is worse.",
                1,
                decisions -> Summary.both(
                        ratio(DecisionRate.TRUE_POSITIVE).evaluate(decisions),
                        ratio(DecisionRate.FALSE_POSITIVE).evaluate(decisions),
                        (rightly, wrongly) -> Statistic.of(Math.min(rightly, wrongly))));
    }

    /**
     * The mean of the differences in true and in false positive rates, from -1 to 1. Opposite errors cancel: 0 does not
     * mean that the groups are treated alike. Prefer {@link #equalisedOddsDifference()}.
     */
    public static FairnessMetric<Decisions> averageOddsDifference(String group, String reference) {
        return new Metric<>(
                "average-odds-difference",
                "For '" + group + "' minus '" + reference + "', the average of being rightly and of being wrongly"
                        + " selected; beware, opposite errors cancel and 0 does not mean equal treatment.",
                0,
                decisions -> Summary.both(
                        difference(DecisionRate.TRUE_POSITIVE, group, reference).evaluate(decisions),
                        difference(DecisionRate.FALSE_POSITIVE, group, reference)
                                .evaluate(decisions),
                        (rightly, wrongly) -> Statistic.of((rightly + wrongly) / 2)));
    }

    /** A summary of two groups or more: one alone is like all persons because it is all persons. */
    private static Statistic ofSeveral(List<GroupValue> values, Statistic summary) {
        Statistic range = Summary.range(values);
        return range.value().isPresent() ? summary : range;
    }

    private static Statistic belowOne(Statistic ratio) {
        double number = ratio.orElseThrow();
        return Statistic.of(Math.min(number, 1 / number));
    }
}
