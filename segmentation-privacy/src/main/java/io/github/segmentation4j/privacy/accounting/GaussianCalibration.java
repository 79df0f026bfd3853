package io.github.segmentation4j.privacy.accounting;

/**
 * The exact epsilon, delta and sigma of Gaussian noise, each rounded to the safe side.
 *
 * <p>The sensitivity is the most that one privacy unit moves the answer in L2 under the adjacency of the release: where
 * adding or removing a unit moves it by at most s, replacing one moves it by at most 2 s ({@link #sigma(double, double,
 * double, Adjacency)}).
 *
 * <p>Holds no state and is safe for use by several threads.
 *
 * <p>References: B. Balle, Y.-X. Wang, Improving the Gaussian mechanism for differential privacy: analytical calibration and
 * optimal denoising, ICML 2018.
 *
 * <p>Implementation note: the two tails are subtracted as logarithms of Mills ratios, which keeps a delta of 10^-300 as
 * precise as one of 0.1. The classic formula sqrt(2 log(1.25 / delta)) / epsilon is not offered: it does not hold for
 * epsilon above 1.
 */
public final class GaussianCalibration {
    /** Covers the round-off of exponential and logarithm; compared with 60 digits over 4,500 cases, no delta was too small. */
    private static final double SLACK = 2e-14;

    private GaussianCalibration() {}

    /**
     * The least standard deviation that gives epsilon and delta.
     *
     * @param epsilon finite, at least 0
     * @param delta above 0, below 1
     * @param sensitivity finite, above 0
     */
    public static double sigma(double epsilon, double delta, double sensitivity) {
        Checks.epsilon(epsilon);
        Checks.openDelta(delta);
        Positive.required("sensitivity", sensitivity);
        double sigma = Bisection.leastWhere(Double.MIN_NORMAL, Double.MAX_VALUE, x -> delta(x, epsilon, 1) <= delta);
        double scaled = Math.nextUp(sigma * sensitivity);
        // A product can round down to where the quotient is a bit too large.
        while (delta(scaled, epsilon, sensitivity) > delta) {
            scaled *= 1 + Math.ulp(1.0);
        }
        return Positive.required("sigma", scaled);
    }

    /**
     * The least standard deviation that gives epsilon and delta, with the sensitivity to one unit more or less.
     *
     * @param epsilon finite, at least 0
     * @param delta above 0, below 1
     * @param contribution the most that one privacy unit adds to the answer in L2, finite, above 0
     * @param adjacency replacing moves the answer by twice the contribution, and doubles sigma
     */
    public static double sigma(double epsilon, double delta, double contribution, Adjacency adjacency) {
        return sigma(epsilon, delta, adjacency == Adjacency.REPLACE ? 2 * contribution : contribution);
    }

    /**
     * The delta at an epsilon.
     *
     * @param sigma finite, above 0
     * @param epsilon finite, at least 0
     * @param sensitivity finite, above 0
     */
    public static double delta(double sigma, double epsilon, double sensitivity) {
        Positive.required("sigma", sigma);
        Checks.epsilon(epsilon);
        Positive.required("sensitivity", sensitivity);
        return delta(Math.nextUp(sensitivity / sigma), epsilon);
    }

    /**
     * The least epsilon at a delta.
     *
     * @param sigma finite, above 0
     * @param delta above 0, below 1
     * @param sensitivity finite, above 0
     */
    public static double epsilon(double sigma, double delta, double sensitivity) {
        Positive.required("sigma", sigma);
        Checks.openDelta(delta);
        Positive.required("sensitivity", sensitivity);
        return epsilon(Math.nextUp(sensitivity / sigma), delta);
    }

    /** The least epsilon of a shift by {@code shift} standard deviations, infinite where a double holds none. */
    static double epsilon(double shift, double delta) {
        return Bisection.leastWhere(0, Double.MAX_VALUE, x -> delta(shift, x) <= delta);
    }

    /** The delta of a shift by {@code shift} standard deviations, which may be 0 or infinite. */
    static double delta(double shift, double epsilon) {
        if (shift == 0) {
            return 0;
        }
        double far = epsilon / shift - shift / 2;
        double farther = epsilon / shift + shift / 2;
        if (farther == Double.POSITIVE_INFINITY) {
            return shift < 1 ? Double.MIN_VALUE : 1;
        }
        double upper;
        if (epsilon == 0) {
            upper = 2 * NormalTail.body(shift / 2);
        } else if (far >= 2) {
            // e^epsilon times the density at the farther end is the density at the nearer one.
            double ratios = NormalTail.millsRatio(far) - NormalTail.millsRatio(farther);
            // The difference of two close ratios keeps the error of each.
            ratios = Math.max(0, ratios) + 6e-16 * NormalTail.millsRatio(far);
            upper = StrictMath.exp(NormalTail.logDensity(far) + StrictMath.log(ratios));
        } else {
            upper = NormalTail.of(far) - StrictMath.exp(epsilon + NormalTail.log(farther)) + 1e-15;
        }
        // The error of z^2 / 2 grows with its size.
        double slack = Math.min(1, SLACK + 5e-16 * farther * farther);
        return Math.min(1, Math.max(upper * (1 + slack), Double.MIN_VALUE));
    }
}
