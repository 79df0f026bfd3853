package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.group.GroupSize;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.scan.RepresentationReport;
import java.util.List;
import java.util.Optional;

/**
 * All that was found of one attribute.
 *
 * @param table who is where
 * @param aside groups that were put aside as too small before
 * @param verdict of all comparisons together
 * @param comparisons every group in every segment
 * @param decisions every group against the one with the highest rate
 * @param metrics in the order they are shown
 * @param representation against a reference population, if there is one
 */
record AttributeAudit(
        SegmentTable table,
        List<GroupSize> aside,
        FairnessVerdict verdict,
        List<GroupComparison> comparisons,
        List<DecisionComparison> decisions,
        List<MetricValue> metrics,
        Optional<RepresentationReport> representation) {
    AttributeAudit {
        comparisons = List.copyOf(comparisons);
        decisions = List.copyOf(decisions);
        metrics = List.copyOf(metrics);
    }

    String name() {
        return table.name();
    }
}
