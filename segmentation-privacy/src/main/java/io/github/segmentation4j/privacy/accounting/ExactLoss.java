package io.github.segmentation4j.privacy.accounting;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The exact delta of one mechanism, or of Gaussians alone, by their hockey-stick divergence in closed form; the best known
 * bound where nothing but a rho is known.
 *
 * <p>References: B. Balle, G. Barthe, M. Gaboardi, Privacy amplification by subsampling, NeurIPS 2018; Y. Zhu, J. Dong,
 * Y.-X. Wang, Optimal accounting of differential privacy via characteristic function, AISTATS 2022 (both directions).
 */
final class ExactLoss {
    /** What the round-off of a difference of chances near 1/2 may hide. */
    private static final double ERROR = 1e-15;

    private ExactLoss() {}

    /** The delta at an epsilon, empty where there is no closed form. */
    static OptionalDouble delta(Spends spends, double epsilon) {
        if (spends.counts().keySet().stream().allMatch(PrivacyEvent.Gaussian.class::isInstance)) {
            return OptionalDouble.of(GaussianCalibration.delta(spends.gaussianShift(), epsilon));
        }
        if (spends.counts().keySet().stream().allMatch(PrivacyEvent.ZeroConcentrated.class::isInstance)) {
            return OptionalDouble.of(Zcdp.delta(spends.rho(), epsilon));
        }
        if (spends.counts().size() > 1) {
            return OptionalDouble.empty();
        }
        Map.Entry<PrivacyEvent, Long> only =
                spends.counts().entrySet().iterator().next();
        return only.getValue() == 1 ? delta(only.getKey(), epsilon) : OptionalDouble.empty();
    }

    private static OptionalDouble delta(PrivacyEvent event, double epsilon) {
        if (event instanceof PrivacyEvent.Gaussian gaussian) {
            return OptionalDouble.of(GaussianCalibration.delta(Math.nextUp(1 / gaussian.multiplier()), epsilon));
        }
        if (event instanceof PrivacyEvent.ZeroConcentrated concentrated) {
            return OptionalDouble.of(Zcdp.delta(concentrated.rho(), epsilon));
        }
        if (event instanceof PrivacyEvent.PoissonSampled sampled) {
            return sampled(sampled, epsilon);
        }
        OptionalDouble pure = PureBound.epsilon(event);
        if (pure.isEmpty()) {
            return pure;
        }
        double most = pure.getAsDouble();
        if (epsilon >= most) {
            return OptionalDouble.of(0);
        }
        if (event instanceof PrivacyEvent.Laplace) {
            return upper(-StrictMath.expm1((epsilon - most) / 2));
        }
        if (event instanceof PrivacyEvent.DiscreteLaplace discrete) {
            return upper(discreteLaplace(most, discrete.sensitivity(), epsilon));
        }
        return upper(-StrictMath.expm1(epsilon - most) / (1 + StrictMath.exp(-most)));
    }

    private static OptionalDouble upper(double delta) {
        return OptionalDouble.of(Math.min(1, delta + ERROR * delta + Double.MIN_NORMAL));
    }

    private static double discreteLaplace(double most, long sensitivity, double epsilon) {
        double step = most / sensitivity;
        double whole = 1 + StrictMath.exp(-step);
        // The best test says yes up to a number; its rounding may be off by one, and no test shows too much.
        double last = Math.floor((1 - epsilon / most) * sensitivity / 2);
        double delta = 0;
        for (double m = Math.max(0, last - 1); m <= Math.min((double) sensitivity, last + 1); m++) {
            double with = 1 - StrictMath.exp(-(m + 1) * step) / whole;
            double without = StrictMath.exp(epsilon - most + m * step) / whole;
            delta = Math.max(delta, with - without);
        }
        return delta + ERROR;
    }

    private static OptionalDouble sampled(PrivacyEvent.PoissonSampled sampled, double epsilon) {
        double rate = sampled.rate();
        // Removing a row: log(1 + (e^epsilon - 1) / q), rounded down.
        double inner =
                epsilon > 500 ? epsilon - StrictMath.log(rate) : StrictMath.log1p(StrictMath.expm1(epsilon) / rate);
        OptionalDouble removed = delta(sampled.event(), inner * (1 - 8 * Math.ulp(1.0)));
        if (removed.isEmpty()) {
            return removed;
        }
        double delta = rate * removed.getAsDouble();
        double left = 1 - StrictMath.exp(epsilon) * (1 - rate);
        if (left > 0) {
            double other = epsilon + StrictMath.log(rate / left);
            double added = delta(sampled.event(), Math.max(0, other * (1 - 8 * Math.ulp(1.0)) - ERROR))
                    .orElse(1);
            delta = Math.max(delta, left * added);
        }
        return upper(delta * (1 + 4 * ERROR));
    }
}
