package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.inference.Correction;
import io.github.segmentation4j.fairness.proxy.Attack;
import io.github.segmentation4j.fairness.proxy.ProtectedGroups;
import io.github.segmentation4j.fairness.proxy.ProxyAudit;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Blocks a segment that reveals a sensitive trait nobody told, such as a pregnancy: who is in it has the trait much more
 * often than everybody (a lift of 2, beyond chance), or the segments together tell it (an attack AUC of 0.75).
 *
 * <p>A documented basis turns the block into a warning: {@link #permitting} for one trait, or the condition the draft
 * states for special categories of data, for traits that the schema declares to be of one.
 *
 * <p>Segments and traits of fewer than 20 persons are not compared, and the check says so; numbers of fewer persons than
 * the disclosure minimum are not told. Persons in no segment are compared like a segment.
 *
 * <pre>{@code
 * SensitiveInference.of("pregnant", "disability").permitting("disability", "DPIA 12: step-free access offers")
 * }</pre>
 *
 * <p>Costs one pass over the customers for each trait. Immutable and safe for use by several threads.
 *
 * <p>References: M. Kosinski, D. Stillwell, T. Graepel, Private traits and attributes are predictable from digital records
 * of human behavior, PNAS 110(15), 2013; S. Holm, A simple sequentially rejective multiple test procedure, 1979.
 */
public final class SensitiveInference implements SegmentationCheck {
    private static final String ID = "sensitive-inference";

    private final List<String> traits;
    private final double liftBound;
    private final double aucBound;
    private final Map<String, String> permitted;
    private final GuardPolicy policy;

    private SensitiveInference(
            List<String> traits, double liftBound, double aucBound, Map<String, String> permitted, GuardPolicy policy) {
        this.traits = List.copyOf(new LinkedHashSet<>(traits));
        this.liftBound = liftBound;
        this.aucBound = aucBound;
        this.permitted = Map.copyOf(permitted);
        this.policy = policy;
    }

    /**
     * A guard of traits; each of their groups is looked at.
     *
     * @param trait a protected attribute of the schema
     * @param more further ones
     */
    public static SensitiveInference of(String trait, String... more) {
        List<String> names = new ArrayList<>(List.of(trait));
        names.addAll(List.of(more));
        return new SensitiveInference(names, 2, 0.75, Map.of(), GuardPolicy.standard());
    }

    /** This guard with another lift over the base rate from which a segment reveals a trait; above 1. Default: 2. */
    public SensitiveInference withLiftBound(double lift) {
        return new SensitiveInference(
                traits, GuardPolicy.above(1, lift, "the lift bound"), aucBound, permitted, policy);
    }

    /** This guard with another AUC from which the segments reveal a trait; above 0.5. Default: 0.75. */
    public SensitiveInference withAucBound(double auc) {
        if (!(auc > 0.5 && auc <= 1)) {
            throw new IllegalArgumentException("the AUC bound must be above 0.5 and at most 1, was " + auc);
        }
        return new SensitiveInference(traits, liftBound, auc, permitted, policy);
    }

    /**
     * This guard with a documented reason why a trait may be revealed.
     *
     * @param trait one of the guarded traits
     * @param reason where the basis is documented, not blank
     */
    public SensitiveInference permitting(String trait, String reason) {
        if (!traits.contains(trait) || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "a permission needs one of the traits " + traits + " and a reason, the trait was '" + trait + "'");
        }
        Map<String, String> more = new HashMap<>(permitted);
        more.put(trait, reason);
        return new SensitiveInference(traits, liftBound, aucBound, more, policy);
    }

    /** This guard with another probability of a false alarm over all comparisons. Default: 0.05. */
    public SensitiveInference withLevel(double level) {
        return with(policy.withLevel(level));
    }

    /** This guard with another smallest segment to compare. Default: 20 persons. */
    public SensitiveInference withMinimum(int persons) {
        return with(policy.withMinimum(persons));
    }

    /** This guard with another smallest number of persons to tell of where there is no draft. Default: 20. */
    public SensitiveInference withDisclosureMinimum(int persons) {
        return with(policy.withDisclosureMinimum(persons));
    }

    /** This guard with another severity. Default: it blocks. */
    public SensitiveInference withSeverity(Verdict severity) {
        return with(policy.withSeverity(severity));
    }

    /** This guard with another severity of a trait that cannot be assessed. Default: it blocks. */
    public SensitiveInference onNotAssessable(Verdict severity) {
        return with(policy.withNotAssessable(severity));
    }

    private SensitiveInference with(GuardPolicy newPolicy) {
        return new SensitiveInference(traits, liftBound, aucBound, permitted, newPolicy);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "No segment reveals " + String.join(", ", traits) + ", unless a basis is documented.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        List<ProtectedGroups> found =
                traits.stream().map(trait -> ProtectedGroups.of(draft, trait)).toList();
        Map<String, String> bases = new HashMap<>(permitted);
        draft.specialCategoryCondition()
                .ifPresent(condition -> traits.stream()
                        .filter(trait -> draft.schema()
                                .findAttribute(trait)
                                .map(Attribute::handling)
                                .flatMap(handling -> handling.specialCategory())
                                .isPresent())
                        .forEach(trait -> bases.putIfAbsent(trait, "the stated condition " + condition)));
        return with(policy.withDisclosureMinimum(draft.disclosureMinimum()))
                .judge(draft.clustering().labels(), found, bases, draft.context());
    }

    /**
     * Judges segments without a draft.
     *
     * @param labels a segment for each person, -1 for none
     * @param groups the guarded traits of the same persons; one that is not among them is not assessable
     * @param context the seed of the attack
     */
    public CheckResult judge(int[] labels, List<Categories> groups, RunContext context) {
        return judge(labels, Given.select(traits, groups, labels.length), permitted, context);
    }

    private CheckResult judge(
            int[] labels, List<ProtectedGroups> found, Map<String, String> bases, RunContext context) {
        List<Finding> findings = new ArrayList<>();
        List<Revealed> compared = new ArrayList<>();
        long notCompared = 0;
        for (ProtectedGroups trait : found) {
            if (trait instanceof ProtectedGroups.NotAssessable none) {
                findings.add(policy.notAssessable(ID, none));
            } else if (trait instanceof ProtectedGroups.Known known) {
                Categories groups = known.groups();
                boolean[] rows = Flags.known(groups);
                int[] counts = groups.counts();
                for (int level = 0; level < groups.levels().size(); level++) {
                    if (counts[level] > 0) {
                        FlaggedSegments segments = new FlaggedSegments(labels, rows, Flags.at(groups, level));
                        List<FlaggedSegments.Cell> cells = segments.comparable(policy.minimum());
                        notCompared += segments.count() - cells.size();
                        String group = groups.levels().get(level);
                        cells.forEach(cell -> compared.add(new Revealed(groups.name(), group, cell)));
                    }
                }
                attackFinding(labels, groups, bases, context).ifPresent(findings::add);
            }
        }
        double[] adjusted = Correction.HOLM.adjust(
                compared.stream().mapToDouble(one -> one.cell.p()).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            if (compared.get(i).cell.lift() >= liftBound && adjusted[i] <= policy.level()) {
                findings.add(finding(compared.get(i), bases));
            }
        }
        if (notCompared > 0) {
            findings.add(policy.notCompared(ID, notCompared));
        }
        return new CheckResult(ID, findings, List.of(table(compared)));
    }

    private record Revealed(String trait, String group, FlaggedSegments.Cell cell) {}

    private Finding finding(Revealed revealed, Map<String, String> bases) {
        FlaggedSegments.Cell cell = revealed.cell;
        boolean told = cell.mayBeTold(policy.disclosureMinimum());
        String message = FlaggedSegments.name(cell.label()) + " reveals group '" + revealed.group + "' of "
                + revealed.trait
                + (told
                        ? ": it is " + decimals(cell.lift()) + " times as frequent there as overall"
                        : ": it is at least " + liftBound + " times as frequent there as overall");
        Finding finding = finding(revealed.trait, ".segment", message, bases);
        return told ? finding.measured(liftBound, cell.lift()) : finding;
    }

    private Optional<Finding> attackFinding(
            int[] labels, Categories groups, Map<String, String> bases, RunContext context) {
        Optional<Attack> best = ProxyAudit.of(groups.name()).attackSegments(labels, groups, context).stream()
                .filter(attack -> attack.succeeds() && attack.auc().orElseThrow() >= aucBound)
                .reduce((one, other) -> other.auc().orElseThrow() > one.auc().orElseThrow() ? other : one);
        return best.map(attack -> attackFinding(groups.name(), attack, bases));
    }

    private Finding attackFinding(String trait, Attack attack, Map<String, String> bases) {
        double auc = attack.auc().orElseThrow();
        boolean told = Math.min(attack.groupSize(), attack.otherSize()) >= policy.disclosureMinimum();
        String message = "the segments together reveal group '" + attack.group() + "' of " + trait
                + " to whoever knows the segment alone" + (told ? ", with an AUC of " + decimals(auc) : "");
        Finding finding = finding(trait, ".attack", message, bases);
        return told ? finding.measured(aucBound, auc) : finding;
    }

    private Finding finding(String trait, String key, String message, Map<String, String> bases) {
        String basis = bases.get(trait);
        return basis == null
                ? Finding.of(
                                policy.severity(),
                                ID + key,
                                message + "; leave out what makes it or document a basis with permitting(...)")
                        .about(trait)
                : Finding.of(
                                policy.severity() == Verdict.PASS ? Verdict.PASS : Verdict.WARN,
                                ID + ".permitted",
                                message + "; permitted on this basis: " + basis)
                        .about(trait);
    }

    private Exhibit table(List<Revealed> compared) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Revealed one : compared) {
            rows.add(List.of(
                    Cell.text(FlaggedSegments.name(one.cell.label())),
                    Cell.text(one.trait),
                    Cell.text(one.group),
                    Shares.cell(one.cell.flagged(), one.cell.size()),
                    Shares.cell(one.cell.allFlagged(), one.cell.total()),
                    one.cell.mayBeTold(policy.disclosureMinimum())
                            ? Cell.amount(one.cell.lift())
                            : Cell.text("not shown")));
        }
        return new Exhibit.Table(
                "What segments reveal",
                List.of("segment", "trait", "group", "share in segment", "share overall", "lift"),
                rows);
    }

    private static String decimals(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
