package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.metric.DecisionRate;
import io.github.segmentation4j.fairness.scan.DetectedSubset;
import io.github.segmentation4j.fairness.scan.IntersectionScan;
import io.github.segmentation4j.fairness.scan.Representation;
import io.github.segmentation4j.fairness.scan.RepresentationReport;
import io.github.segmentation4j.fairness.scan.ScanCells;
import io.github.segmentation4j.fairness.scan.ScanDirection;
import io.github.segmentation4j.fairness.scan.SubsetScan;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of an audit over data. */
final class Assessment {
    private static final String STAGE = "fairness audit";
    private static final int DEPTH = 3;

    private final AuditOptions options;
    private final AuditData data;
    private final RunContext context;
    private final List<AuditResult.NotAssessed> notAssessed = new ArrayList<>();

    /** An attribute that can be audited, before anything is judged. */
    private record Counted(
            AuditSubject subject,
            Groups groups,
            CanonicalRows rows,
            SegmentTable table,
            SegmentComparisons segments,
            List<GroupComparison> raw,
            List<DecisionComparisons> decisions) {}

    Assessment(AuditOptions options, AuditData data, RunContext context) {
        this.options = options;
        this.data = data;
        this.context = context;
    }

    /**
     * Runs the audit.
     *
     * @param obstacles what is known beforehand of why a subject cannot be audited, by its name
     */
    AuditResult run(Map<String, String> obstacles) {
        List<Counted> counted = new ArrayList<>();
        for (AuditSubject subject : options.subjects()) {
            context.throwIfCancelled(STAGE);
            Optional<String> obstacle =
                    Optional.ofNullable(obstacles.get(subject.name())).or(() -> subject.obstacle(data));
            if (obstacle.isPresent()) {
                notAssessed.add(new AuditResult.NotAssessed(subject.name(), obstacle.get()));
            } else {
                count(subject).ifPresent(counted::add);
            }
        }
        List<Double> adjusted = adjusted(counted);
        List<AttributeAudit> audited = new ArrayList<>();
        int from = 0;
        for (Counted attribute : counted) {
            context.report(STAGE, audited.size(), counted.size());
            int to = from + probabilities(attribute).size();
            audited.add(judge(attribute, adjusted.subList(from, to), adjusted.size(), audited.size()));
            from = to;
        }
        context.report(STAGE, counted.size(), counted.size());
        return new AuditResult(options.policy(), data.segmentNames(), audited, notAssessed, intersections(), subset());
    }

    private Optional<Counted> count(AuditSubject subject) {
        Groups groups = subject.groups(data);
        CanonicalRows rows = CanonicalRows.of(data, groups);
        int[] labels = new int[data.size()];
        Arrays.setAll(labels, rows.data()::label);
        SegmentTable table = SegmentTable.of(labels, data.segmentCount(), rows.groups());
        Optional<String> obstacle = AuditSubject.obstacle(table);
        if (obstacle.isPresent()) {
            notAssessed.add(new AuditResult.NotAssessed(subject.name(), obstacle.get()));
            return Optional.empty();
        }
        SegmentComparisons segments = new SegmentComparisons(table, options.policy());
        List<DecisionComparisons> decisions = new ArrayList<>();
        // A rate weighted by probabilities is biased; the metrics still tell it.
        if (data.hasDecisions() && groups.kind() != GroupKind.PROBABILISTIC) {
            for (DecisionRate rate : rates()) {
                context.throwIfCancelled(STAGE);
                decisions.add(new DecisionComparisons(rows.data(), rows.groups(), rate, options.policy()));
            }
        }
        return Optional.of(new Counted(subject, groups, rows, table, segments, segments.raw(), decisions));
    }

    private List<DecisionRate> rates() {
        return data.hasOutcomes()
                ? List.of(DecisionRate.SELECTION, DecisionRate.TRUE_POSITIVE, DecisionRate.FALSE_POSITIVE)
                : List.of(DecisionRate.SELECTION);
    }

    /** All probabilities of an attribute that chance is corrected for. */
    private static List<Double> probabilities(Counted attribute) {
        List<Double> all = new ArrayList<>();
        for (GroupComparison comparison : attribute.raw()) {
            if (isTested(comparison)) {
                all.add(comparison.adjustedP().orElseThrow());
            }
        }
        attribute.decisions().forEach(decisions -> all.addAll(decisions.probabilities()));
        return all;
    }

    private static boolean isTested(GroupComparison comparison) {
        return comparison.verdict() != FairnessVerdict.INSUFFICIENT_DATA
                && comparison.adjustedP().value().isPresent();
    }

