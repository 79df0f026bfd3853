package io.github.segmentation4j.privacy.accounting;

import java.util.Arrays;

/**
 * The worst privacy loss of a mechanism of which nothing but its rho is known, by the bound on delta at every epsilon.
 *
 * <p>The true delta is convex in e^epsilon and at most the bound at the epsilons looked at, so it lies below the chords of
 * their lower convex hull; and a convex bound is the delta of a pair of distributions that dominates the mechanism.
 *
 * <p>References: Y. Zhu, J. Dong, Y.-X. Wang, Optimal accounting of differential privacy via characteristic function,
 * AISTATS 2022.
 */
final class ConcentratedLoss {
    private final double[] epsilons;
    /** Of epsilon at least 0 the bound on delta, else what is told from the other side: e^epsilon (1 - delta(-epsilon)). */
    private final double[] bounds;

    private int size;

    private ConcentratedLoss(int most) {
        epsilons = new double[most];
        bounds = new double[most];
    }

    static LossAtoms of(double rho, int resolution, double tail) {
        double end = Bisection.leastWhere(0, Double.MAX_VALUE / 2, x -> Zcdp.delta(rho, x) <= tail);
        end = Math.min(end, Double.MAX_VALUE / 2);
        int half = Math.max(128, resolution / 8);
        ConcentratedLoss hull = new ConcentratedLoss(2 * half + 1);
        for (int i = -half; i <= half; i++) {
            double epsilon = end * Math.abs(i) / half;
            double delta = Zcdp.delta(rho, epsilon);
            hull.add(i < 0 ? -epsilon : epsilon, i < 0 ? StrictMath.exp(-epsilon) * (1 - delta) : delta);
        }
        double[] masses = new double[hull.size];
        for (int i = 0; i < masses.length; i++) {
            masses[i] = Math.max(0, hull.mass(i));
        }
        return LossAtoms.listed(Arrays.copyOf(hull.epsilons, hull.size), masses, hull.bounds[hull.size - 1]);
    }

    private void add(double epsilon, double bound) {
        epsilons[size] = epsilon;
        bounds[size] = bound;
        size++;
        while (size > 2 && fallBefore(size - 2) < fallAfter(size - 2, size - 1)) {
            epsilons[size - 2] = epsilons[size - 1];
            bounds[size - 2] = bounds[size - 1];
            size--;
        }
    }

    /** What the hull's slope in e^epsilon changes by at a point, times e^epsilon: the chance of this loss. */
    private double mass(int i) {
        return fallBefore(i) - (i == size - 1 ? 0 : fallAfter(i, i + 1));
    }

    /** e^epsilon times the slope of the chord that ends at a point; the first one begins at delta 1 and e^epsilon 0. */
    private double fallBefore(int i) {
        return i == 0 ? bounds[0] : chord(i - 1, i) / -StrictMath.expm1(gap(i - 1, i));
    }

    private double fallAfter(int i, int next) {
        return chord(i, next) / StrictMath.expm1(-gap(i, next));
    }

    private double gap(int i, int next) {
        return epsilons[i] - epsilons[next];
    }

    /** By how much delta falls from one point to the next. */
    private double chord(int i, int next) {
        double from = bounds[i];
        double to = bounds[next];
        if (epsilons[next] < 0) {
            return to - from;
        }
        return epsilons[i] < 0 ? 1 - from - to : from - to;
    }
}
