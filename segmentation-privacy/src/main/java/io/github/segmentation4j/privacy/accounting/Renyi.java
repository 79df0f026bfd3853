package io.github.segmentation4j.privacy.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Renyi divergences of events, and their conversion to epsilon and delta.
 *
 * <p>References: I. Mironov, Renyi differential privacy, CSF 2017; Y. Zhu, Y.-X. Wang, Poisson subsampled Renyi
 * differential privacy, ICML 2019 (any sampled event); the conversion is that of C. Canonne, G. Kamath, T. Steinke, 2020.
 */
final class Renyi {
    /** The sum of Zhu and Wang has as many terms as the order; above, sampling is taken to gain nothing. */
    private static final int LARGEST_SAMPLED_ORDER = 1024;
    /** Each sample inside a sample multiplies the terms by the order again. */
    private static final int LARGEST_NESTED_ORDER = 32;

    private static final double[] ORDERS = orders();
    /** Covers the round-off of a divergence: a few operations near 1 divided by the order less 1, and sums of a thousand. */
    private static final double RELATIVE = 1e-12;

    private Renyi() {}

    /** The least epsilon that the divergences of some order prove, empty where there is none. */
    static OptionalDouble epsilon(Spends spends, double delta) {
        double least = minimum(spends, order -> epsilon(order, divergence(spends, order), delta));
        return Double.isFinite(least) ? OptionalDouble.of(Math.max(0, least)) : OptionalDouble.empty();
    }

    /** The least delta that the divergences of some order prove. */
    static double delta(Spends spends, double epsilon) {
        return Math.min(1, minimum(spends, order -> delta(order, divergence(spends, order), epsilon)));
    }

    /** The epsilon at a delta of a mechanism whose divergence of one order is known; may be negative. */
    static double epsilon(double order, double divergence, double delta) {
        double gain = StrictMath.log1p(-1 / order);
        double price = -(StrictMath.log(delta) + StrictMath.log(order)) / (order - 1);
        return divergence + gain + price + 1e-15 * (divergence + Math.abs(price) - gain);
    }

    static double delta(double order, double divergence, double epsilon) {
        double exponent = (order - 1) * (divergence - epsilon + StrictMath.log1p(-1 / order)) - StrictMath.log(order);
        double error = 1e-15 * (order * (divergence + epsilon) + StrictMath.log(order) + 1);
        double delta = StrictMath.exp(exponent + error);
        return delta >= 0 ? Math.max(Double.MIN_VALUE, delta) : 1;
    }

    static double divergence(Spends spends, double order) {
        double sum = 0;
        for (Map.Entry<PrivacyEvent, Long> entry : spends.counts().entrySet()) {
            sum += entry.getValue() * divergence(entry.getKey(), order);
        }
        return sum * (1 + spends.counts().size() * Math.ulp(1.0));
    }

    /** The divergence of one event without failures, never below the truth. */
    static double divergence(PrivacyEvent event, double order) {
        if (event instanceof PrivacyEvent.Gaussian g) {
            return order / g.multiplier() / g.multiplier() / 2 * (1 + RELATIVE);
        }
        if (event instanceof PrivacyEvent.ZeroConcentrated z) {
            return order * z.rho();
        }
        if (event instanceof PrivacyEvent.PoissonSampled sampled) {
            return sampled(sampled, order);
        }
        double pure = PureBound.epsilon(event).orElse(Double.POSITIVE_INFINITY);
        double worst = randomizedResponse(pure, order);
        if (event instanceof PrivacyEvent.Laplace) {
            return Math.min(worst, laplace(pure, order));
        }
        if (event instanceof PrivacyEvent.DiscreteLaplace discrete) {
            return Math.min(worst, discreteLaplace(discrete.epsilon(), discrete.sensitivity(), order));
        }
        return worst;
    }

    /** The most that any mechanism of a pure epsilon can have. */
    private static double randomizedResponse(double epsilon, double order) {
        if (epsilon == Double.POSITIVE_INFINITY) {
            return epsilon;
        }
        double moment = logCosh((order - 0.5) * epsilon) - logCosh(epsilon / 2);
        // Next to order 1 two logarithms nearly cancel, each off by some units in the last place.
        double error = 4e-15 * logCosh((order - 0.5) * epsilon);
        return Math.min(epsilon, (moment + error) / (order - 1) * (1 + RELATIVE));
    }

    private static double logCosh(double x) {
        if (x > 20) {
            return x - StrictMath.log(2) + StrictMath.log1p(StrictMath.exp(-2 * x));
        }
        double half = StrictMath.sinh(x / 2);
        return StrictMath.log1p(2 * half * half);
    }

    private static double laplace(double epsilon, double order) {
        double a = order / (2 * order - 1);
        double b = (order - 1) / (2 * order - 1);
        double rest = b * StrictMath.exp(-(2 * order - 1) * epsilon);
        return logMoment((order - 1) * epsilon, StrictMath.log(a + rest), order);
    }

