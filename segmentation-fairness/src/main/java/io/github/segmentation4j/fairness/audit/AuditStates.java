package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.scan.DetectedSubset;
import io.github.segmentation4j.fairness.scan.GroupRepresentation;
import io.github.segmentation4j.fairness.scan.Intersection;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.List;

/** Puts a result into a tree of plain values, without the counts that may not be told. */
final class AuditStates {
    static final String TYPE = "fairness-audit/1";

    private final AuditResult result;
    private final int minimum;

    AuditStates(AuditResult result, int minimum) {
        this.result = result;
        this.minimum = minimum;
    }

    ModelState whole() {
        AuditPolicy policy = result.policy();
        List<ModelState> missed = new ArrayList<>();
        result.notAssessed()
                .forEach(one -> missed.add(ModelState.of("not-assessed/1")
                        .put("attribute", one.attribute())
                        .put("reason", one.reason())
                        .build()));
        ModelState.Builder state = ModelState.of(TYPE)
                .put("disclosureMinimum", minimum)
                .put("bounds", policy.bounds().name())
                .put("lowestRatio", policy.bounds().lowest())
                .put("highestRatio", policy.bounds().highest())
                .put("level", policy.level())
                .put("correction", policy.correction().name())
                .put("smallestComparedGroup", policy.minimum())
                .putChildren(
                        "attributes",
                        result.audited().stream().map(this::attribute).toList())
                .putChildren("notAssessed", missed)
                .putChildren(
                        "intersections",
                        result.intersections().stream().map(this::intersections).toList());
        result.subset().ifPresent(subset -> state.put("subset", subset(subset)));
        return state.build();
    }

    private ModelState attribute(AttributeAudit attribute) {
        Disclosure disclosure = Disclosure.of(attribute.table(), minimum);
        boolean metricsTold = MetricDisclosure.tells(attribute, minimum);
        ModelState.Builder state = ModelState.of("attribute/1")
                .put("name", attribute.name())
                .put("verdict", attribute.verdict().name())
                .putTexts("groups", attribute.table().groupNames())
                .put("segments", attribute.table().segmentCount())
                .put("hiddenCounts", disclosure.hidden())
                .put("groupsPutAside", AuditWords.aside(attribute))
                .putChildren(
                        "comparisons",
                        attribute.comparisons().stream()
                                .map(comparison -> comparison(
                                        comparison,
                                        disclosure.tells(
                                                comparison.segment(),
                                                attribute.table().indexOf(comparison.group()))))
                                .toList())
                .putChildren(
                        "decisions",
                        attribute.decisions().stream().map(this::decision).toList())
                .putChildren(
                        "metrics",
                        attribute.metrics().stream()
                                .map(metric -> metric(metric, metricsTold))
                                .toList());
        attribute.representation().ifPresent(report -> {
            RepresentationExhibit exhibit = new RepresentationExhibit(report, minimum);
            List<ModelState> groups = new ArrayList<>();
            report.groups().forEach(group -> groups.add(representation(group, exhibit.tells())));
            state.putChildren("representation", groups);
            put(state, "representationP", report.p(), exhibit.tells());
        });
        return state.build();
    }

    private ModelState comparison(GroupComparison comparison, boolean told) {
        ModelState.Builder state = ModelState.of("comparison/1")
                .put("group", comparison.group())
                .put("segment", comparison.segment())
                .put("segmentName", result.segment(comparison.segment()))
                .put("verdict", comparison.verdict().name())
                .put("told", told);
        if (told) {
            state.put("members", comparison.members())
                    .put("segmentSize", comparison.segmentSize())
                    .put("groupSize", comparison.groupSize())
                    .put("total", comparison.total());
            comparison.share().ifPresent(share -> put(state, "share", share.statistic(), true));
        }
        put(state, "ratio", comparison.ratio(), told);
        put(state, "difference", comparison.difference(), told);
        put(state, "adjustedP", comparison.adjustedP(), told);
        put(state, "equivalenceP", comparison.equivalenceP(), told);
        put(state, "detectableGap", comparison.detectableGap(), told);
        return state.build();
    }

