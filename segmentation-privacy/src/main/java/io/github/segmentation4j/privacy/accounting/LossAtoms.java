package io.github.segmentation4j.privacy.accounting;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The distribution of a privacy loss log(P / Q) under P, on finitely many losses in ascending order and at infinity, such
 * that it is never better than the mechanism's.
 *
 * <p>A continuous loss is cut into intervals, and the chance of each is put on its two ends so that its chance under P and
 * under Q both stay what they were: joining the ends again is a post-processing that gives the interval back, so the pair
 * with the ends is at least as easy to tell apart.
 *
 * <p>References: V. Doroshenko, B. Ghazi, P. Kamath, R. Kumar, P. Manurangsi, Connect the dots: tighter discrete
 * approximations of privacy loss distributions, PoPETs 2022.
 */
final class LossAtoms {
    /** Which of the two neighbours the answer comes from; only sampling makes a difference. */
    enum Direction {
        REMOVE,
        ADD
    }

    /** The relative error of the chance of a narrow interval, with room to spare. */
    private static final double CHANCE_ERROR = 1e-11;
    /** The low end of a Gaussian, in standard deviations; what lies below is moved up, so little that nothing shows it. */
    private static final double LOW_END = 9;
    /** The number of losses to which a composition inside a sample is kept. */
    private static final int INNER = 2048;

    private final double[] losses;
    private final double[] masses;
    private final double infinite;

    private LossAtoms(double[] losses, double[] masses, double infinite) {
        this.losses = losses;
        this.masses = masses;
        this.infinite = infinite;
    }

    int size() {
        return losses.length;
    }

    double loss(int i) {
        return losses[i];
    }

    double mass(int i) {
        return masses[i];
    }

    /** The chance under P of what cannot happen under Q. */
    double infinite() {
        return infinite;
    }

    double largest() {
        return losses[losses.length - 1];
    }

    static LossAtoms listed(double[] losses, double[] masses, double infinite) {
        return new LossAtoms(losses, masses, infinite);
    }

    /**
     * The loss of one event without failures.
     *
     * @param resolution about how many losses a continuous one is cut to
     * @param tail the chance that may be counted as an infinite loss
     */
    static LossAtoms of(PrivacyEvent event, Direction direction, int resolution, double tail) {
        if (event instanceof PrivacyEvent.Gaussian gaussian) {
            return gaussian(Math.nextUp(1 / gaussian.multiplier()), resolution, tail);
        }
        if (event instanceof PrivacyEvent.PoissonSampled sampled) {
            return composed(sampled.event(), direction, resolution, tail).sampled(sampled.rate(), direction);
        }
        if (event instanceof PrivacyEvent.ZeroConcentrated concentrated) {
            return ConcentratedLoss.of(concentrated.rho(), resolution, tail);
        }
        double epsilon = PureBound.epsilon(event).orElseThrow();
        if (event instanceof PrivacyEvent.Laplace) {
            return laplace(epsilon, resolution);
        }
        if (event instanceof PrivacyEvent.DiscreteLaplace discrete) {
            return discreteLaplace(epsilon, discrete.sensitivity(), resolution);
        }
        double lie = StrictMath.exp(-epsilon) / (1 + StrictMath.exp(-epsilon));
        return new LossAtoms(new double[] {-epsilon, epsilon}, new double[] {lie, 1 - lie}, 0);
    }

    static LossAtoms gaussian(double shift, int resolution, double tail) {
        double end = Bisection.leastWhere(1, 40, x -> NormalTail.of(x) <= tail);
        double high = Math.min(40, end);
        double width = (high + LOW_END) / resolution;
        double[] losses = new double[resolution + 1];
        double[] masses = new double[resolution + 1];
        for (int i = 0; i <= resolution; i++) {
            losses[i] = shift * (i * width - LOW_END) + shift * shift / 2;
        }
        masses[0] = NormalTail.of(LOW_END);
        for (int i = 0; i < resolution; i++) {
            double from = i * width - LOW_END;
            double to = (i + 1) * width - LOW_END;
            double logP = logChance(from, to);
            double logQ = logChance(from + shift, to + shift);
            double p = StrictMath.exp(logP);
            double up = upperShare(-StrictMath.expm1(logQ + losses[i] - logP), losses[i + 1] - losses[i]);
            masses[i] += p * (1 - up);
            masses[i + 1] += p * up;
        }
        return new LossAtoms(losses, masses, NormalTail.of(high));
    }

    private static double logChance(double from, double to) {
        return from >= 0
                ? NormalTail.logDifference(NormalTail.log(from), NormalTail.log(to))
                : NormalTail.logDifference(NormalTail.log(-to), NormalTail.log(-from));
    }

    /** The share of an interval's chance that its upper end gets, where 1 - q e^low / p is known up to an error. */
    private static double upperShare(double gain, double width) {
        return Math.max(0, Math.min(1, (Math.max(0, gain) + CHANCE_ERROR) / -StrictMath.expm1(-width)));
    }

