package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.inference.Correction;
import io.github.segmentation4j.fairness.inference.TwoProportions;
import io.github.segmentation4j.fairness.scan.Representation;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares, for each protected attribute, the share of every group in every segment with the share of that group among
 * all segmented customers; and where it is known what was decided, how often each group was selected. Runs as a check of
 * a proposal, or on any segmentation made elsewhere, see {@link #assess}.
 *
 * <p>A {@link FairnessVerdict#DISPARITY} needs two things: a ratio of the shares outside 0.8 to 1.25, and a difference
 * from the customers outside the segment that chance does not explain: the test is chosen by the counts, see {@link
 * TwoProportions#test}, and corrected by Holm over all groups, segments, attributes and decisions to a level of 0.05.
 * {@link FairnessVerdict#NO_MATERIAL_DISPARITY} needs evidence as well: the whole interval of 95 % within the bounds.
 * The bounds come from the four-fifths rule, a screen of US employment practice: here they are a threshold to be set,
 * and no verdict is a legal conclusion.
 *
 * <p>Nothing is dropped in silence. Groups or segments of fewer than 20 persons, and groups that leave fewer beside
 * them, are {@link FairnessVerdict#INSUFFICIENT_DATA} and counted; an attribute of which nothing can be compared was not
 * assessed, which never passes in silence; customers in no segment are compared like a segment; persons whose
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
 * <p>Costs a few passes over the customers for each attribute; the intervals of metrics come from resamples, of which
 * there are fewer the more customers there are. Immutable and safe for use by several threads.
 *
 * <p>References: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
 * 1979; E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927; P. A. R.
 * Koopman, Confidence intervals for the ratio of two binomial proportions, Biometrics 40, 1984; D. J. Schuirmann, A
 * comparison of the two one-sided tests procedure, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987; US Equal
 * Employment Opportunity Commission, Uniform Guidelines on Employee Selection Procedures, 1978.
 */
public final class FairnessAudit implements SegmentationCheck {
    static final String ID = "fairness-audit";

    private final AuditOptions options;

    private FairnessAudit(AuditOptions options) {
        this.options = options;
    }

    /**
     * An audit of protected attributes.
     *
     * @param attribute a protected attribute of the schema, or of the data given to {@link #assess}
     * @param more further ones
     */
    public static FairnessAudit of(String attribute, String... more) {
        List<AuditSubject> subjects = new ArrayList<>();
        subjects.add(new AuditSubject(List.of(attribute)));
        for (String name : more) {
            subjects.add(new AuditSubject(List.of(name)));
        }
        return new FairnessAudit(
                new AuditOptions(subjects, AuditPolicy.standard(), Map.of(), Set.of(AuditOptions.Extra.METRICS)));
    }

    /** This audit and, beside it, one of the combinations of attributes, such as women of each race. */
    public FairnessAudit intersecting(String first, String second, String... more) {
        List<String> crossed = new ArrayList<>(List.of(first, second));
        crossed.addAll(List.of(more));
        if (new LinkedHashSet<>(crossed).size() < crossed.size()) {
            throw new IllegalArgumentException("an attribute cannot be crossed with itself, were " + crossed);
        }
        return new FairnessAudit(options.with(new AuditSubject(crossed)));
    }

    /**
     * This audit and, beside it, a search of all intersections of up to three attributes for those that are in a segment,
     * or selected if decisions are known, more or less often than everybody else.
     */
    public FairnessAudit scanningIntersections() {
        return new FairnessAudit(options.with(AuditOptions.Extra.INTERSECTIONS));
    }

    /**
     * This audit and, beside it, a search for the subset of persons that is selected least often against what was
     * expected, see {@link AuditData#withExpected}. Without decisions there is nothing to search.
     */
    public FairnessAudit scanningSubsets() {
        return new FairnessAudit(options.with(AuditOptions.Extra.SUBSETS));
    }

    /**
     * This audit and, beside it, a comparison of an audited attribute with a reference population, such as the country.
     *
     * @param attribute one of the attributes of this audit
     * @param shares for each group its share there; they must sum to 1 up to 0.01
     */
    public FairnessAudit against(String attribute, Map<String, Double> shares) {
        Representation.against(shares);
        if (options.subjects().stream().noneMatch(subject -> subject.name().equals(attribute))) {
            throw new IllegalArgumentException(
                    "there is no attribute '" + attribute + "' in this audit; name it in of(...) first");
        }
        return new FairnessAudit(options.against(attribute, shares));
    }

    /**
     * This audit with other bounds for the ratio of shares. Default: 0.8 and 1.25.
     *
     * @param lowest above 0 and at most 1
     * @param highest at least 1
     */
    public FairnessAudit withinRatios(double lowest, double highest) {
        return within(PracticalBounds.of(lowest, highest));
    }

    /** This audit with other bounds for the ratio of shares. Default: {@link PracticalBounds#fourFifths()}. */
    public FairnessAudit within(PracticalBounds bounds) {
        return with(options.policy().withBounds(Objects.requireNonNull(bounds, "bounds")));
    }

    /** This audit with another probability of a false alarm over all comparisons. Default: 0.05. */
    public FairnessAudit atLevel(double level) {
        return with(options.policy().withLevel(level));
    }

    /** This audit with another correction for many comparisons. Default: {@link Correction#HOLM}. */
    public FairnessAudit correctedBy(Correction correction) {
        return with(options.policy().withCorrection(Objects.requireNonNull(correction, "correction")));
    }

    /** This audit with another smallest group and segment to compare. Default: 20 persons. */
    public FairnessAudit comparingAtLeast(int persons) {
        return with(options.policy().withMinimum(persons));
    }

    /** This audit with another severity of a verdict. Default: a disparity warns, the others pass. */
    public FairnessAudit on(FairnessVerdict verdict, Verdict severity) {
        return with(options.policy().with(verdict, Objects.requireNonNull(severity, "severity")));
    }

    /** This audit with another severity of a segment of almost one group. Default: it warns. */
    public FairnessAudit onSingleGroup(Verdict severity) {
        return with(options.policy().withSingleGroup(Objects.requireNonNull(severity, "severity")));
    }

    /** This audit with another severity of an attribute that cannot be audited. Default: it warns. */
    public FairnessAudit onNotAssessable(Verdict severity) {
        return with(options.policy().withNotAssessable(Objects.requireNonNull(severity, "severity")));
    }

    /** This audit in its strict form: what warns by default blocks. */
    public FairnessAudit blockingOnDisparity() {
        return on(FairnessVerdict.DISPARITY, Verdict.BLOCK)
                .onSingleGroup(Verdict.BLOCK)
                .onNotAssessable(Verdict.BLOCK);
    }

    private FairnessAudit with(AuditPolicy policy) {
        return new FairnessAudit(options.with(policy));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        PracticalBounds bounds = options.policy().bounds();
        return "Every group of "
                + String.join(
                        ", ",
                        options.subjects().stream().map(AuditSubject::name).toList())
                + " has between " + bounds.lowest() + " and " + bounds.highest()
                + " times its overall share in every segment.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.FAIRNESS;
    }

    /**
     * Audits a segmentation, wherever it was made.
     *
     * @param data the segments, the groups and what else is known
     * @param context the seed of the resamples, threads, progress and cancellation
     */
    public AuditResult assess(AuditData data, RunContext context) {
        return new Assessment(options, data, context).run(Map.of());
    }

    /** Audits a proposal. */
    public AuditResult assess(SegmentationDraft draft) {
        DraftData read = new DraftData(draft, options.subjects());
        return new Assessment(options, read.data(), draft.context()).run(read.obstacles());
    }

    /**
     * The comparisons behind the findings: for each attribute that can be audited, every group in every segment.
     *
     * @return in the order of the attributes, then of the segments, then of the groups
     */
    public List<GroupComparison> compare(SegmentationDraft draft) {
        DraftData read = new DraftData(draft, options.subjects());
        return new Assessment(options.withoutExtras(), read.data(), draft.context())
                .run(read.obstacles())
                .comparisons();
    }

    /**
     * The comparisons of a segmentation made elsewhere, without metrics and searches.
     *
     * @return in the order of the attributes, then of the segments, then of the groups
     */
    public List<GroupComparison> compare(AuditData data, RunContext context) {
        return new Assessment(options.withoutExtras(), data, context)
                .run(Map.of())
                .comparisons();
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        return assess(draft).toCheckResult(draft.disclosureMinimum());
    }
}
