package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentDistances;
import io.github.segmentation4j.fairness.metric.GroupValues.GroupValue;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Whether the segments fit all groups equally well. Persons in no segment are not counted.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: M. Ghadiri, S. Samadi, S. Vempala, Socially fair k-means clustering, Proceedings of the ACM Conference
 * on Fairness, Accountability, and Transparency, 2021; P. J. Rousseeuw, Silhouettes, Journal of Computational and
 * Applied Mathematics 20, 1987.
 */
public final class DistanceMetrics {
    private DistanceMetrics() {}

    /** A number of a row, if it has one. */
    private interface OfRow {
        OptionalDouble of(SegmentDistances data, int row);
    }

    /** The mean squared distance of each group to the centres; the summary is that of the worst group. */
    public static GroupMetric<SegmentDistances> socialCost() {
        return costs(
                "social-cost",
                "How badly the segments fit the group they fit worst: its mean squared distance to the centres.",
                0,
                Summary::highest);
    }

    /**
     * The mean squared distance of each group to the centres; the summary is the lowest divided by the highest, 0 to 1.
     */
    public static GroupMetric<SegmentDistances> socialCostRatio() {
        return costs(
                "social-cost-ratio",
                "The mean squared distance to the centres of the group the segments fit best, divided by that of the"
                        + " group they fit worst.",
                1,
                Summary::ratio);
    }

    /** The mean squared distance of a group to the centres, divided by that of another one; 0 or more. */
    public static FairnessMetric<SegmentDistances> socialCostRatio(String group, String reference) {
        GroupMetric<SegmentDistances> costs = socialCost();
        return new Metric<>(
                "social-cost-ratio",
                "The mean squared distance of '" + group + "' to the centres, divided by that of '" + reference + "'.",
                1,
                data -> {
                    GroupValues values = costs.byGroup(data);
                    return Summary.quotient(
                            values.of(group).value(), values.of(reference).value());
                });
    }

    /** The mean silhouette width of each group; the summary is the highest minus the lowest, 0 to 2. */
    public static GroupMetric<SegmentDistances> silhouetteDifference() {
        return new Metric.OfGroups<>(
                "silhouette-difference",
                "How clearly persons belong to their segment: that of the group with the clearest segments minus that of"
                        + " the group with the vaguest.",
                0,
                data -> means(
                        data,
                        data.hasSilhouetteWidths(),
                        "no silhouette widths are known; add them with withSilhouetteWidths",
                        SegmentDistances::silhouetteWidth,
                        Summary::range));
    }

    private static GroupMetric<SegmentDistances> costs(
            String id, String definition, double ideal, Function<List<GroupValue>, Statistic> summary) {
        return new Metric.OfGroups<>(
                id,
                definition,
                ideal,
                data -> means(
                        data,
                        data.hasSquaredDistances(),
                        "no squared distances are known; add them with withSquaredDistances",
                        SegmentDistances::squaredDistance,
                        summary));
    }

    private static GroupValues means(
            SegmentDistances data,
            boolean known,
            String reason,
            OfRow number,
            Function<List<GroupValue>, Statistic> summary) {
        Groups groups = data.groups();
        double[] weights = new double[groups.groupCount()];
        double[] sums = new double[groups.groupCount()];
        for (int row = 0; known && row < groups.size(); row++) {
            OptionalDouble own = number.of(data, row);
            for (int group = 0; own.isPresent() && group < weights.length; group++) {
                weights[group] += groups.membership(row, group);
                sums[group] += groups.membership(row, group) * own.getAsDouble();
            }
        }
        String none = known ? "nobody of the group is in a segment" : reason;
        List<GroupValue> values = Summary.each(
                groups.names(),
                group -> weights[group],
                group -> weights[group] > 0
                        ? Summary.finite(sums[group] / weights[group], "the mean")
                        : Statistic.undetermined(none));
        return new GroupValues(values, summary.apply(values));
    }
}
