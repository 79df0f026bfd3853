package io.github.segmentation4j.privacy.accounting;

/**
 * Moments of the loss of Gaussian noise on a Poisson sample, for the direction in which a row is removed; the other
 * direction has smaller ones.
 *
 * <p>References: I. Mironov, K. Talwar, L. Zhang, Renyi differential privacy of the sampled Gaussian mechanism, 2019.
 *
 * <p>Implementation note: moments of fractional order are integrated by the trapezoidal rule, whose error falls
 * exponentially for functions like this, in place of the series of the paper; software that adds up the absolute values of
 * that series reports up to some percent more.
 */
final class SampledGaussian {
    /** Standard deviations beyond the outermost peak, where the density has fallen by e^-84. */
    private static final double REACH = 13;

    private final double rate;
    private final double shift;

    SampledGaussian(double rate, double multiplier) {
        this.rate = rate;
        this.shift = 1 / multiplier;
    }

    /** Whether the moment of an order, which grows like e^(order^2 shift^2 / 2), stays within a double. */
    boolean canIntegrate(double order) {
        return order * order * shift * shift < 600 && (order * shift + REACH) * shift < 600;
    }

    /** The logarithm of the moment; fractional orders only where they can be integrated. */
    double logMoment(double order) {
        double moment = order == StrictMath.rint(order) ? whole((int) order) : StrictMath.log1p(integrated(order));
        return moment * (1 + 1e-11);
    }

    private double whole(int order) {
        // The moment less 1, so that small ones keep their digits.
        double logRate = StrictMath.log(rate);
        double logRest = StrictMath.log1p(-rate);
        double logExcess = Double.NEGATIVE_INFINITY;
        double logChoose = StrictMath.log(order);
        for (int j = 2; j <= order; j++) {
            logChoose += StrictMath.log((order - j + 1.0) / j);
            double gain = 0.5 * j * (j - 1) * shift * shift;
            double logGain = gain > 40 ? gain : StrictMath.log(StrictMath.expm1(gain));
            double term = logChoose + j * logRate + (order - j) * logRest + logGain;
            logExcess = Renyi.logSum(logExcess, term);
        }
        return softPlus(logExcess);
    }

    /** log(1 + e^x). */
    private static double softPlus(double x) {
        return x > 0 ? x + StrictMath.log1p(StrictMath.exp(-x)) : StrictMath.log1p(StrictMath.exp(x));
    }

    /** The moment less 1. */
    private double integrated(double order) {
        // The integrand has its nearest pole at a distance of pi / shift: e^(-2 pi^2 / (shift step)) is below 1e-17.
        double step = Math.min(0.125, 0.5 / shift);
        double sum = 0;
        double last = order * shift + REACH;
        for (double x = -REACH; x <= last; x += step) {
            double y = rate * StrictMath.expm1(shift * x - shift * shift / 2);
            sum += StrictMath.exp(NormalTail.logDensity(x)) * excess(y, order);
        }
        return sum * step;
    }

    /** (1 + y)^order - 1 - order y: the linear part has mean 0 and would only cancel. */
    private static double excess(double y, double order) {
        if (Math.abs(y) < 1e-5) {
            return order * (order - 1) / 2 * y * y * (1 + (order - 2) * y / 3 * (1 + (order - 3) * y / 4));
        }
        // Next to order 1 the difference is small beside the rounding of its terms.
        return StrictMath.expm1(order * StrictMath.log1p(y)) - order * y + 1e-15 * order * Math.abs(y);
    }
}
