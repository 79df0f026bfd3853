package io.github.segmentation4j.privacy.accounting;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The rho of zero-concentrated differential privacy of events.
 *
 * <p>References: C. Harrison, P. Manurangsi, Exact zCDP characterizations for fundamental differentially private mechanisms,
 * 2025 (pure mechanisms and Laplace noise); M. Bun, T. Steinke, Concentrated differential privacy, TCC 2016.
 */
final class ConcentratedBound {
    private ConcentratedBound() {}

    /** The sum of all, empty where an event has none. */
    static OptionalDouble rho(Spends spends) {
        double sum = 0;
        for (Map.Entry<PrivacyEvent, Long> entry : spends.counts().entrySet()) {
            OptionalDouble one = rho(entry.getKey());
            if (one.isEmpty()) {
                return one;
            }
            sum += entry.getValue() * one.getAsDouble();
        }
        sum = Math.max(Double.MIN_NORMAL, sum * (1 + spends.counts().size() * Math.ulp(1.0)));
        return Double.isInfinite(sum) ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** The rho of one event without failures. */
    static OptionalDouble rho(PrivacyEvent event) {
        if (event instanceof PrivacyEvent.ZeroConcentrated z) {
            return OptionalDouble.of(z.rho());
        }
        if (event instanceof PrivacyEvent.Gaussian g) {
            return upper(1 / g.multiplier() / g.multiplier() / 2);
        }
        OptionalDouble pure = PureBound.epsilon(event);
        if (pure.isEmpty()) {
            return pure;
        }
        double epsilon = pure.getAsDouble();
        double worst = epsilon * StrictMath.tanh(epsilon / 2);
        // The mean loss of Laplace noise; below 1e-3 the difference cancels and the series stops above it.
        double laplace = epsilon < 1e-3 ? epsilon * epsilon / 2 : epsilon + StrictMath.expm1(-epsilon);
        return upper(event instanceof PrivacyEvent.Laplace ? Math.min(worst, laplace * (1 + 1e-12)) : worst);
    }

    private static OptionalDouble upper(double rho) {
        return OptionalDouble.of(rho * (1 + 8 * Math.ulp(1.0)));
    }
}
