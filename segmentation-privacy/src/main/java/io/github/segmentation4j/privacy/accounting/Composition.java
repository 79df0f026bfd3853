package io.github.segmentation4j.privacy.accounting;

import java.util.List;

/**
 * What several private answers cost together.
 *
 * <p>Holds no state and is safe for use by several threads.
 */
public final class Composition {
    private Composition() {}

    /**
     * The cost of events one after the other: the least epsilon that any of the ways to add them up proves.
     *
     * @param events none cost nothing
     * @param delta the delta to state it at, from 0 to below 1
     */
    public static PrivacyCost cost(List<PrivacyEvent> events, double delta) {
        if (events.isEmpty()) {
            return PrivacyCost.NONE;
        }
        double rho = 0;
        double given = 0;
        double pure = 0;
        for (PrivacyEvent event : events) {
            if (event instanceof PrivacyEvent.Pure p) {
                pure += p.epsilon();
            } else if (event instanceof PrivacyEvent.DiscreteLaplace p) {
                pure += p.epsilon();
            } else if (event instanceof PrivacyEvent.Approximate a) {
                pure += a.epsilon();
                given += a.delta();
            } else if (event instanceof PrivacyEvent.ZeroConcentrated z) {
                rho += z.rho();
            } else {
                throw new IllegalArgumentException("not yet: " + event);
            }
        }
        return new PrivacyCost(pure + (rho > 0 ? Zcdp.epsilon(rho, delta - given) : 0), delta);
    }
}
