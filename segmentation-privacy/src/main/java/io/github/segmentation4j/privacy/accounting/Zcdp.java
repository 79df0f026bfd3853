package io.github.segmentation4j.privacy.accounting;

/**
 * Zero-concentrated differential privacy turned into epsilon and delta and back, always to the safe side.
 *
 * <p>Holds no state and is safe for use by several threads.
 *
 * <p>References: C. Canonne, G. Kamath, T. Steinke, The discrete Gaussian for differential privacy, NeurIPS 2020.
 */
public final class Zcdp {
    private static final int STEPS = 200;

    private Zcdp() {}

    /**
     * The delta of a mechanism.
     *
     * @param rho finite, above 0
     * @param epsilon finite, at least 0
     */
    public static double delta(double rho, double epsilon) {
        Positive.required("rho", rho);
        // The logarithm of the bound is convex in the order alpha, so halving its bracket finds the least.
        double low = 1 + 1e-12;
        double high = Math.max(2, (epsilon + 1) / rho + 2);
        for (int step = 0; step < STEPS; step++) {
            double middle = low + (high - low) / 2;
            double slope = (2 * middle - 1) * rho - epsilon + StrictMath.log1p(-1 / middle);
            if (slope < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double bound = (high - 1) * (high * rho - epsilon) + high * StrictMath.log1p(-1 / high);
        return Math.min(1, StrictMath.exp(bound) / (high - 1) * (1 + 1e-12));
    }

    /**
     * The least epsilon of a mechanism at a delta.
     *
     * @param rho finite, above 0
     * @param delta above 0, below 1
     */
    public static double epsilon(double rho, double delta) {
        Positive.required("rho", rho);
        Positive.required("delta", delta);
        double low = 0;
        double high = rho + 2 * Math.sqrt(rho * -StrictMath.log(delta));
        for (int step = 0; step < STEPS; step++) {
            double middle = low + (high - low) / 2;
            if (delta(rho, middle) <= delta) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /**
     * The greatest rho that stays within an epsilon and a delta.
     *
     * @param epsilon finite, above 0
     * @param delta above 0, below 1
     */
    public static double rho(double epsilon, double delta) {
        Positive.required("epsilon", epsilon);
        Positive.required("delta", delta);
        double low = 0;
        double high = epsilon + 1;
        while (delta(high, epsilon) <= delta) {
            high *= 2;
        }
        for (int step = 0; step < STEPS; step++) {
            double middle = low + (high - low) / 2;
            if (middle > 0 && delta(middle, epsilon) <= delta) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
