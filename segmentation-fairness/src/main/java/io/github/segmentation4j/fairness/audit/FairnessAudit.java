package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.statistic.HolmCorrection;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares, for each protected attribute, the share of every group in every segment with the share of that group among
 * all segmented customers.
 *
 * <p>A {@link FairnessVerdict#DISPARITY} needs two things: a ratio of the shares outside 0.8 to 1.25, and a difference
 * from the customers outside the segment that chance does not explain (two-proportion z, Fisher's exact test where a
 * cell is expected to hold fewer than 5, corrected by Holm over all groups, segments and attributes to a level of 0.05).
 * The bounds come from the four-fifths rule, a screen of US employment practice: here they are a threshold to be set,
 * and no verdict is a legal conclusion.
 *
 * <p>Nothing is dropped in silence. Groups or segments of fewer than 20 persons are {@link
 * FairnessVerdict#INSUFFICIENT_DATA} and counted; customers in no segment are compared like a segment; persons whose
 * group is missing have a row of their own; an attribute that cannot be audited is a finding.
 *
 * <p>By default a disparity, a segment of almost one group (at least 95 % of a segment from a group of less than 80 %
 * overall) and an attribute that cannot be audited warn, so that a first run shows what there is; {@link
 * #blockingOnDisparity()} makes all three block.
 *
 * <pre>{@code
 * FairnessAudit.of("sex", "race").intersecting("sex", "race").blockingOnDisparity()
 * }</pre>
 *
 * <p>Costs one pass over the customers for each attribute. Immutable and safe for use by several threads.
 *
 * <p>References: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
 * 1979; E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927; US Equal
 * Employment Opportunity Commission, Uniform Guidelines on Employee Selection Procedures, 1978.
 */
public final class FairnessAudit implements SegmentationCheck {
    private final List<List<String>> subjects;
    private final AuditPolicy policy;

    private FairnessAudit(List<List<String>> subjects, AuditPolicy policy) {
        this.subjects = List.copyOf(new LinkedHashSet<>(subjects));
        this.policy = policy;
    }

    /**
     * An audit of protected attributes.
     *
     * @param attribute a protected attribute of the schema
     * @param more further ones
     */
    public static FairnessAudit of(String attribute, String... more) {
        List<List<String>> subjects = new ArrayList<>();
        subjects.add(List.of(attribute));
        for (String name : more) {
            subjects.add(List.of(name));
        }
        return new FairnessAudit(subjects, AuditPolicy.standard());
    }

    /** This audit and, beside it, one of the combinations of attributes, such as women of each race. */
    public FairnessAudit intersecting(String first, String second, String... more) {
        List<String> crossed = new ArrayList<>(List.of(first, second));
        crossed.addAll(List.of(more));
        if (new LinkedHashSet<>(crossed).size() < crossed.size()) {
            throw new IllegalArgumentException("an attribute cannot be crossed with itself, were " + crossed);
        }
        List<List<String>> all = new ArrayList<>(subjects);
        all.add(List.copyOf(crossed));
        return new FairnessAudit(all, policy);
    }

    /**
     * This audit with other bounds for the ratio of shares. Default: 0.8 and 1.25.
     *
     * @param lowest above 0 and at most 1
     * @param highest at least 1
     */
    public FairnessAudit withinRatios(double lowest, double highest) {
        return new FairnessAudit(subjects, policy.withRatios(lowest, highest));
    }

    /** This audit with another probability of a false alarm over all comparisons. Default: 0.05. */
    public FairnessAudit atLevel(double level) {
        return new FairnessAudit(subjects, policy.withLevel(level));
    }

    /** This audit with another smallest group and segment to compare. Default: 20 persons. */
    public FairnessAudit comparingAtLeast(int persons) {
        return new FairnessAudit(subjects, policy.withMinimum(persons));
    }

    /** This audit with another severity of a verdict. Default: a disparity warns, the others pass. */
    public FairnessAudit on(FairnessVerdict verdict, Verdict severity) {
        return new FairnessAudit(subjects, policy.with(verdict, Objects.requireNonNull(severity, "severity")));
    }

    /** This audit with another severity of a segment of almost one group. Default: it warns. */
    public FairnessAudit onSingleGroup(Verdict severity) {
        return new FairnessAudit(subjects, policy.withSingleGroup(Objects.requireNonNull(severity, "severity")));
    }

    /** This audit with another severity of an attribute that cannot be audited. Default: it warns. */
    public FairnessAudit onNotAssessable(Verdict severity) {
        return new FairnessAudit(subjects, policy.withNotAssessable(Objects.requireNonNull(severity, "severity")));
    }

    /** This audit in its strict form: what warns by default blocks. */
    public FairnessAudit blockingOnDisparity() {
        return on(FairnessVerdict.DISPARITY, Verdict.BLOCK)
                .onSingleGroup(Verdict.BLOCK)
                .onNotAssessable(Verdict.BLOCK);
    }

    @Override
    public String id() {
        return "fairness-audit";
    }

    @Override
    public String description() {
        List<String> names =
                subjects.stream().map(subject -> String.join(" x ", subject)).toList();
        return "Every group of " + String.join(", ", names) + " has between " + policy.lowestRatio() + " and "
                + policy.highestRatio() + " times its overall share in every segment.";
    }

    /**
     * The comparisons behind the findings: for each attribute that can be audited, every group in every segment.
     *
     * @return in the order of the attributes, then of the segments, then of the groups
     */
    public List<GroupComparison> compare(SegmentationDraft draft) {
        return judge(assessable(draft));
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        List<Finding> findings = new ArrayList<>();
        for (List<String> subject : subjects) {
            obstacle(draft, subject).ifPresent(reason -> findings.add(notAssessable(subject, reason)));
        }
        List<GroupCounts> counts = assessable(draft);
        List<GroupComparison> comparisons = judge(counts);
        AuditReport report = new AuditReport(policy, draft);
        List<Exhibit> exhibits = new ArrayList<>();
        for (GroupCounts attribute : counts) {
            List<GroupComparison> own = comparisons.stream()
                    .filter(comparison -> comparison.attribute().equals(attribute.attribute()))
                    .toList();
            findings.addAll(report.findings(attribute, own));
            exhibits.add(report.table(attribute, own));
        }
        return new CheckResult(id(), findings, exhibits);
    }

    private List<GroupCounts> assessable(SegmentationDraft draft) {
        return subjects.stream()
                .filter(subject -> obstacle(draft, subject).isEmpty())
                .map(subject -> count(draft, subject))
                .toList();
    }

    private static GroupCounts count(SegmentationDraft draft, List<String> subject) {
        AuditView audit = draft.audit();
        Categories groups = audit.groups(subject.get(0));
        for (String name : subject.subList(1, subject.size())) {
            groups = groups.crossedWith(audit.groups(name));
        }
        return new GroupCounts(groups, draft.clustering());
    }

    /** Why an attribute cannot be audited, if it cannot. */
    private static Optional<String> obstacle(SegmentationDraft draft, List<String> subject) {
        for (String name : subject) {
            Optional<Attribute> attribute = draft.schema().findAttribute(name);
            if (attribute.isEmpty()) {
                return Optional.of("the schema has no attribute '" + name + "'");
            }
            if (attribute.get().role() != AttributeRole.PROTECTED) {
                return Optional.of("attribute '" + name + "' is not declared protected");
            }
            boolean grouped =
                    switch (attribute.get().type()) {
                        case CATEGORY, BOOLEAN -> true;
                        case NUMBER -> attribute.get().bands().length > 0;
                        case INSTANT, TEXT -> false;
                    };
            if (!grouped) {
                return Optional.of("attribute '" + name + "' has no groups; declare it as a category, a flag, or a"
                        + " number with bands");
            }
        }
        GroupCounts counts = count(draft, subject);
        if (counts.known() == 0) {
            return Optional.of("it is missing for every customer");
        }
        return counts.inhabitedGroups() < 2
                ? Optional.of("all customers whose group is known belong to one group")
                : Optional.empty();
    }

    private Finding notAssessable(List<String> subject, String reason) {
        String name = String.join(" x ", subject);
        return Finding.of(
                        policy.notAssessable(),
                        "fairness.not-assessable",
                        "fairness towards " + name + " was not assessed: " + reason
                                + "; that is no sign of fairness, supply the attribute or drop it from the audit")
                .about(name);
    }

    private List<GroupComparison> judge(List<GroupCounts> attributes) {
        List<GroupComparison> raw = new ArrayList<>();
        for (GroupCounts attribute : attributes) {
            for (int segment : attribute.segments()) {
                raw.addAll(attribute.compare(segment, policy.minimum()));
            }
        }
        double[] adjusted = HolmCorrection.adjust(raw.stream()
                .filter(comparison -> comparison.verdict() != FairnessVerdict.INSUFFICIENT_DATA)
                .mapToDouble(comparison -> comparison.adjustedP().orElseThrow())
                .toArray());
        List<GroupComparison> judged = new ArrayList<>(raw.size());
        int next = 0;
        for (GroupComparison comparison : raw) {
            judged.add(
                    comparison.verdict() == FairnessVerdict.INSUFFICIENT_DATA
                            ? comparison
                            : judged(comparison, adjusted[next++]));
        }
        return List.copyOf(judged);
    }

    private GroupComparison judged(GroupComparison raw, double adjustedP) {
        return new GroupComparison(
                raw.attribute(),
                raw.group(),
                raw.segment(),
                raw.members(),
                raw.segmentSize(),
                raw.groupSize(),
                raw.total(),
                raw.share(),
                raw.ratio(),
                Statistic.of(adjustedP),
                policy.judge(raw, adjustedP));
    }
}
