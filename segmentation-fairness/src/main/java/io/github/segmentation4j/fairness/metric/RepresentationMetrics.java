package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.metric.GroupValues.GroupValue;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Whether the segments mirror the customers: metrics of who is in each segment.
 *
 * <p>The customers are all persons whose group is known, those in no segment included. A segment without such persons
 * has no value and is left out; a group nobody belongs to is not compared, and one group alone is no sign of fairness: it
 * has no value. A group that is absent from a segment makes
 * balance and representation 0, never infinite.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: F. Chierichetti, R. Kumar, S. Lattanzi, S. Vassilvitskii, Fair clustering through fairlets, Advances
 * in Neural Information Processing Systems 30, 2017 (balance); S. K. Bera, D. Chakrabarty, N. Flores, M. Negahbani,
 * Fair algorithms for clustering, Advances in Neural Information Processing Systems 32, 2019 (normalised balance,
 * bounds); I. M. Ziko, J. Yuan, E. Granger, I. Ben Ayed, Variational fair clustering, Proceedings of the AAAI
 * Conference 35, 2021 (fairness error).
 *
 * <p>Implementation note: the fairness error is infinite where a segment lacks a group. Half a person of every group is
 * added to such a segment (Jeffreys' prior), and only to such a one: the published value where that is finite, a large
 * but finite one elsewhere, larger the more persons the segment has.
 */
public final class RepresentationMetrics {
    private static final String NO_SEGMENT = "no segment has persons of a known group";
    private static final Statistic EMPTY_SEGMENT =
            Statistic.undetermined("the segment has no persons of a known group");
    private static final String SLACK = "How far the share of a group stays inside its bounds in the segment where it"
            + " comes closest to them or breaks them; below 0 a bound is broken by that much.";

    /** Half a person, Jeffreys' prior. */
    private static final double PRIOR = 0.5;

    private RepresentationMetrics() {}

    /** A number about a group in a segment. */
    private interface OfCell {
        double of(int segment, int group);
    }

    /**
     * Balance: the smaller group divided by the larger one, in the segment where that is lowest, from 0 to 1. With more
     * than two groups the smallest by the largest.
     */
    public static FairnessMetric<SegmentTable> balance() {
        return new Metric<>(
                "balance",
                "In the least mixed segment, how many persons of the smallest group there are for each one of the"
                        + " largest.",
                1,
                table -> lowest(balanceBySegment(table)));
    }

    /** The balance of each segment, in their order. */
    public static List<Statistic> balanceBySegment(SegmentTable table) {
        return bySegment(table, segment -> {
            double[] numbers = IntStream.range(0, table.groupCount())
                    .filter(group -> table.groupTotal(group) > 0)
                    .mapToDouble(group -> table.count(segment, group))
                    .toArray();
            return numbers.length < 2
                    ? Statistic.undetermined(Summary.TOO_FEW)
                    : Summary.quotient(Summary.lowest(numbers), Summary.highest(numbers));
        });
    }

    /**
     * Normalised balance: the lowest, over segments and groups, of the share in the segment by the share among all
     * customers or of its inverse. From 0 to 1; 1 if and only if every segment mirrors the customers.
     */
    public static FairnessMetric<SegmentTable> normalisedBalance() {
        return new Metric<>(
                "normalised-balance",
                "How closely the least typical segment mirrors all customers: 1 if every group has the same share in"
                        + " every segment as overall, 0 if a group is absent from one.",
                1,
                table -> lowest(normalisedBalanceBySegment(table)));
    }

    /** The normalised balance of each segment, in their order. */
    public static List<Statistic> normalisedBalanceBySegment(SegmentTable table) {
        Optional<String> obstacle = whyNotComparable(table);
        return bySegment(table, segment -> {
            if (obstacle.isPresent()) {
                return Statistic.undetermined(obstacle.get());
            }
            double lowest = 1;
            for (int group = 0; group < table.groupCount(); group++) {
                if (table.groupTotal(group) > 0) {
                    double ratio = representation(table, segment, group);
                    lowest = Math.min(lowest, Math.min(ratio, 1 / ratio));
                }
            }
            return Statistic.of(lowest);
        });
    }

    /** The share of each group in a segment by its share overall, where that is lowest; from 0 to 1. */
    public static GroupMetric<SegmentTable> lowestRepresentation() {
        return new Metric.OfGroups<>(
                "lowest-representation",
                "In the segment where a group is rarest, its share there divided by its share among all customers.",
                1,
                table -> {
                    List<GroupValue> values =
                            extremes(table, (segment, group) -> representation(table, segment, group), Math::min);
                    return new GroupValues(values, Summary.lowest(values));
                });
    }

    /** The share of each group in a segment by its share overall, where that is highest; 1 or more. */
    public static GroupMetric<SegmentTable> highestRepresentation() {
        return new Metric.OfGroups<>(
                "highest-representation",
                "In the segment where a group is most frequent, its share there divided by its share among all"
                        + " customers.",
                1,
                table -> {
                    List<GroupValue> values =
                            extremes(table, (segment, group) -> representation(table, segment, group), Math::max);
                    return new GroupValues(values, Summary.highest(values));
                });
    }

    /**
     * How far inside its bounds the tightest share of each group is; below 0 a bound is broken by that much.
     *
     * @param bounds for each group by name; other groups may have any share, from 0 to 1
     */
    public static GroupMetric<SegmentTable> boundSlack(Map<String, ShareBounds> bounds) {
        Map<String, ShareBounds> copy = Map.copyOf(bounds);
        ShareBounds none = new ShareBounds(0, 1);
        return new Metric.OfGroups<>("bound-slack", SLACK, 0, table -> {
            copy.keySet().forEach(table::indexOf);
            return slack(table, group -> copy.getOrDefault(table.groupNames().get(group), none));
        });
    }

    /**
     * How far inside its bounds the tightest share of each group is; below 0 a bound is broken by that much.
     *
     * @param lowerFactor the lower bound by the share among all customers, from 0 to 1, such as 0.8
     * @param upperFactor the upper bound by that share, 1 or more, such as 1.25
     */
    public static GroupMetric<SegmentTable> boundSlack(double lowerFactor, double upperFactor) {
        if (!(lowerFactor >= 0 && lowerFactor <= 1 && upperFactor >= 1)) {
            throw new IllegalArgumentException(
                    "factors must have 0 <= lower <= 1 <= upper, were " + lowerFactor + " and " + upperFactor);
        }
        return new Metric.OfGroups<>(
                "bound-slack",
                SLACK,
                0,
                table -> slack(table, group -> {
                    double overall = table.groupTotal(group) / table.known();
                    return new ShareBounds(lowerFactor * overall, Math.min(1, upperFactor * overall));
                }));
    }

    /**
     * The KL fairness error: the divergence of the composition of each segment from that of all customers, summed over
     * segments, in nats, 0 or more.
     */
    public static FairnessMetric<SegmentTable> klFairnessError() {
        return new Metric<>(
                "kl-fairness-error",
                "How much the mix of groups differs from the overall mix, added up over all segments.",
                0,
                RepresentationMetrics::klFairnessError);
    }

    /** The share of each group that is in no segment; the summary is the highest minus the lowest. */
    public static GroupMetric<SegmentTable> leftOut() {
        return new Metric.OfGroups<>(
                "left-out-difference",
                "The share of a group that is in no segment at all: that of the group left out most minus that of the"
                        + " group left out least.",
                0,
                table -> {
                    List<GroupValue> values = Summary.each(
                            table.groupNames(),
                            table::groupTotal,
                            group -> table.groupTotal(group) > 0
                                    ? Statistic.of(table.count(SegmentTable.LEFT_OUT, group) / table.groupTotal(group))
                                    : Statistic.undetermined(Summary.EMPTY_GROUP));
                    return new GroupValues(values, Summary.range(values));
                });
    }

    /**
     * The number of persons of one group for each one of another, in the segment where that is lowest; 0 or more. A
     * segment without the other group has no ratio and is left out.
     */
    public static FairnessMetric<SegmentTable> minimumClusterRatio(String group, String other) {
        return new Metric<>(
                "minimum-cluster-ratio",
                "In the segment where it is lowest, how many persons of '" + group + "' there are for each one of '"
                        + other + "'.",
                1,
                table -> lowest(clusterRatios(table, group, other)));
    }

    /**
     * The number of persons of one group for each one of another, averaged over segments; 0 or more. Undetermined if a
     * segment has persons of the one group and none of the other.
     */
    public static FairnessMetric<SegmentTable> averageClusterRatio(String group, String other) {
        return new Metric<>(
                "average-cluster-ratio",
                "On average over segments, how many persons of '" + group + "' there are for each one of '" + other
                        + "'.",
                1,
                table -> average(table, clusterRatios(table, group, other), table.indexOf(group)));
    }

    private static List<Statistic> clusterRatios(SegmentTable table, String group, String other) {
        int first = table.indexOf(group);
        int second = table.indexOf(other);
        return bySegment(table, segment -> Summary.quotient(table.count(segment, first), table.count(segment, second)));
    }

    private static Statistic average(SegmentTable table, List<Statistic> ratios, int group) {
        double sum = 0;
        int segments = 0;
        for (int segment = 0; segment < ratios.size(); segment++) {
            OptionalDouble ratio = ratios.get(segment).value();
            if (ratio.isPresent()) {
                sum += ratio.getAsDouble();
                segments++;
            } else if (table.count(segment, group) > 0) {
                return Statistic.undetermined(
                        "a segment has persons of one group and none of the other; the average would be infinite");
            }
        }
        return segments == 0
                ? Statistic.undetermined("no segment has persons of the groups")
                : Summary.finite(sum / segments, "the average ratio");
    }

    private static Optional<String> whyNotComparable(SegmentTable table) {
        return Summary.whyNotComparable(table.kind(), table.groupCount(), table::groupTotal);
    }

    /** The share of a group in a segment by its share overall. */
    private static double representation(SegmentTable table, int segment, int group) {
        return table.count(segment, group) / table.known(segment) / (table.groupTotal(group) / table.known());
    }

    private static GroupValues slack(SegmentTable table, IntFunction<ShareBounds> bounds) {
        List<GroupValue> values = extremes(
                table,
                (segment, group) -> {
                    ShareBounds own = bounds.apply(group);
                    double share = table.count(segment, group) / table.known(segment);
                    return Math.min(share - own.lower(), own.upper() - share);
                },
                Math::min);
        return new GroupValues(values, Summary.lowest(values));
    }

    /** For each group the lowest or the highest of a number over all segments that have persons. */
    private static List<GroupValue> extremes(SegmentTable table, OfCell formula, DoubleBinaryOperator choice) {
        int[] segments = IntStream.range(0, table.segmentCount())
                .filter(segment -> table.known(segment) > 0)
                .toArray();
        Optional<String> obstacle = whyNotComparable(table);
        return Summary.each(table.groupNames(), table::groupTotal, group -> {
            if (obstacle.isPresent() || table.groupTotal(group) == 0) {
                return Statistic.undetermined(obstacle.orElse(Summary.EMPTY_GROUP));
            }
            OptionalDouble extreme = IntStream.of(segments)
                    .mapToDouble(segment -> formula.of(segment, group))
                    .reduce(choice);
            return extreme.isPresent() ? Statistic.of(extreme.getAsDouble()) : Statistic.undetermined(NO_SEGMENT);
        });
    }

    private static Statistic klFairnessError(SegmentTable table) {
        Optional<String> obstacle =
                table.kind() == GroupKind.OVERLAPPING ? Optional.of(Summary.OVERLAP) : whyNotComparable(table);
        if (obstacle.isPresent()) {
            return Statistic.undetermined(obstacle.get());
        }
        int inhabited = 0;
        double members = 0;
        for (int group = 0; group < table.groupCount(); group++) {
            inhabited += table.groupTotal(group) > 0 ? 1 : 0;
            members += table.groupTotal(group);
        }
        double error = 0;
        boolean any = false;
        for (int segment = 0; segment < table.segmentCount(); segment++) {
            if (table.known(segment) > 0) {
                error += divergence(table, segment, inhabited, members);
                any = true;
            }
        }
        return any ? Summary.finite(Math.max(0, error), "the fairness error") : Statistic.undetermined(NO_SEGMENT);
    }

    private static double divergence(SegmentTable table, int segment, int inhabited, double members) {
        double here = 0;
        boolean lacking = false;
        for (int group = 0; group < table.groupCount(); group++) {
            here += table.count(segment, group);
            lacking |= table.groupTotal(group) > 0 && table.count(segment, group) == 0;
        }
        double added = lacking ? PRIOR : 0;
        double sum = 0;
        for (int group = 0; group < table.groupCount(); group++) {
            double overall = table.groupTotal(group) / members;
            if (overall > 0) {
                double share = (table.count(segment, group) + added) / (here + added * inhabited);
                sum += overall * StrictMath.log(overall / share);
            }
        }
        return sum;
    }

    /** The lowest number there is; otherwise the reason of the first segment that has one of its own. */
    private static Statistic lowest(List<Statistic> segments) {
        OptionalDouble lowest = segments.stream()
                .filter(value -> value.value().isPresent())
                .mapToDouble(Statistic::orElseThrow)
                .min();
        if (lowest.isPresent()) {
            return Statistic.of(lowest.getAsDouble());
        }
        return segments.stream()
                .filter(value -> !value.equals(EMPTY_SEGMENT))
                .findFirst()
                .orElse(Statistic.undetermined(NO_SEGMENT));
    }

    private static List<Statistic> bySegment(SegmentTable table, IntFunction<Statistic> formula) {
        List<Statistic> values = new ArrayList<>();
        for (int segment = 0; segment < table.segmentCount(); segment++) {
            values.add(table.known(segment) > 0 ? formula.apply(segment) : EMPTY_SEGMENT);
        }
        return List.copyOf(values);
    }
}
