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

    /** Ten answers of epsilon 0.1 come to a little more than 1, as neither is exact in binary and costs are rounded up. */
    private static final double ROUNDING = 0x1p-40;

    static Charge of(List<PrivacyEvent> events, PrivacyCost limit) {
        PrivacyCost cost = costOf(events, limit.delta());
        boolean bounded = cost.epsilon() < UNBOUNDED;
        return new Charge(
                cost, bounded && cost.epsilon() <= limit.epsilon() * (1 + ROUNDING) && cost.delta() <= limit.delta());
    }

    /** The epsilon, if there is one. */
    Statistic epsilon() {
        return cost.epsilon() < UNBOUNDED
                ? Statistic.of(cost.epsilon())
                : Statistic.undetermined("no epsilon holds at the budget's delta of " + cost.delta());
    }

    private static PrivacyCost costOf(List<PrivacyEvent> events, double delta) {
        if (delta == 0 && events.stream().anyMatch(Charge::needsDelta)) {
            return new PrivacyCost(UNBOUNDED, delta);
        }
        try {
            return Composition.cost(events, delta);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // The events need more delta than there is, or their sum is no finite number: too much in any case.
            return new PrivacyCost(UNBOUNDED, delta);
        }
    }

    private static boolean needsDelta(PrivacyEvent event) {
        if (event instanceof PrivacyEvent.Approximate approximate) {
            return approximate.delta() > 0;
        }
        if (event instanceof PrivacyEvent.PoissonSampled sampled) {
            return needsDelta(sampled.event());
        }
        if (event instanceof PrivacyEvent.Repeated repeated) {
            return needsDelta(repeated.event());
        }
        if (event instanceof PrivacyEvent.Composed composed) {
            return composed.events().stream().anyMatch(Charge::needsDelta);
        }
        return event instanceof PrivacyEvent.ZeroConcentrated || event instanceof PrivacyEvent.Gaussian;
    }
}