    /** The loss is epsilon up to 0, -epsilon from the sensitivity on, and falls by equal steps between. */
    private static double discreteLaplace(double epsilon, long sensitivity, double order) {
        double step = epsilon / sensitivity;
        double ratio = StrictMath.exp(-step);
        double inner = StrictMath.exp(-(2 * order - 1) * step);
        double middle = sensitivity == 1
                ? 0
                : -StrictMath.expm1(-step)
                        * inner
                        * StrictMath.expm1(-(2 * order - 1) * step * (sensitivity - 1))
                        / StrictMath.expm1(-(2 * order - 1) * step);
        double sum = 1 + middle + StrictMath.exp(-(2 * order - 1) * epsilon);
        return logMoment((order - 1) * epsilon, StrictMath.log(sum / (1 + ratio)), order);
    }

    /** The divergence whose moment has the logarithm a + b, where b may take away most of a. */
    private static double logMoment(double a, double b, double order) {
        return Math.max(0, a + b + 1e-15 * (1 + a)) / (order - 1);
    }

    private static double sampled(PrivacyEvent.PoissonSampled sampled, double order) {
        if (sampled.event() instanceof PrivacyEvent.Gaussian gaussian) {
            double whole = divergence(gaussian, order);
            if (order > LARGEST_SAMPLED_ORDER) {
                return whole;
            }
            SampledGaussian exact = new SampledGaussian(sampled.rate(), gaussian.multiplier());
            boolean fraction = order != StrictMath.rint(order) && exact.canIntegrate(order);
            return Math.min(
                    whole, fraction ? exact.logMoment(order) / (order - 1) : interpolated(order, exact::logMoment));
        }
        Spends inner = Spends.of(List.of(sampled.event()));
        double least = divergence(inner, order);
        OptionalDouble pure = PureBound.epsilon(sampled);
        if (pure.isPresent()) {
            least = Math.min(least, randomizedResponse(pure.getAsDouble(), order));
        }
        return order > (hasSampling(inner) ? LARGEST_NESTED_ORDER : LARGEST_SAMPLED_ORDER)
                ? least
                : Math.min(least, interpolated(order, whole -> anySampled(sampled.rate(), inner, (int) whole)));
    }

    private static boolean hasSampling(Spends spends) {
        return spends.counts().keySet().stream().anyMatch(PrivacyEvent.PoissonSampled.class::isInstance);
    }

    /** The logarithm of a moment is convex in the order and 0 at order 1, so a chord lies above it. */
    private static double interpolated(double order, DoubleUnaryOperator logMoment) {
        double low = Math.floor(order);
        double high = Math.ceil(order);
        double atHigh = logMoment.applyAsDouble(high);
        if (low == high) {
            return atHigh / (order - 1);
        }
        double atLow = low == 1 ? 0 : logMoment.applyAsDouble(low);
        return (atLow * (high - order) + atHigh * (order - low)) / (order - 1);
    }

    /** The logarithm of the moment of a sampled event by its divergences of whole orders. */
    private static double anySampled(double rate, Spends inner, int order) {
        double logRate = StrictMath.log(rate);
        double logRest = StrictMath.log1p(-rate);
        double sum = (order - 1) * logRest + StrictMath.log1p((order - 1) * rate);
        double logChoose = StrictMath.log(order);
        for (int j = 2; j <= order; j++) {
            logChoose += StrictMath.log((order - j + 1.0) / j);
            double factor = j == 2 ? 0 : StrictMath.log(3);
            double term = factor + logChoose + j * logRate + (order - j) * logRest + (j - 1) * divergence(inner, j);
            sum = logSum(sum, term);
        }
        return Math.max(0, sum) + 1e-15 * order * (1 + Math.abs(sum));
    }

    static double logSum(double a, double b) {
        double high = Math.max(a, b);
        return high == Double.NEGATIVE_INFINITY || high == Double.POSITIVE_INFINITY
                ? high
                : high + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - high));
    }

    /** The least value over the orders; without sampling, between two orders as well. */
    private static double minimum(Spends spends, DoubleUnaryOperator bound) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ORDERS.length; i++) {
            double value = bound.applyAsDouble(ORDERS[i]);
            if (value < least) {
                least = value;
                best = i;
            }
        }
        if (hasSampling(spends)) {
            return least;
        }
        double low = ORDERS[Math.max(0, best - 1)] - 1;
        double high = ORDERS[Math.min(ORDERS.length - 1, best + 1)] - 1;
        // Golden-section steps on the logarithm of the order less 1; any order proves a bound.
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int step = 0; step < 60; step++) {
            double width = StrictMath.log(high / low);
            double a = high * StrictMath.exp(-golden * width);
            double b = low * StrictMath.exp(golden * width);
            double atA = bound.applyAsDouble(1 + a);
            double atB = bound.applyAsDouble(1 + b);
            least = Math.min(least, Math.min(atA, atB));
            if (atA < atB) {
                high = b;
            } else {
                low = a;
            }
        }
        return least;
    }

    /** Fractions near 1 for large epsilon, every whole number a common sampled list may need, doublings for tiny epsilon. */
    private static double[] orders() {
        List<Double> orders = new ArrayList<>();
        for (double excess = 0x1p-20; excess < 0.1; excess *= 2) {
            orders.add(1 + excess);
        }
        for (int tenth = 11; tenth < 80; tenth += tenth < 30 ? 1 : 5) {
            orders.add(tenth / 10.0);
        }
        for (int order = 8; order <= 64; order += order < 32 ? 1 : 4) {
            orders.add((double) order);
        }
        for (double order = 80; order < 0x1p30; order *= order < 1024 ? 1.25 : 2) {
            orders.add(Math.floor(order));
        }
        return orders.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
