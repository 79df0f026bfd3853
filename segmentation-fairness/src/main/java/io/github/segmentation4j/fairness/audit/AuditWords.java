package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.group.GroupSize;
import io.github.segmentation4j.fairness.inference.Correction;
import io.github.segmentation4j.fairness.metric.DecisionRate;
import io.github.segmentation4j.fairness.scan.DetectedSubset;
import io.github.segmentation4j.fairness.scan.Intersection;
import java.util.List;
import java.util.Locale;

/** Words that findings and exhibits have in common. */
final class AuditWords {
    /** The name of the reference where groups overlap. */
    static final String ALL_OTHERS = "(all others)";

    private AuditWords() {}

    static String of(DecisionRate rate) {
        return rate == DecisionRate.SELECTION
                ? "selection rate"
                : rate.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " rate";
    }

    static String reference(DecisionComparison comparison) {
        return comparison.reference().equals(ALL_OTHERS)
                ? "all others"
                : "group '" + comparison.reference() + "', which has the highest";
    }

    static String target(ScannedIntersections scan, AuditResult result) {
        return scan.target() == ScannedIntersections.SELECTED ? "the selection" : result.segment(scan.target());
    }

    static String of(Intersection intersection) {
        List<String> parts = intersection.values().entrySet().stream()
                .map(entry -> entry.getKey() + " is " + entry.getValue())
                .toList();
        return String.join(" and ", parts);
    }

    /** The rate by that of everybody else; 0 rates of the others make it infinite, 0 on both sides 1. */
    static double ratio(Intersection intersection) {
        double rate = (double) intersection.hits() / intersection.persons();
        double others = (double) intersection.otherHits() / intersection.otherPersons();
        return rate == others ? 1 : rate / others;
    }

    static String subset(DetectedSubset subset) {
        List<String> parts = subset.restrictions().entrySet().stream()
                .map(entry -> entry.getKey() + " is " + String.join(" or ", entry.getValue()))
                .toList();
        return parts.isEmpty() ? "everybody" : String.join(" and ", parts);
    }

    static String of(Correction correction) {
        return switch (correction) {
            case HOLM -> "Holm";
            case BENJAMINI_HOCHBERG -> "Benjamini and Hochberg";
            case BENJAMINI_YEKUTIELI -> "Benjamini and Yekutieli";
        };
    }

    /** The groups that are in no comparison because they were put aside as too small. */
    static String aside(AttributeAudit attribute) {
        List<String> names = attribute.aside().stream().map(GroupSize::group).toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