    private ModelState decision(DecisionComparison comparison) {
        boolean told = comparison.mayBeTold(minimum);
        ModelState.Builder state = ModelState.of("decision/1")
                .put("rate", comparison.rate().name())
                .put("group", comparison.group())
                .put("reference", comparison.reference())
                .put("verdict", comparison.verdict().name())
                .put("told", told);
        if (told) {
            state.put("selected", comparison.counts().hits())
                    .put("of", comparison.counts().size())
                    .put("referenceSelected", comparison.counts().otherHits())
                    .put("referenceOf", comparison.counts().otherSize());
        }
        put(state, "share", comparison.share(), told);
        put(state, "ratio", comparison.ratio(), told);
        put(state, "difference", comparison.difference(), told);
        put(state, "adjustedP", comparison.adjustedP(), told);
        put(state, "equivalenceP", comparison.equivalenceP(), told);
        put(state, "conditionalOddsRatio", comparison.conditionalOddsRatio(), told);
        put(state, "conditionalAdjustedP", comparison.conditionalAdjustedP(), told);
        return state.build();
    }

    private ModelState metric(MetricValue metric, boolean told) {
        ModelState.Builder state = ModelState.of("metric/1")
                .put("metric", metric.metric())
                .put("definition", metric.definition())
                .put("ideal", metric.ideal());
        put(state, "value", metric.value(), told);
        return state.build();
    }

    private ModelState representation(GroupRepresentation group, boolean told) {
        ModelState.Builder state = ModelState.of("representation/1")
                .put("group", group.group())
                .put("referenceShare", group.referenceShare());
        if (told) {
            state.put("persons", group.persons()).put("of", group.of());
        }
        put(state, "share", group.share(), told);
        put(state, "ratio", group.ratio(), told);
        return state.build();
    }

    private ModelState intersections(ScannedIntersections scan) {
        List<ModelState> significant = new ArrayList<>();
        for (Intersection intersection :
                scan.report().significant(result.policy().level())) {
            boolean told = ScanExhibits.tells(intersection, minimum);
            ModelState.Builder state = ModelState.of("intersection/1").put("intersection", AuditWords.of(intersection));
            put(state, "rate", intersection.rate(), told);
            put(state, "otherRate", intersection.otherRate(), told);
            put(state, "adjustedP", Statistic.of(intersection.adjustedP()), told);
            significant.add(state.build());
        }
        return ModelState.of("intersections/1")
                .put("target", AuditWords.target(scan, result))
                .put("compared", scan.report().intersections().size())
                .put("tooSmall", scan.report().tooSmall())
                .put("withoutRest", scan.report().withoutRest())
                .putChildren("significant", significant)
                .build();
    }

    private ModelState subset(DetectedSubset subset) {
        boolean told = ScanExhibits.tells(subset, minimum);
        ModelState.Builder state = ModelState.of("subset/1")
                .put("subset", subset.isPresent() ? AuditWords.subset(subset) : "nobody")
                .put("told", told);
        if (told) {
            state.put("persons", subset.persons())
                    .put("selected", subset.observed())
                    .put("expected", subset.expected());
        }
        put(state, "p", subset.p(), true);
        return state.build();
    }

    /** A number as a state of its own: with its interval, or with the reason why there is none or it is not told. */
    private static void put(ModelState.Builder state, String name, Statistic statistic, boolean told) {
        ModelState.Builder number = ModelState.of("statistic/1");
        if (statistic instanceof Statistic.Undetermined none) {
            number.put("reason", none.reason());
        } else if (!told) {
            number.put("reason", "not told because of few persons");
        } else {
            number.put("value", statistic.orElseThrow());
            if (statistic instanceof Statistic.Estimate estimate) {
                number.put("lower", estimate.lower())
                        .put("upper", estimate.upper())
                        .put("confidence", estimate.confidence());
            }
        }
        state.put(name, number.build());
    }
}
