package io.github.segmentation4j.privacy.accounting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The pure epsilon of events, where they have one. */
final class PureBound {
    private PureBound() {}

    /** The epsilon of one event without failures, empty where no epsilon holds. */
    static OptionalDouble epsilon(PrivacyEvent event) {
        if (event instanceof PrivacyEvent.Pure pure) {
            return OptionalDouble.of(pure.epsilon());
        }
        if (event instanceof PrivacyEvent.DiscreteLaplace laplace) {
            return OptionalDouble.of(laplace.epsilon());
        }
        if (event instanceof PrivacyEvent.Laplace laplace) {
            double epsilon = 1 / laplace.multiplier();
            // Rounded up, unless the quotient is exact.
            boolean exact = Math.fma(epsilon, laplace.multiplier(), -1) == 0;
            return OptionalDouble.of(exact ? epsilon : Math.nextUp(epsilon));
        }
        if (event instanceof PrivacyEvent.PoissonSampled sampled) {
            OptionalDouble inner = epsilon(Spends.of(List.of(sampled.event())));
            return inner.isPresent() ? OptionalDouble.of(sampled(sampled.rate(), inner.getAsDouble())) : inner;
        }
        return OptionalDouble.empty();
    }

    /**
     * The sum of all, empty where one has none or the sum overflows. It is exact and rounded once, to the nearest double, so
     * that ten spends of 0.1 fit into a budget of 1.
     */
    static OptionalDouble epsilon(Spends spends) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<PrivacyEvent, Long> entry : spends.counts().entrySet()) {
            OptionalDouble one = epsilon(entry.getKey());
            if (one.isEmpty() || Double.isInfinite(one.getAsDouble())) {
                return OptionalDouble.empty();
            }
            sum = sum.add(new BigDecimal(one.getAsDouble()).multiply(BigDecimal.valueOf(entry.getValue())));
        }
        double epsilon = sum.doubleValue();
        return Double.isInfinite(epsilon) ? OptionalDouble.empty() : OptionalDouble.of(epsilon);
    }

    private static double sampled(double rate, double epsilon) {
        // log(1 + q (e^epsilon - 1)), without overflow and never above epsilon.
        double amplified = epsilon > 500
                ? epsilon + StrictMath.log(rate + (1 - rate) * StrictMath.exp(-epsilon))
                : StrictMath.log1p(rate * StrictMath.expm1(epsilon));
        return Math.min(epsilon, amplified * (1 + 8 * Math.ulp(1.0)));
    }
}
