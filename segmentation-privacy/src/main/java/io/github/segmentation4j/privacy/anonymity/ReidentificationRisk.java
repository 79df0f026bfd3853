package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks if the customers can be found again by what is released, the segment and the attributes named by {@link #with}:
 * too high a mean risk of a right match, or too many customers who look like no other.
 *
 * <p>By default the mean risk may be at most 0.05, one in 20, and nobody may be unique. {@link KAnonymity} holds the risk
 * of each single customer down; this check tells what an attacker gains on the whole. The numbers on columns without a
 * segmentation are in {@link RiskMeasures} and {@link PopulationUniqueness}.
 *
 * <p>Costs one pass over the customers for each attribute. Immutable and safe for use by several threads.
 *
 * <p>References: K. El Emam, Guide to the de-identification of personal health information, 2013.
 */
public final class ReidentificationRisk implements SegmentationCheck {
    private final double maximumMean;
    private final double maximumUnique;
    private final List<String> attributes;

    private ReidentificationRisk(double maximumMean, double maximumUnique, List<String> attributes) {
        this.maximumMean = maximumMean;
        this.maximumUnique = maximumUnique;
        this.attributes = attributes;
    }

    /** The check with its defaults for the segment alone. */
    public static ReidentificationRisk standard() {
        return new ReidentificationRisk(0.05, 0, List.of());
    }

    /** This check with another highest mean risk of a right match, above 0 and at most 1. Default: 0.05. */
    public ReidentificationRisk withMaximumMean(double risk) {
        if (!(risk > 0 && risk <= 1)) {
            throw new IllegalArgumentException("the mean risk must be above 0 and at most 1, was " + risk);
        }
        return new ReidentificationRisk(risk, maximumUnique, attributes);
    }

    /** This check with another highest share of unique customers, from 0 to 1. Default: 0. */
    public ReidentificationRisk withMaximumUnique(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of unique customers must be from 0 to 1, was " + share);
        }
        return new ReidentificationRisk(maximumMean, share, attributes);
    }

    /**
     * This check with attributes that are exported beside the segment.
     *
     * @param names categories or truth values that the purpose allows; replaces those named before
     */
    public ReidentificationRisk with(String... names) {
        return new ReidentificationRisk(maximumMean, maximumUnique, Exported.distinct(names));
    }

    @Override
    public String id() {
        return "re-identification-risk";
    }

    @Override
    public String description() {
        return "Whoever knows the " + Exported.described(attributes) + " of customers finds at most " + maximumMean
                + " of them, and at most " + maximumUnique + " are unique.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        Exported exported = Exported.classes(draft, attributes);
        if (exported instanceof Exported.Classes found && found.classes().rows() > 0) {
            return judge(RiskMeasures.of(found.classes()), found.classes().smallest(), draft.disclosureMinimum());
        }
        return exported instanceof Exported.NotAssessable none
                ? CheckResult.of(id(), List.of(none.finding()))
                : CheckResult.of(id(), List.of());
    }

    private CheckResult judge(RiskMeasures risk, int smallest, int disclosureMinimum) {
        List<Finding> findings = new ArrayList<>();
        double mean = risk.prosecutorMean().orElseThrow();
        if (mean > maximumMean) {
            findings.add(Finding.of(
                            Verdict.BLOCK,
                            "anonymity.risk",
                            "the mean risk of a right match must be at most " + maximumMean + ", was " + mean
                                    + "; ask for fewer segments or export fewer attributes")
                    .measured(maximumMean, mean));
        }
        if (risk.uniqueRows() > maximumUnique * risk.rows()) {
            findings.add(Finding.of(
                    Verdict.BLOCK,
                    "anonymity.unique",
                    Exported.persons(risk.uniqueRows(), disclosureMinimum)
                            + " look like no other; ask for fewer segments or export fewer attributes"));
        }
        return new CheckResult(id(), findings, List.of(exhibit(risk, smallest, disclosureMinimum)));
    }

    private static Exhibit exhibit(RiskMeasures risk, int smallest, int disclosureMinimum) {
        String few = "fewer than " + disclosureMinimum;
        return new Exhibit.Table(
                "Risk of being found again",
                List.of("measure", "value"),
                List.of(
                        List.of(Cell.text("groups who look the same"), Cell.amount(risk.classes())),
                        List.of(Cell.text("mean risk"), Cell.of(risk.prosecutorMean())),
                        List.of(
                                Cell.text("highest risk"),
                                smallest < disclosureMinimum
                                        ? Cell.text("above 1 in " + disclosureMinimum)
                                        : Cell.of(risk.prosecutorMaximum())),
                        List.of(
                                Cell.text("unique customers"),
                                risk.uniqueRows() > 0 && risk.uniqueRows() < disclosureMinimum
                                        ? Cell.text(few)
                                        : Cell.count(risk.uniqueRows()))));
    }
}
