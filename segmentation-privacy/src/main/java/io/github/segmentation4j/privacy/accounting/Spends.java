package io.github.segmentation4j.privacy.accounting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events taken apart and counted, in an order that depends on the events alone, so that neither their order nor the way
 * they were grouped changes a bit of what is computed from them.
 *
 * <p>The chance that an approximate guarantee fails is taken out: by Kairouz, Oh and Viswanath (2015), (epsilon, delta) is
 * no worse than to tell everything with chance delta and to be epsilon-private otherwise.
 */
final class Spends {
    private final Map<PrivacyEvent, Long> counts;
    private final double failure;

    private Spends(Map<PrivacyEvent, Long> counts, double failure) {
        this.counts = counts;
        this.failure = failure;
    }

    static Spends of(List<PrivacyEvent> events) {
        Map<PrivacyEvent, Long> found = new HashMap<>();
        Map<Double, Long> failures = new HashMap<>();
        events.forEach(event -> take(event, 1, found, failures));
        Map<PrivacyEvent, Long> counts = new TreeMap<>(Comparator.comparing(PrivacyEvent::toString));
        counts.putAll(found);
        return new Spends(counts, together(failures));
    }

    /** Each kind of event with how often it happened: pure, Laplace, zero-concentrated, Gaussian or sampled. */
    Map<PrivacyEvent, Long> counts() {
        return counts;
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** What remains of a delta when the failures are paid for, negative where they cost more. */
    double remaining(double delta) {
        if (failure == 0 || delta < failure) {
            return delta < failure ? -1 : delta;
        }
        return Math.max(0, Math.nextDown((delta - failure) / (1 - failure)) * (1 - 4e-16));
    }

    /** The delta that the rest and the failures make together. */
    double withFailures(double delta) {
        return failure == 0 ? delta : Math.min(1, (delta + failure * (1 - delta)) * (1 + 4e-16));
    }

    private static void take(
            PrivacyEvent event, long times, Map<PrivacyEvent, Long> counts, Map<Double, Long> failures) {
        if (event instanceof PrivacyEvent.Repeated repeated) {
            take(repeated.event(), product(times, repeated.times()), counts, failures);
        } else if (event instanceof PrivacyEvent.Composed composed) {
            composed.events().forEach(part -> take(part, times, counts, failures));
        } else if (event instanceof PrivacyEvent.Approximate a) {
            count(failures, a.delta(), times);
            if (a.epsilon() > 0) {
                count(counts, new PrivacyEvent.Pure(a.epsilon()), times);
            }
        } else if (event instanceof PrivacyEvent.PoissonSampled sampled) {
            takeSampled(sampled, times, counts, failures);
        } else {
            count(counts, event, times);
        }
    }

    /** Sampling multiplies the chance of a failure by its rate, and what is left is a sampled event without failures. */
    private static void takeSampled(
            PrivacyEvent.PoissonSampled sampled,
            long times,
            Map<PrivacyEvent, Long> counts,
            Map<Double, Long> failures) {
        if (sampled.rate() == 1) {
            take(sampled.event(), times, counts, failures);
            return;
        }
        Spends inner = of(List.of(sampled.event()));
        if (inner.failure > 0) {
            count(failures, Math.nextUp(sampled.rate() * inner.failure), times);
        }
        if (!inner.isEmpty()) {
            count(counts, new PrivacyEvent.PoissonSampled(sampled.rate(), inner.event()), times);
        }
    }

    /** All of these as one event, Gaussians alone as one Gaussian. */
    private PrivacyEvent event() {
        if (counts.keySet().stream().allMatch(PrivacyEvent.Gaussian.class::isInstance)) {
            double shift = gaussianShift();
            return counts.size() == 1 && counts.values().iterator().next() == 1
                    ? counts.keySet().iterator().next()
                    : new PrivacyEvent.Gaussian(Math.nextDown(1 / shift));
        }
        List<PrivacyEvent> parts = new ArrayList<>();
        counts.forEach((event, times) -> {
            if (times > Integer.MAX_VALUE) {
                throw tooMany();
            }
            parts.add(times == 1 ? event : new PrivacyEvent.Repeated(event, times.intValue()));
        });
        return parts.size() == 1 ? parts.get(0) : new PrivacyEvent.Composed(parts);
    }

    /** The shift, in standard deviations, of the one Gaussian that all Gaussians among the events are together. */
    double gaussianShift() {
        double squares = 0;
        int summands = 0;
        for (Map.Entry<PrivacyEvent, Long> entry : counts.entrySet()) {
            if (entry.getKey() instanceof PrivacyEvent.Gaussian gaussian) {
                squares += entry.getValue() / gaussian.multiplier() / gaussian.multiplier();
                summands++;
            }
        }
        // A square may underflow, and no Gaussian is free.
        double shift = summands == 0 ? 0 : Math.sqrt(Math.max(Double.MIN_NORMAL, squares));
        return shift * (1 + (summands + 2) * Math.ulp(1.0));
    }

    /** The rho of all zero-concentrated events together. */
    double rho() {
        double sum = 0;
        int summands = 0;
        for (Map.Entry<PrivacyEvent, Long> entry : counts.entrySet()) {
            if (entry.getKey() instanceof PrivacyEvent.ZeroConcentrated concentrated) {
                sum += entry.getValue() * concentrated.rho();
                summands++;
            }
        }
        return sum * (1 + summands * Math.ulp(1.0));
    }

    /** The chance that any of the failures happens. */
    private static double together(Map<Double, Long> failures) {
        double sum = 0;
        double kept = 0;
        long all = 0;
        for (Map.Entry<Double, Long> entry : new TreeMap<>(failures).entrySet()) {
            double failure = entry.getKey();
            long times = entry.getValue();
            sum += times * failure;
            kept += times * StrictMath.log1p(-failure);
            all += times;
        }
        if (all <= 1) {
            return sum;
        }
        double slack = 1 + (failures.size() + 4) * Math.ulp(1.0);
        return Math.min(1, Math.min(sum * slack, -StrictMath.expm1(kept * slack) * slack));
    }

    private static <T> void count(Map<T, Long> counts, T key, long times) {
        try {
            counts.merge(key, times, Math::addExact);
        } catch (ArithmeticException tooMany) {
            throw tooMany();
        }
    }

    private static long product(long times, int more) {
        try {
            return Math.multiplyExact(times, more);
        } catch (ArithmeticException tooMany) {
            throw tooMany();
        }
    }

    private static IllegalArgumentException tooMany() {
        return new IllegalArgumentException(
                "an event is repeated more often than can be counted; repeat it less often");
    }
}
