package io.github.segmentation4j.privacy.accounting;

/**
 * The upper tail of the standard normal distribution, accurate to a few units of the last place of its logarithm however
 * far out, where a chance of 10^-300 would already be lost in the complementary error function.
 */
final class NormalTail {
    private static final double HALF_LOG_TWO_PI = StrictMath.log(2 * Math.PI) / 2;
    /** Below, the power series of the body has no cancellation worth naming; above, the continued fraction is short. */
    private static final double FAR = 2;

    private NormalTail() {}

    /** The logarithm of the chance of a value of at least {@code z}. */
    static double log(double z) {
        if (z >= FAR) {
            return logDensity(z) + StrictMath.log(millsRatio(z));
        }
        return z <= -FAR ? StrictMath.log1p(-StrictMath.exp(log(-z))) : StrictMath.log(0.5 - body(z));
    }

    /** The chance of a value of at least {@code z}. */
    static double of(double z) {
        if (z >= FAR) {
            return StrictMath.exp(logDensity(z)) * millsRatio(z);
        }
        return z <= -FAR ? 1 - of(-z) : 0.5 - body(z);
    }

    /** The tail divided by the density, from 2 on, by Laplace's continued fraction. */
    static double millsRatio(double z) {
        // Its error falls as exp(-2 z sqrt(n)): as many as leave less than 1e-18, found with 40 digits from 2 to 40.
        int steps = (int) (12 + 480 / (z * z));
        double fraction = z;
        for (int n = steps; n >= 1; n--) {
            fraction = z + n / fraction;
        }
        return 1 / fraction;
    }

    /** The logarithm of e^a - e^b, for a at least b. */
    static double logDifference(double a, double b) {
        return a + StrictMath.log(-StrictMath.expm1(b - a));
    }

    static double logDensity(double z) {
        return -z * z / 2 - HALF_LOG_TWO_PI;
    }

    /** The chance of a value between 0 and {@code z}, negative where z is. */
    static double body(double z) {
        if (z >= FAR) {
            return 0.5 - of(z);
        }
        double term = z;
        double sum = z;
        for (int n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
            term *= z * z / n;
            sum += term;
        }
        return sum * StrictMath.exp(logDensity(z));
    }
}
