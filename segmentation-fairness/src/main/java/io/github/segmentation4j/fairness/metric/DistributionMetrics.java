package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.metric.GroupValues.GroupValue;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the groups are spread over the segments alike: distances between the distributions of two groups. Persons in
 * no segment count like a segment of their own, because being left out is a treatment too.
 *
 * <p>Without names a metric gives the worst of all pairs of groups that have members. All are symmetric in the order of
 * the groups but {@link #klDivergence(String, String)}, and all are finite.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical Statistics 22, 1951;
 * J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37, 1991; H.
 * Jeffreys, An invariant form for the prior probability in estimation problems, Proceedings of the Royal Society A 186,
 * 1946.
 *
 * <p>Implementation note: the Kullback-Leibler divergence is infinite where a segment has persons of the first group and
 * none of the second. Then, and only then, half a person is added to every segment of both groups (Jeffreys' prior), so
 * that the result is large and finite; it depends on the number of persons, not on their shares alone.
 */
public final class DistributionMetrics {
    private static final double PRIOR = 0.5;
    private static final double LOG_2 = StrictMath.log(2);

    private static final String TOTAL_VARIATION = "The share of a group that would have to change segment to be spread"
            + " over the segments like another group.";
    private static final String KL = "How surprised one would be by the segments of one group if one expected those of"
            + " another; 0 if both are spread alike.";
    private static final String JENSEN_SHANNON = "How much the segment of a person tells about which of two groups the"
            + " person belongs to; 0 if nothing.";

    private DistributionMetrics() {}

    /** A distance between two distributions, given as counts with a sum above 0. */
    interface Distance {
        double between(double[] counts, double[] others);
    }

    /** The share of persons of one group that would have to change segment to be spread like the other; 0 to 1. */
    public static FairnessMetric<SegmentTable> totalVariation() {
        return worst("total-variation", TOTAL_VARIATION, DistributionMetrics::totalVariation);
    }

    /** {@link #totalVariation()} of two groups. */
    public static FairnessMetric<SegmentTable> totalVariation(String group, String other) {
        return pair("total-variation", TOTAL_VARIATION, group, other, DistributionMetrics::totalVariation);
    }

    /** The larger of the Kullback-Leibler divergences of both directions, in nats; 0 or more. */
    public static FairnessMetric<SegmentTable> klDivergence() {
        return worst("kl-divergence", KL, DistributionMetrics::klDivergence);
    }

    /** The Kullback-Leibler divergence of a group from another one, in nats; 0 or more. */
    public static FairnessMetric<SegmentTable> klDivergence(String group, String other) {
        return pair("kl-divergence", KL, group, other, DistributionMetrics::klDivergence);
    }

    /** The Jensen-Shannon divergence, in nats; 0 to ln 2. */
    public static FairnessMetric<SegmentTable> jensenShannon() {
        return worst("jensen-shannon", JENSEN_SHANNON, DistributionMetrics::jensenShannon);
    }

    /** {@link #jensenShannon()} of two groups. */
    public static FairnessMetric<SegmentTable> jensenShannon(String group, String other) {
        return pair("jensen-shannon", JENSEN_SHANNON, group, other, DistributionMetrics::jensenShannon);
    }

    /**
     * The entropy of each group over the segments, in nats: 0 if all its persons are in one segment, ln k if they are
     * spread evenly over k. The summary is the highest minus the lowest.
     */
    public static GroupMetric<SegmentTable> entropyDifference() {
        return new Metric.OfGroups<>(
                "entropy-difference",
                "How widely a group is spread over the segments: that of the most widely spread group minus that of the"
                        + " most crowded one.",
                0,
                table -> {
                    List<GroupValue> values = Summary.each(
                            table.groupNames(), table::groupTotal, group -> entropy(inhabited(table, group)));
                    return new GroupValues(values, Summary.range(values));
                });
    }

    private static FairnessMetric<SegmentTable> worst(String id, String definition, Distance distance) {
        return new Metric<>(
                id,
                definition,
                0,
                table -> Summary.worstPair(
                        table.groupCount(), (group, other) -> distance(table, group, other, distance)));
    }

    private static FairnessMetric<SegmentTable> pair(
            String id, String definition, String group, String other, Distance distance) {
        return new Metric<>(
                id, definition, 0, table -> distance(table, table.indexOf(group), table.indexOf(other), distance));
    }

    private static Statistic distance(SegmentTable table, int group, int other, Distance distance) {
        if (table.groupTotal(group) == 0 || table.groupTotal(other) == 0) {
            return Statistic.undetermined(Summary.EMPTY_GROUP);
        }
        return Statistic.of(distance.between(inhabited(table, group), inhabited(table, other)));
    }

    /** The persons of a group in every segment that has any, and in none if there are such. */
    private static double[] inhabited(SegmentTable table, int group) {
        return IntStream.range(SegmentTable.LEFT_OUT, table.segmentCount())
                .filter(segment -> table.known(segment) > 0)
                .mapToDouble(segment -> table.count(segment, group))
                .toArray();
    }

    private static Statistic entropy(double[] counts) {
        double total = sum(counts);
        if (total == 0) {
            return Statistic.undetermined(Summary.EMPTY_GROUP);
        }
        double entropy = 0;
        for (double count : counts) {
            if (count > 0) {
                entropy -= count / total * StrictMath.log(count / total);
            }
        }
        return Statistic.of(Math.max(0, entropy));
    }

    static double totalVariation(double[] counts, double[] others) {
        double total = sum(counts);
        double otherTotal = sum(others);
        double difference = 0;
        for (int i = 0; i < counts.length; i++) {
            difference += Math.abs(counts[i] / total - others[i] / otherTotal);
        }
        return Math.min(1, difference / 2);
    }

    private static double klDivergence(double[] counts, double[] others) {
        boolean lacking = IntStream.range(0, counts.length).anyMatch(i -> counts[i] > 0 && others[i] == 0);
        double added = lacking ? PRIOR : 0;
        double total = sum(counts) + added * counts.length;
        double otherTotal = sum(others) + added * counts.length;
        double divergence = 0;
        for (int i = 0; i < counts.length; i++) {
            double share = (counts[i] + added) / total;
            if (share > 0) {
                divergence += share * StrictMath.log(share / ((others[i] + added) / otherTotal));
            }
        }
        return Math.max(0, divergence);
    }

    static double jensenShannon(double[] counts, double[] others) {
        double total = sum(counts);
        double otherTotal = sum(others);
        double divergence = 0;
        for (int i = 0; i < counts.length; i++) {
            double share = counts[i] / total;
            double otherShare = others[i] / otherTotal;
            double middle = (share + otherShare) / 2;
            divergence += term(share, middle) + term(otherShare, middle);
        }
        return Math.max(0, Math.min(LOG_2, divergence / 2));
    }

    private static double term(double share, double middle) {
        return share > 0 ? share * StrictMath.log(share / middle) : 0;
    }

    private static double sum(double[] counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }
}
