package io.github.segmentation4j.privacy.accounting;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A way to add up what private answers cost. Each proves an upper bound on its own; {@link Composition} takes the least.
 *
 * <p>Every result is rounded to the safe side: it may lie above the truth, never below. Only a sum of pure epsilons is that
 * of the decimal numbers asked for, see {@link #PURE}. The order of the events and the way
 * they are grouped by {@link PrivacyEvent.Repeated} and {@link PrivacyEvent.Composed} change nothing. Chances of failure of
 * {@link PrivacyEvent.Approximate} events are paid out of delta first.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: P. Kairouz, S. Oh, P. Viswanath, The composition theorem for differential privacy, ICML 2015; M. Bun,
 * T. Steinke, Concentrated differential privacy, TCC 2016; I. Mironov, Renyi differential privacy, CSF 2017; S. Meiser,
 * E. Mohammadi, Tight on budget? Tight bounds for r-fold approximate differential privacy, CCS 2018; A. Koskela, J. Jaelkoe,
 * A. Honkela, Computing tight differential privacy guarantees using FFT, AISTATS 2020.
 */
public enum Accountant {
    /**
     * The sum of the pure epsilons, rounded to the nearest double, so that ten of 0.1 are 1, although the double 0.1 is a
     * little more than a tenth: the result may be below the sum by half a unit in its last place, one part in 10^16.
     */
    PURE {
        @Override
        OptionalDouble epsilonOf(Spends spends, double delta) {
            return PureBound.epsilon(spends);
        }

        @Override
        OptionalDouble deltaOf(Spends spends, double epsilon) {
            OptionalDouble pure = PureBound.epsilon(spends);
            return pure.isPresent() && pure.getAsDouble() <= epsilon ? OptionalDouble.of(0) : OptionalDouble.empty();
        }
    },
    /** The best that can be said of pure and approximate guarantees as such; the plain sum where they are too many kinds. */
    OPTIMAL {
        @Override
        OptionalDouble epsilonOf(Spends spends, double delta) {
            return OptimalComposition.epsilon(spends, delta);
        }

        @Override
        OptionalDouble deltaOf(Spends spends, double epsilon) {
            return OptimalComposition.delta(spends, epsilon);
        }
    },
    /** The sum of the rhos; sampling counts only where the sampled event is pure. */
    ZERO_CONCENTRATED {
        @Override
        OptionalDouble epsilonOf(Spends spends, double delta) {
            OptionalDouble rho = ConcentratedBound.rho(spends);
            if (rho.isEmpty() || delta == 0) {
                return OptionalDouble.empty();
            }
            double epsilon = Zcdp.leastEpsilon(rho.getAsDouble(), delta);
            return Double.isInfinite(epsilon) ? OptionalDouble.empty() : OptionalDouble.of(epsilon);
        }

        @Override
        OptionalDouble deltaOf(Spends spends, double epsilon) {
            OptionalDouble rho = ConcentratedBound.rho(spends);
            return rho.isEmpty() ? rho : OptionalDouble.of(Zcdp.delta(rho.getAsDouble(), epsilon));
        }
    },
    /** The sum of the Renyi divergences, at the best order. */
    RENYI {
        @Override
        OptionalDouble epsilonOf(Spends spends, double delta) {
            return delta == 0 ? OptionalDouble.empty() : Renyi.epsilon(spends, delta);
        }

        @Override
        OptionalDouble deltaOf(Spends spends, double epsilon) {
            return OptionalDouble.of(Renyi.delta(spends, epsilon));
        }
    },
    /** The distribution of the privacy loss: mostly the tightest, and it applies to every event. */
    LOSS_DISTRIBUTION {
        @Override
        OptionalDouble epsilonOf(Spends spends, double delta) {
            return delta == 0 ? PureBound.epsilon(spends) : LossDistribution.epsilon(spends, delta);
        }

        @Override
        OptionalDouble deltaOf(Spends spends, double epsilon) {
            return OptionalDouble.of(LossDistribution.delta(spends, epsilon));
        }
    };

    /**
     * The least epsilon that this way proves.
     *
     * @param events none cost nothing
     * @param delta from 0 to below 1
     * @return at least 0; empty where this way does not apply to an event or proves no finite epsilon at this delta
     */
    public final OptionalDouble epsilon(List<PrivacyEvent> events, double delta) {
        return epsilon(Spends.of(events), Checks.delta(delta));
    }

    /**
     * The least delta that this way proves.
     *
     * @param events none cost nothing
     * @param epsilon finite, at least 0
     * @return from 0 to 1; empty where this way does not apply to an event or proves no delta at this epsilon
     */
    public final OptionalDouble delta(List<PrivacyEvent> events, double epsilon) {
        return delta(Spends.of(events), Checks.epsilon(epsilon));
    }

    final OptionalDouble epsilon(Spends spends, double delta) {
        double remaining = spends.remaining(delta);
        if (remaining < 0) {
            return OptionalDouble.empty();
        }
        return spends.isEmpty() ? OptionalDouble.of(0) : epsilonOf(spends, remaining);
    }

    final OptionalDouble delta(Spends spends, double epsilon) {
        OptionalDouble delta = spends.isEmpty() ? OptionalDouble.of(0) : deltaOf(spends, epsilon);
        return delta.isEmpty() ? delta : OptionalDouble.of(spends.withFailures(delta.getAsDouble()));
    }

    abstract OptionalDouble epsilonOf(Spends spends, double delta);

    abstract OptionalDouble deltaOf(Spends spends, double epsilon);
}