    private List<Double> adjusted(List<Counted> counted) {
        double[] all = counted.stream()
                .flatMap(attribute -> probabilities(attribute).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Arrays.stream(options.policy().correction().adjust(all)).boxed().toList();
    }

    private AttributeAudit judge(Counted attribute, List<Double> adjusted, int tests, int number) {
        List<GroupComparison> comparisons = new ArrayList<>();
        int next = 0;
        for (GroupComparison raw : attribute.raw()) {
            if (isTested(raw)) {
                double p = adjusted.get(next++);
                comparisons.add(raw.judged(
                        p,
                        attribute.segments().detectableGap(raw, tests),
                        options.policy().judge(raw.ratio(), p)));
            } else {
                comparisons.add(raw);
            }
        }
        List<DecisionComparison> decisions = new ArrayList<>();
        for (DecisionComparisons rate : attribute.decisions()) {
            int to = next + rate.probabilities().size();
            decisions.addAll(rate.judged(adjusted.subList(next, to)));
            next = to;
        }
        List<FairnessVerdict> verdicts = new ArrayList<>();
        for (GroupComparison comparison : comparisons) {
            if (comparison.groupSize() > 0) {
                verdicts.add(comparison.verdict());
            }
        }
        decisions.stream()
                .filter(comparison ->
                        !comparison.isReference() && comparison.counts().size() > 0)
                .forEach(comparison -> verdicts.add(comparison.verdict()));
        return new AttributeAudit(
                attribute.table(),
                attribute.groups().suppressed(),
                together(verdicts),
                comparisons,
                decisions,
                new SubjectMetrics(
                                attribute.rows(),
                                attribute.table(),
                                context.withSeed(SeededRandom.derive(context.seed(), number)))
                        .all(),
                representation(attribute.subject()));
    }

    /**
     * The verdict on an attribute: a disparity if there is one anywhere, no material one only if every comparison shows
     * that, nothing if nothing could be compared.
     */
    static FairnessVerdict together(List<FairnessVerdict> verdicts) {
        if (verdicts.contains(FairnessVerdict.DISPARITY)) {
            return FairnessVerdict.DISPARITY;
        }
        if (verdicts.stream().allMatch(verdict -> verdict == FairnessVerdict.INSUFFICIENT_DATA)) {
            return FairnessVerdict.INSUFFICIENT_DATA;
        }
        return verdicts.stream().allMatch(verdict -> verdict == FairnessVerdict.NO_MATERIAL_DISPARITY)
                ? FairnessVerdict.NO_MATERIAL_DISPARITY
                : FairnessVerdict.INCONCLUSIVE;
    }

    private Optional<RepresentationReport> representation(AuditSubject subject) {
        return Optional.ofNullable(options.references().get(subject.name()))
                .flatMap(shares -> categories(subject)
                        .map(groups -> Representation.against(shares).of(groups)));
    }

    private Optional<Categories> categories(AuditSubject subject) {
        return subject.attributes().size() == 1
                ? data.attribute(subject.attributes().get(0))
                : Optional.empty();
    }

    /** The single attributes that were audited, known ones by category. */
    private List<Categories> scannable() {
        List<Categories> all = new ArrayList<>();
        for (AuditSubject subject : options.subjects()) {
            boolean assessed =
                    notAssessed.stream().noneMatch(missed -> missed.attribute().equals(subject.name()));
            if (assessed) {
                categories(subject).ifPresent(all::add);
            }
        }
        return all;
    }

    private List<ScannedIntersections> intersections() {
        List<Categories> attributes = scannable();
        if (!options.scansIntersections() || attributes.isEmpty()) {
            return List.of();
        }
        IntersectionScan scan =
                IntersectionScan.upTo(DEPTH).withMinimum(options.policy().minimum());
        boolean[] selected = new boolean[data.size()];
        if (data.hasDecisions()) {
            for (int row = 0; row < selected.length; row++) {
                selected[row] = data.selected(row);
            }
            return List.of(
                    new ScannedIntersections(ScannedIntersections.SELECTED, scan.scan(attributes, selected, context)));
        }
        List<ScannedIntersections> scans = new ArrayList<>();
        for (int segment = 0; segment < data.segmentCount(); segment++) {
            for (int row = 0; row < selected.length; row++) {
                selected[row] = data.label(row) == segment;
            }
            scans.add(new ScannedIntersections(segment + 1, scan.scan(attributes, selected, context)));
        }
        return scans;
    }

    private Optional<DetectedSubset> subset() {
        List<Categories> attributes = scannable();
        if (!options.scansSubsets() || attributes.isEmpty() || !data.hasDecisions()) {
            return Optional.empty();
        }
        boolean[] selected = new boolean[data.size()];
        int hits = 0;
        for (int row = 0; row < selected.length; row++) {
            selected[row] = data.selected(row);
            hits += selected[row] ? 1 : 0;
        }
        double[] expected = data.expected().orElse(new double[0]);
        if (expected.length == 0) {
            if (hits == 0 || hits == selected.length) {
                return Optional.empty();
            }
            expected = new double[selected.length];
            Arrays.fill(expected, (double) hits / selected.length);
        }
        return Optional.of(
                SubsetScan.of(ScanDirection.LOWER).scan(ScanCells.of(attributes, selected, expected), context));
    }
}
