package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Optional;

/**
 * How well somebody who has a model tells who was among those it was fitted on. Computed from the customers without noise:
 * for those who may see the data, not for publication.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param members how many the model was fitted on
 * @param heldOut how many it was not fitted on
 * @param auc the probability that a member scores higher than somebody else, with its interval: 0.5 is chance, 1 is
 *     certainty
 * @param truePositives the share of members who are named where at most 1 % of the others are named by mistake, with its
 *     interval: 0.01 is chance
 * @param curve true positives at every percent of false positives, if the attack could be made
 */
public record MembershipReport(
        int members, int heldOut, Statistic auc, Statistic truePositives, Optional<Exhibit.Curve> curve) {

    static MembershipReport undetermined(int members, int heldOut, String reason) {
        Statistic none = Statistic.undetermined(reason);
        return new MembershipReport(members, heldOut, none, none, Optional.empty());
    }

    /** The figures with their intervals as evidence for a report. */
    public Exhibit.Table table() {
        return new Exhibit.Table(
                "Membership inference",
                List.of("Figure", "Value", "Lower end", "Upper end"),
                List.of(
                        row("AUC, 0.5 is chance", auc),
                        row("True positives at 1 % false positives, 0.01 is chance", truePositives),
                        List.of(Cell.text("Members"), Cell.count(members), Cell.text(""), Cell.text("")),
                        List.of(Cell.text("Held out"), Cell.count(heldOut), Cell.text(""), Cell.text(""))));
    }

    private List<Cell> row(String figure, Statistic statistic) {
        if (statistic instanceof Statistic.Estimate estimate) {
            return List.of(
                    Cell.text(figure),
                    Cell.amount(estimate.number()),
                    Cell.amount(estimate.lower()),
                    Cell.amount(estimate.upper()));
        }
        return List.of(Cell.text(figure), Cell.of(statistic), Cell.text(""), Cell.text(""));
    }
}
