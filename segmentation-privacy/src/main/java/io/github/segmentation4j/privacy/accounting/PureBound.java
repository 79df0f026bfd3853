package io.github.segmentation4j.privacy.accounting;

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
            return OptionalDouble.of(Math.nextUp(1 / laplace.multiplier()));
        }
        if (event instanceof PrivacyEvent.PoissonSampled sampled) {
            OptionalDouble inner = epsilon(Spends.of(List.of(sampled.event())));
            return inner.isPresent() ? OptionalDouble.of(sampled(sampled.rate(), inner.getAsDouble())) : inner;
        }
        return OptionalDouble.empty();
    }

    /** The sum of all, empty where one has none or the sum overflows. */
    static OptionalDouble epsilon(Spends spends) {
        double sum = 0;
        for (Map.Entry<PrivacyEvent, Long> entry : spends.counts().entrySet()) {
            OptionalDouble one = epsilon(entry.getKey());
            if (one.isEmpty()) {
                return one;
            }
            sum += entry.getValue() * one.getAsDouble();
        }
        // One number that happened once is itself; a product or a sum may have been rounded down.
        boolean exact =
                spends.counts().size() <= 1 && spends.counts().values().stream().allMatch(times -> times == 1);
        double epsilon = exact ? sum : sum * (1 + spends.counts().size() * Math.ulp(1.0));
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
