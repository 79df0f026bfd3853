package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.inference.TwoProportions;
import io.github.segmentation4j.fairness.metric.DecisionRate;
import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * How often a group is selected, compared with the group that is selected most often; where groups overlap, with
 * everybody who is not of the group.
 *
 * @param attribute the protected attribute, or the attributes crossed
 * @param rate what is compared
 * @param group the name of the group
 * @param reference the name of the group it is compared with; {@code (all others)} where groups overlap
 * @param counts the selected of the group and all of it, then those of the reference
 * @param share the rate of the group with its interval
 * @param ratio to the rate of the reference, with its interval
 * @param difference from the rate of the reference, with its interval
 * @param adjustedP the probability of so large a difference by chance, corrected for all comparisons of the audit
 * @param equivalenceP small where the rates are shown to be close, see {@link GroupComparison#equivalenceP()}
 * @param conditionalOddsRatio the odds of the group by those of the reference within strata, with its interval
 * @param conditionalAdjustedP the probability of so large a difference within strata by chance, corrected likewise
 * @param verdict what follows, strata aside
 */
public record DecisionComparison(
        String attribute,
        DecisionRate rate,
        String group,
        String reference,
        TwoProportions counts,
        Statistic share,
        Statistic ratio,
        Statistic difference,
        Statistic adjustedP,
        Statistic equivalenceP,
        Statistic conditionalOddsRatio,
        Statistic conditionalAdjustedP,
        FairnessVerdict verdict) {
    /** Checks that nothing is null. */
    public DecisionComparison {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(share, "share");
        Objects.requireNonNull(ratio, "ratio");
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(adjustedP, "adjustedP");
        Objects.requireNonNull(equivalenceP, "equivalenceP");
        Objects.requireNonNull(conditionalOddsRatio, "conditionalOddsRatio");
        Objects.requireNonNull(conditionalAdjustedP, "conditionalAdjustedP");
        Objects.requireNonNull(verdict, "verdict");
    }

    /** Whether the group is the one the others are compared with. */
    public boolean isReference() {
        return group.equals(reference);
    }

    /** Whether the numbers speak of at least so many persons on either side that they may be told. */
    boolean mayBeTold(int minimum) {
        return tells(counts.hits(), counts.size(), minimum) && tells(counts.otherHits(), counts.otherSize(), minimum);
    }

    private static boolean tells(long hits, long size, int minimum) {
        return hits >= minimum && size - hits >= minimum;
    }
}
