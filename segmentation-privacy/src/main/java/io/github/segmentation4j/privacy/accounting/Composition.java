package io.github.segmentation4j.privacy.accounting;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What several private answers cost together: the least that any {@link Accountant} proves, never less than the truth, but
 * for the rounding of a sum of pure epsilons ({@link Accountant#PURE}).
 *
 * <p>What is asked may depend on the answers before; how much each costs must have been fixed beforehand, unless all events
 * are zero-concentrated. All must have been given under the same {@link Adjacency} and {@link PrivacyUnit}.
 *
 * <p>Holds no state and is safe for use by several threads. The time grows with the number of different events, not with how
 * often they are repeated; some hundred different events take a fraction of a second.
 */
public final class Composition {
    private Composition() {}

    /**
     * The cost of events one after the other.
     *
     * @param events none cost nothing
     * @param delta the delta to state it at, from 0 to below 1
     * @throws IllegalArgumentException if no finite epsilon holds at this delta; see {@link #epsilon}
     */
    public static PrivacyCost cost(List<PrivacyEvent> events, double delta) {
        if (events.isEmpty()) {
            Checks.delta(delta);
            return PrivacyCost.NONE;
        }
        OptionalDouble epsilon = epsilon(events, delta);
        if (epsilon.isEmpty()) {
            throw new IllegalArgumentException(
                    "these answers have no finite epsilon at delta " + delta + "; state the cost at a larger delta");
        }
        return new PrivacyCost(epsilon.getAsDouble(), delta);
    }

    /**
     * The least epsilon that is proven.
     *
     * @param events none cost nothing
     * @param delta from 0 to below 1
     * @return empty where no finite epsilon holds, such as for Gaussian noise at delta 0
     */
    public static OptionalDouble epsilon(List<PrivacyEvent> events, double delta) {
        Spends spends = Spends.of(events);
        Checks.delta(delta);
        if (OptimalComposition.isExact(spends)) {
            return Accountant.OPTIMAL.epsilon(spends, delta);
        }
        OptionalDouble least = OptionalDouble.empty();
        for (Accountant accountant : Accountant.values()) {
            least = lesser(least, accountant.epsilon(spends, delta));
        }
        return least;
    }

    /**
     * The least delta that is proven.
     *
     * @param events none cost nothing
     * @param epsilon finite, at least 0
     * @return from 0 to 1, where 1 says nothing
     */
    public static double delta(List<PrivacyEvent> events, double epsilon) {
        Spends spends = Spends.of(events);
        Checks.epsilon(epsilon);
        OptionalDouble least = OptionalDouble.of(1);
        for (Accountant accountant : Accountant.values()) {
            least = lesser(least, accountant.delta(spends, epsilon));
        }
        return least.getAsDouble();
    }

    /**
     * Whether events keep to a cost. Asks the cheap accountants first and ends at the first that proves it, so that it is
     * faster than {@link #epsilon}.
     *
     * @param events none cost nothing
     * @param limit what they may cost together
     */
    public static boolean keepsTo(List<PrivacyEvent> events, PrivacyCost limit) {
        Spends spends = Spends.of(events);
        for (Accountant accountant : Accountant.values()) {
            OptionalDouble epsilon = accountant.epsilon(spends, limit.delta());
            if (epsilon.isPresent() && epsilon.getAsDouble() <= limit.epsilon()) {
                return true;
            }
        }
        return false;
    }

    private static OptionalDouble lesser(OptionalDouble a, OptionalDouble b) {
        return a.isEmpty() || (b.isPresent() && b.getAsDouble() < a.getAsDouble()) ? b : a;
    }
}
