package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.cluster.GroupCosts;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.metric.FairnessMetric;
import io.github.segmentation4j.fairness.metric.RepresentationMetrics;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers about groups in the result of {@code cluster}.
 *
 * @param figures by name; of several attributes the worst
 * @param costs the cost of each group by its name, with the attribute before it where there are several
 * @param remark who is in no group, if anybody is
 */
record FairFigures(Map<String, Statistic> figures, Map<String, GroupCosts.GroupCost> costs, Optional<String> remark) {
    static final String COSTS = "groupCosts";

    static FairFigures of(FeatureMatrix matrix, Clustering clustering, List<Categories> attributes) {
        Map<String, GroupCosts.GroupCost> costs = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        for (Categories attribute : attributes) {
            GroupCosts measured = GroupCosts.of(matrix, clustering, attribute);
            String prefix = attributes.size() == 1 ? "" : attribute.name() + "=";
            measured.groups().forEach(group -> costs.put(prefix + group.group(), group));
            if (measured.missing() > 0) {
                remarks.add(measured.missing() + " rows are of no known group of " + attribute.name());
            }
        }
        Comparator<Statistic> bySize = Comparator.comparingDouble(Statistic::orElseThrow);
        Map<String, Statistic> figures = new LinkedHashMap<>();
        figures.put("balance", worst(RepresentationMetrics.balance(), clustering, attributes, bySize));
        figures.put(
                "klError", worst(RepresentationMetrics.klFairnessError(), clustering, attributes, bySize.reversed()));
        figures.put("gap", gap(costs));
        return new FairFigures(
                figures, costs, remarks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", remarks)));
    }

    /** These figures with another gap: that of a certificate. */
    FairFigures withGap(Statistic gap) {
        Map<String, Statistic> changed = new LinkedHashMap<>(figures);
        changed.put("gap", gap);
        return new FairFigures(changed, costs, remark);
    }

    private static Statistic worst(
            FairnessMetric<SegmentTable> metric,
            Clustering clustering,
            List<Categories> attributes,
            Comparator<Statistic> worstFirst) {
        List<Statistic> values = attributes.stream()
                .map(attribute -> metric.evaluate(SegmentTable.of(clustering, Groups.of(attribute))))
                .toList();
        return values.stream()
                .filter(value -> value.value().isPresent())
                .min(worstFirst)
                .orElse(values.get(0));
    }

    /** How much more the largest cost of a group is than the smallest. */
    private static Statistic gap(Map<String, GroupCosts.GroupCost> costs) {
        double[] known = costs.values().stream()
                .flatMapToDouble(group -> group.cost().value().stream())
                .sorted()
                .toArray();
        return known.length < 2
                ? Statistic.undetermined("fewer than two groups have rows in a cluster")
                : Statistic.of(known[known.length - 1] - known[0]);
    }
}
