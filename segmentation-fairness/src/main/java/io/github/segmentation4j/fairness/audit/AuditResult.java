package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.fairness.scan.DetectedSubset;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link FairnessAudit} found. The accessors give every number, those about very few persons included; {@link
 * #toCheckResult} and {@link #state} give what may leave the house.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class AuditResult {
    private final AuditPolicy policy;
    private final List<String> segmentNames;
    private final List<AttributeAudit> audited;
    private final List<NotAssessed> notAssessed;
    private final List<ScannedIntersections> intersections;
    private final Optional<DetectedSubset> subset;

    /** An attribute that could not be audited, and why. */
    record NotAssessed(String attribute, String reason) {}

    AuditResult(
            AuditPolicy policy,
            List<String> segmentNames,
            List<AttributeAudit> audited,
            List<NotAssessed> notAssessed,
            List<ScannedIntersections> intersections,
            Optional<DetectedSubset> subset) {
        this.policy = policy;
        this.segmentNames = segmentNames;
        this.audited = List.copyOf(audited);
        this.notAssessed = List.copyOf(notAssessed);
        this.intersections = List.copyOf(intersections);
        this.subset = subset;
    }

    /**
     * The verdict on each attribute, those that could not be audited included, which are {@link
     * FairnessVerdict#INSUFFICIENT_DATA}.
     */
    public Map<String, FairnessVerdict> verdicts() {
        Map<String, FairnessVerdict> verdicts = new LinkedHashMap<>();
        audited.forEach(attribute -> verdicts.put(attribute.name(), attribute.verdict()));
        notAssessed.forEach(attribute -> verdicts.put(attribute.attribute(), FairnessVerdict.INSUFFICIENT_DATA));
        return verdicts;
    }

    /** For each attribute that could be audited, every group in every segment: by attribute, segment and group. */
    public List<GroupComparison> comparisons() {
        List<GroupComparison> all = new ArrayList<>();
        audited.forEach(attribute -> all.addAll(attribute.comparisons()));
        return List.copyOf(all);
    }

    /** For each attribute that could be audited, every metric that has a value or a reason for having none. */
    public List<MetricValue> metrics() {
        List<MetricValue> all = new ArrayList<>();
        audited.forEach(attribute -> all.addAll(attribute.metrics()));
        return List.copyOf(all);
    }

    /** For each attribute and rate every group against the one with the highest rate; empty without decisions. */
    public List<DecisionComparison> decisions() {
        List<DecisionComparison> all = new ArrayList<>();
        audited.forEach(attribute -> all.addAll(attribute.decisions()));
        return List.copyOf(all);
    }

    /**
     * The result as findings and exhibits.
     *
     * @param disclosureMinimum counts of fewer persons are in no message and no plain number, at least 1
     */
    public CheckResult toCheckResult(int disclosureMinimum) {
        requireMinimum(disclosureMinimum);
        return new CheckResult(
                FairnessAudit.ID,
                new AuditFindings(this, disclosureMinimum).all(),
                new AuditExhibits(this, disclosureMinimum).all());
    }

    /**
     * The whole result as a tree of plain values.
     *
     * @param disclosureMinimum counts of fewer persons, and what would tell them, are left out; at least 1
     */
    public ModelState state(int disclosureMinimum) {
        requireMinimum(disclosureMinimum);
        return new AuditStates(this, disclosureMinimum).whole();
    }

    private static void requireMinimum(int disclosureMinimum) {
        if (disclosureMinimum < 1) {
            throw new IllegalArgumentException("the disclosure minimum must be at least 1, was " + disclosureMinimum);
        }
    }

    AuditPolicy policy() {
        return policy;
    }

    List<AttributeAudit> audited() {
        return audited;
    }

    List<NotAssessed> notAssessed() {
        return notAssessed;
    }

    List<ScannedIntersections> intersections() {
        return intersections;
    }

    Optional<DetectedSubset> subset() {
        return subset;
    }

    /** How a segment is told. */
    String segment(int number) {
        if (number == 0) {
            return "no segment";
        }
        return segmentNames.isEmpty()
                ? "segment " + number
                : "segment " + number + " (" + segmentNames.get(number - 1) + ")";
    }

    @Override
    public String toString() {
        return "fairness audit " + verdicts();
    }
}