    private static LossAtoms laplace(double epsilon, int resolution) {
        double[] losses = new double[resolution + 1];
        double[] masses = new double[resolution + 1];
        double width = epsilon / resolution;
        // Both halves of an interval have the same shape: its upper end gets 1 / (1 + e^-width).
        double up = 1 / (1 + StrictMath.exp(-width)) + 4 * Math.ulp(1.0);
        for (int i = 0; i <= resolution; i++) {
            losses[i] = epsilon * (2.0 * i / resolution - 1);
        }
        masses[0] = StrictMath.exp(-epsilon) / 2;
        masses[resolution] = 0.5;
        for (int i = 0; i < resolution; i++) {
            double chance = StrictMath.exp(-(resolution - 1 - i) * width) * -StrictMath.expm1(-width) / 2;
            masses[i] += chance * (1 - up);
            masses[i + 1] += chance * up;
        }
        return new LossAtoms(losses, masses, 0);
    }

    private static LossAtoms discreteLaplace(double epsilon, long sensitivity, int resolution) {
        double step = epsilon / sensitivity;
        double whole = 1 + StrictMath.exp(-step);
        int cuts = (int) Math.min(sensitivity, resolution);
        double[] losses = new double[2 * cuts];
        double[] masses = new double[2 * cuts];
        // Number 0 and below, then blocks of the numbers from 1 to below the sensitivity, then the rest.
        int at = 2 * cuts - 1;
        losses[at] = epsilon;
        masses[at--] = 1 / whole;
        long from = 1;
        for (int i = 1; i < cuts; i++) {
            long to = 1 + (long) ((double) (sensitivity - 1) * i / (cuts - 1));
            to = i == cuts - 1 ? sensitivity : Math.max(from + 1, Math.min(to, sensitivity - (cuts - 1 - i)));
            double chance = StrictMath.exp(-from * step) * -StrictMath.expm1(-(to - from) * step) / whole;
            double up = 1 / (1 + StrictMath.exp(-(to - 1 - from) * step)) + 4 * Math.ulp(1.0);
            losses[at] = epsilon - 2 * from * step;
            masses[at--] = chance * up;
            losses[at] = epsilon - 2 * (to - 1) * step;
            masses[at--] = chance * (1 - up);
            from = to;
        }
        losses[0] = -epsilon;
        masses[0] = StrictMath.exp(-epsilon) / whole;
        return new LossAtoms(losses, masses, 0);
    }

    /** The loss of the same mechanism on a Poisson sample. */
    private LossAtoms sampled(double rate, Direction direction) {
        int n = losses.length;
        if (direction == Direction.ADD) {
            // The loss is -log(1 - q + q e^-loss); what was infinite is at -log(1 - q) now.
            int size = infinite > 0 ? n + 1 : n;
            double[] moved = new double[size];
            double[] same = Arrays.copyOf(masses, size);
            for (int i = 0; i < n; i++) {
                moved[i] = -mixed(-losses[i], rate);
            }
            if (infinite > 0) {
                moved[n] = -StrictMath.log1p(-rate);
                same[n] = infinite;
            }
            return new LossAtoms(moved, same, 0);
        }
        double[] moved = new double[n + 1];
        double[] mixed = new double[n + 1];
        double seen = 0;
        for (int i = 0; i < n; i++) {
            double without = masses[i] * StrictMath.exp(-losses[i]);
            seen += without;
            moved[i + 1] = mixed(losses[i], rate);
            mixed[i + 1] = (1 - rate) * without + rate * masses[i];
        }
        moved[0] = StrictMath.log1p(-rate);
        mixed[0] = (1 - rate) * Math.max(0, 1 - seen);
        return new LossAtoms(moved, mixed, rate * infinite);
    }

    /** log(1 - q + q e^loss). */
    private static double mixed(double loss, double rate) {
        return loss > 500
                ? loss + StrictMath.log(rate) + StrictMath.log1p((1 - rate) / rate * StrictMath.exp(-loss))
                : StrictMath.log1p(rate * StrictMath.expm1(loss));
    }

    /** The loss of what is done with one sample: mostly one event, else all of them folded together one by one. */
    private static LossAtoms composed(PrivacyEvent event, Direction direction, int resolution, double tail) {
        Spends spends = Spends.of(List.of(event));
        if (spends.counts().size() == 1 && spends.counts().values().iterator().next() == 1) {
            return of(spends.counts().keySet().iterator().next(), direction, resolution, tail);
        }
        LossAtoms all = new LossAtoms(new double[] {0}, new double[] {1}, 0);
        for (Map.Entry<PrivacyEvent, Long> entry : spends.counts().entrySet()) {
            LossAtoms power = of(entry.getKey(), direction, INNER, tail / entry.getValue());
            for (long left = entry.getValue(); left > 0; left /= 2) {
                all = left % 2 == 1 ? all.and(power) : all;
                power = left > 1 ? power.and(power) : power;
            }
        }
        return all;
    }

    /** Both one after the other; sums of positive numbers, so that the smallest chance keeps its digits. */
    private LossAtoms and(LossAtoms other) {
        double width = (largest() - losses[0] + other.largest() - other.losses[0]) / INNER;
        LossGrid a = LossGrid.of(this, width);
        LossGrid b = LossGrid.of(other, width);
        double[] sum = a.convolved(b);
        double[] at = new double[sum.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = (a.first() + b.first() + i) * width;
        }
        return new LossAtoms(at, sum, infinite + other.infinite - infinite * other.infinite);
    }
}
