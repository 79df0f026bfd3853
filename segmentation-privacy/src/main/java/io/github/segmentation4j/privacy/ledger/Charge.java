package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.Composition;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;

/**
 * What events come to at the delta of a limit.
 *
 * @param cost with the epsilon {@link #UNBOUNDED} if none holds at that delta
 * @param within whether the limit allows it
 */
record Charge(PrivacyCost cost, boolean within) {
    /** Stands for an epsilon that does not exist; no budget should be as large. */
    static final double UNBOUNDED = Double.MAX_VALUE;

    static Charge of(List<PrivacyEvent> events, PrivacyCost limit) {
        double epsilon = Composition.epsilon(events, limit.delta()).orElse(UNBOUNDED);
        PrivacyCost cost = events.isEmpty() ? PrivacyCost.NONE : new PrivacyCost(epsilon, limit.delta());
        return new Charge(cost, epsilon < UNBOUNDED && epsilon <= limit.epsilon());
    }

    /** The epsilon, if there is one. */
    Statistic epsilon() {
        return cost.epsilon() < UNBOUNDED
                ? Statistic.of(cost.epsilon())
                : Statistic.undetermined("no epsilon holds at the budget's delta of " + cost.delta());
    }
}
