package io.github.segmentation4j.privacy.accounting;

/**
 * Zero-concentrated differential privacy turned into epsilon and delta and back, always to the safe side.
 *
 * <p>Holds no state and is safe for use by several threads.
 *
 * <p>References: C. Canonne, G. Kamath, T. Steinke, The discrete Gaussian for differential privacy, NeurIPS 2020.
 *
 * <p>Implementation note: {@link #rho} stays a part in 10^12 below the exact number, so that going to epsilon and back never
 * grants more than there was.
 */
public final class Zcdp {
    private static final double MARGIN = 1e-12;

    private Zcdp() {}

    /**
     * The delta of a mechanism.
     *
     * @param rho finite, above 0
     * @param epsilon finite, at least 0
     */
    public static double delta(double rho, double epsilon) {
        Positive.required("rho", rho);
        Checks.epsilon(epsilon);
        // With the order 1 + u, the logarithm of the bound is convex in u and this is its slope.
        double u = Bisection.leastWhere(
                Double.MIN_NORMAL, 1e150, x -> (2 * x + 1) * rho - epsilon - StrictMath.log1p(1 / x) >= 0);
        u = Math.min(u, 1e150);
        // Any u gives a bound, so only the round-off of this one matters.
        double gain = (1 + u) * rho * (1 + 1e-15) - epsilon * (1 - 1e-15);
        double logs = (1 + u) * StrictMath.log1p(1 / u) + StrictMath.log(u);
        double error = 1e-15 * (1 + Math.abs(StrictMath.log(u)));
        double delta = StrictMath.exp(u * gain - logs + error);
        return delta <= 1 ? Math.max(Double.MIN_VALUE, delta) : 1;
    }

    /**
     * The least epsilon of a mechanism at a delta.
     *
     * @param rho finite, above 0
     * @param delta above 0, below 1
     */
    public static double epsilon(double rho, double delta) {
        Positive.required("rho", rho);
        Checks.openDelta(delta);
        double epsilon = leastEpsilon(rho, delta);
        if (Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("no double holds the epsilon of rho " + rho + "; use a smaller rho");
        }
        return epsilon;
    }

    /** Infinite where a double holds none. */
    static double leastEpsilon(double rho, double delta) {
        // The simple formula lies above, also after rounding when it is doubled.
        double enough = 2 * rho + 4 * Math.sqrt(rho) * Math.sqrt(-StrictMath.log(delta));
        return Bisection.leastWhere(0, Math.min(Double.MAX_VALUE, enough), x -> delta(rho, x) <= delta);
    }

    /**
     * The greatest rho that stays within an epsilon and a delta.
     *
     * @param epsilon finite, above 0
     * @param delta above 0, below 1
     */
    public static double rho(double epsilon, double delta) {
        Positive.required("epsilon", epsilon);
        Checks.openDelta(delta);
        double tooMuch = Bisection.leastWhere(Double.MIN_NORMAL, Double.MAX_VALUE, x -> delta(x, epsilon) > delta);
        double rho = Math.min(tooMuch, Double.MAX_VALUE) * (1 - MARGIN);
        if (!(rho >= Double.MIN_NORMAL)) {
            throw new IllegalArgumentException("no rho that a double holds stays within epsilon " + epsilon
                    + " and delta " + delta + "; allow more");
        }
        return rho;
    }
}
