package io.github.segmentation4j.privacy.accounting;

import io.github.segmentation4j.privacy.accounting.LossAtoms.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Composition of privacy-loss distributions: by closed forms where only Gaussians or one event are left, else on a grid by
 * the Fourier transform ({@link LossSum}).
 */
final class LossDistribution {
    /** A composition of one sampled event can differ from another's by direction; the worse one counts. */
    private static final List<Direction> BOTH = List.of(Direction.REMOVE, Direction.ADD);
    /** Losses of all different events together, and grid cells of all together: what keeps a call below a second. */
    private static final int MOST_LOSSES = 1 << 15;

    private static final int MOST_CELLS = 1 << 20;
    /** What a Gaussian's infinite loss may take of delta, in all. */
    private static final double TAIL_SHARE = 1e-7;

    private static final double SMALLEST_TAIL = 1e-300;

    private LossDistribution() {}

    static OptionalDouble epsilon(Spends spends, double delta) {
        double most = PureBound.epsilon(spends).orElse(Double.MAX_VALUE);
        if (ExactLoss.delta(spends, 1).isPresent()) {
            return finite(Bisection.leastWhere(
                    0, most, x -> ExactLoss.delta(spends, x).orElse(1) <= delta));
        }
        double worst = 0;
        for (Direction direction : directions(spends)) {
            List<Term> terms = terms(spends, direction, delta);
            worst = Math.max(worst, LossSum.forDelta(terms, cells(terms), delta).epsilon(delta));
        }
        return finite(Math.min(worst, most == Double.MAX_VALUE ? worst : most));
    }

    static double delta(Spends spends, double epsilon) {
        OptionalDouble exact = ExactLoss.delta(spends, epsilon);
        if (exact.isPresent()) {
            return exact.getAsDouble();
        }
        OptionalDouble pure = PureBound.epsilon(spends);
        if (pure.isPresent() && pure.getAsDouble() <= epsilon) {
            return 0;
        }
        // The tails must be small beside a delta that is not known yet: begin with the Renyi bound and look again.
        double guess = Renyi.delta(spends, epsilon);
        double delta = worst(spends, epsilon, guess);
        for (int again = 0; again < 3 && delta < guess * 0.01; again++) {
            guess = delta;
            delta = Math.min(delta, worst(spends, epsilon, guess));
        }
        return delta;
    }

    private static double worst(Spends spends, double epsilon, double guess) {
        double worst = 0;
        for (Direction direction : directions(spends)) {
            List<Term> terms = terms(spends, direction, guess);
            worst = Math.max(
                    worst, LossSum.forEpsilon(terms, cells(terms), epsilon).delta(epsilon));
        }
        return worst;
    }

    /**
     * Events of one kind, each with the same loss.
     *
     * @param atoms the loss of one
     * @param times how many
     */
    record Term(LossAtoms atoms, long times) {}

    private static OptionalDouble finite(double epsilon) {
        return Double.isInfinite(epsilon) ? OptionalDouble.empty() : OptionalDouble.of(epsilon);
    }

    private static List<Direction> directions(Spends spends) {
        boolean sampled = spends.counts().keySet().stream().anyMatch(PrivacyEvent.PoissonSampled.class::isInstance);
        return sampled ? BOTH : BOTH.subList(0, 1);
    }

    private static List<Term> terms(Spends spends, Direction direction, double delta) {
        double events = 1;
        for (long times : spends.counts().values()) {
            events += times;
        }
        double tail = Math.max(SMALLEST_TAIL, delta * TAIL_SHARE / events);
        int share = Math.max(256, MOST_LOSSES / spends.counts().size());
        int resolution = Math.min(1 << 12, share);
        // Sampling bends the loss, so that the parts of its line must be shorter.
        int finer = Math.min(1 << 14, share);
        List<Term> terms = new ArrayList<>();
        double shift = spends.gaussianShift();
        if (shift > 0) {
            terms.add(new Term(LossAtoms.gaussian(shift, resolution, tail), 1));
        }
        double rho = spends.rho();
        if (rho > 0) {
            terms.add(new Term(ConcentratedLoss.of(rho, resolution, tail), 1));
        }
        for (Map.Entry<PrivacyEvent, Long> entry : spends.counts().entrySet()) {
            PrivacyEvent event = entry.getKey();
            boolean sampled = event instanceof PrivacyEvent.PoissonSampled;
            if (!(event instanceof PrivacyEvent.Gaussian || event instanceof PrivacyEvent.ZeroConcentrated)) {
                terms.add(
                        new Term(LossAtoms.of(event, direction, sampled ? finer : resolution, tail), entry.getValue()));
            }
        }
        return terms;
    }

    /**
     * As many cells as keep the spread that the grid adds, at most a quarter of a squared cell for each event, below some
     * millionths of the variance, as far as there is time.
     */
    private static int cells(List<Term> terms) {
        double events = 0;
        for (Term term : terms) {
            events += term.times();
        }
        double wanted = 3000 * Math.sqrt(events);
        int affordable = Math.max(1 << 11, Math.min(1 << 17, MOST_CELLS / terms.size()));
        return Integer.highestOneBit((int) Math.min(affordable, Math.max(1 << 13, 2 * wanted)));
    }
}
