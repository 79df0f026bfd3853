package io.github.segmentation4j.privacy.accounting;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The exact composition of mechanisms of which nothing but a pure epsilon is known: of randomised responses.
 *
 * <p>References: P. Kairouz, S. Oh, P. Viswanath, The composition theorem for differential privacy, ICML 2015; J. Murtagh,
 * S. Vadhan, The complexity of computing the optimal composition of differential privacy, TCC 2016.
 */
final class OptimalComposition {
    /** The number of different total losses up to which they are listed one by one. */
    private static final int MOST = 4096;

    private final double[] losses;
    private final double[] masses;

    private OptimalComposition(double[] losses, double[] masses) {
        this.losses = losses;
        this.masses = masses;
    }

    /** The least epsilon at a delta, empty where an event has no pure epsilon or the total losses are too many. */
    static OptionalDouble epsilon(Spends spends, double delta) {
        OptionalDouble pure = PureBound.epsilon(spends);
        @Nullable OptimalComposition exact = delta > 0 ? of(spends) : null;
        if (pure.isEmpty() || exact == null) {
            return pure;
        }
        double least = Bisection.leastWhere(0, pure.getAsDouble(), epsilon -> exact.deltaOf(epsilon) <= delta);
        return OptionalDouble.of(Math.min(least, pure.getAsDouble()));
    }

    /** The delta at an epsilon, empty where an event has no pure epsilon. */
    static OptionalDouble delta(Spends spends, double epsilon) {
        OptionalDouble pure = PureBound.epsilon(spends);
        if (pure.isEmpty()) {
            return pure;
        }
        if (pure.getAsDouble() <= epsilon) {
            return OptionalDouble.of(0);
        }
        @Nullable OptimalComposition exact = of(spends);
        return exact == null ? OptionalDouble.empty() : OptionalDouble.of(exact.deltaOf(epsilon));
    }

    /** Whether nothing but epsilons is known of the events, and few enough that no other accountant can prove less. */
    static boolean isExact(Spends spends) {
        return spends.counts().keySet().stream().allMatch(PrivacyEvent.Pure.class::isInstance) && of(spends) != null;
    }

    private static @Nullable OptimalComposition of(Spends spends) {
        Map<Double, Long> counts = new TreeMap<>();
        double size = 1;
        for (Map.Entry<PrivacyEvent, Long> entry : spends.counts().entrySet()) {
            OptionalDouble epsilon = PureBound.epsilon(entry.getKey());
            if (epsilon.isEmpty()) {
                return null;
            }
            counts.merge(epsilon.getAsDouble(), entry.getValue(), Long::sum);
        }
        for (long times : counts.values()) {
            size *= times + 1.0;
        }
        if (size > MOST) {
            return null;
        }
        OptimalComposition all = new OptimalComposition(new double[] {0}, new double[] {0});
        for (Map.Entry<Double, Long> entry : counts.entrySet()) {
            all = all.with(entry.getKey(), entry.getValue().intValue());
        }
        return all;
    }

    /** Masses are logarithms. */
    private OptimalComposition with(double epsilon, int times) {
        double[] sums = new double[losses.length * (times + 1)];
        double[] logs = new double[sums.length];
        double logTrue = -StrictMath.log1p(StrictMath.exp(-epsilon));
        double logChoose = 0;
        for (int lies = 0, at = 0; lies <= times; lies++) {
            // Each step may lose half a unit of the last place of a sum of up to this size.
            double error = 1e-15 * (1 + lies) * (1 + Math.abs(logChoose) + times * epsilon * 0x1p-4);
            double log = logChoose + times * logTrue - lies * epsilon + error;
            for (int i = 0; i < losses.length; i++, at++) {
                sums[at] = losses[i] + (times - 2.0 * lies) * epsilon;
                logs[at] = masses[i] + log;
            }
            logChoose += StrictMath.log((times - lies) / (lies + 1.0));
        }
        return new OptimalComposition(sums, logs);
    }

    private double deltaOf(double epsilon) {
        double delta = 0;
        for (int i = 0; i < losses.length; i++) {
            double excess = losses[i] * (1 + 4 * Math.ulp(1.0)) - epsilon;
            if (excess > 0) {
                delta += Math.max(Double.MIN_NORMAL, StrictMath.exp(masses[i])) * -StrictMath.expm1(-excess);
            }
        }
        return Math.min(1, delta * (1 + losses.length * Math.ulp(1.0)));
    }
}
