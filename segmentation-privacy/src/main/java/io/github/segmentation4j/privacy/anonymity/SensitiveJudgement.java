package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.Categories;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/** Judges a draft by a model of a sensitive attribute. */
record SensitiveJudgement(String id, String key, String sensitive, List<String> attributes, boolean ordered) {
    static SensitiveJudgement of(String id, String key, String sensitive, List<String> attributes) {
        return new SensitiveJudgement(id, key, sensitive, attributes, false);
    }

    /** Whether the groups must come in an order of their own, which only bands of a number and flags have. */
    SensitiveJudgement withOrder(boolean needed) {
        return new SensitiveJudgement(id, key, sensitive, attributes, needed);
    }

    CheckResult judge(SegmentationDraft draft, Function<Categories, SensitiveModel> model) {
        Exported classes = Exported.classes(draft, attributes);
        Exported groups = Exported.sensitive(draft, sensitive);
        if (classes instanceof Exported.NotAssessable none) {
            return CheckResult.of(id, List.of(none.finding()));
        }
        if (groups instanceof Exported.NotAssessable none) {
            return CheckResult.of(id, List.of(none.finding()));
        }
        if (ordered && draft.schema().attribute(sensitive).type() == AttributeType.CATEGORY) {
            return CheckResult.of(
                    id, List.of(notAssessable("the order of its levels is not known; name them in order")));
        }
        EquivalenceClasses shared = ((Exported.Classes) classes).classes();
        SensitiveModel asked;
        try {
            asked = model.apply(((Exported.Sensitive) groups).groups());
        } catch (IllegalArgumentException unfit) {
            return CheckResult.of(id, List.of(notAssessable(String.valueOf(unfit.getMessage()))));
        }
        draft.context().throwIfCancelled(id);
        return judge(shared, asked, draft.disclosureMinimum());
    }

    private CheckResult judge(EquivalenceClasses classes, SensitiveModel model, int disclosureMinimum) {
        BitSet violations = model.violations(classes);
        int customers = violations.stream().map(classes::size).sum();
        Exhibit exhibit = new Exhibit.Bars(
                "Groups who look the same, by " + sensitive,
                "groups",
                List.of(
                        new Exhibit.Bar("kept", Cell.amount(classes.count() - violations.cardinality())),
                        new Exhibit.Bar("not kept", Cell.amount(violations.cardinality()))));
        if (violations.isEmpty()) {
            return new CheckResult(id, List.of(), List.of(exhibit));
        }
        Finding finding = Finding.of(
                        Verdict.BLOCK,
                        key,
                        violations.cardinality() + " of " + classes.count() + " groups who look the same do not have "
                                + model.description() + ", " + Exported.persons(customers, disclosureMinimum)
                                + " in all; ask for fewer segments or export fewer attributes")
                .about(sensitive)
                .measured(0, violations.cardinality());
        return new CheckResult(id, List.of(finding), List.of(exhibit));
    }

    private Finding notAssessable(String reason) {
        return Finding.of(
                        Verdict.BLOCK,
                        "anonymity.not-assessable",
                        "anonymity was not assessed: attribute '" + sensitive + "': " + reason)
                .about(sensitive);
    }
}
