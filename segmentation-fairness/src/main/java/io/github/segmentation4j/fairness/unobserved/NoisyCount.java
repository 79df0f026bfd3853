package io.github.segmentation4j.fairness.unobserved;

/**
 * A count to which noise of a known variance was added, as differential privacy does.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param count what was published, finite; noise may make it negative or broken
 * @param variance of the noise, at least 0
 */
public record NoisyCount(double count, double variance) {
    /** Checks the numbers. */
    public NoisyCount {
        if (!Double.isFinite(count) || !(variance >= 0) || Double.isInfinite(variance)) {
            throw new IllegalArgumentException(
                    "a noisy count needs a finite count and a finite variance of at least 0, were " + count + " and "
                            + variance);
        }
    }

    /** A count without noise, at least 0. */
    public static NoisyCount exact(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count without noise must not be negative, was " + count);
        }
        return new NoisyCount(count, 0);
    }

    /**
     * A count with Laplace noise: variance 2 b^2.
     *
     * @param scale b, such as sensitivity / epsilon
     */
    public static NoisyCount laplace(double count, double scale) {
        return new NoisyCount(count, 2 * requirePositive(scale) * scale);
    }

    /** A count with Gaussian noise of a standard deviation. */
    public static NoisyCount gaussian(double count, double deviation) {
        return new NoisyCount(count, requirePositive(deviation) * deviation);
    }

    /**
     * A count with discrete Laplace noise, of a probability proportional to exp(-|x| / b): variance 2q / (1 - q)^2 for
     * q = exp(-1 / b).
     *
     * @param scale b
     */
    public static NoisyCount discreteLaplace(long count, double scale) {
        double inverse = -1 / requirePositive(scale);
        double missing = StrictMath.expm1(inverse);
        return new NoisyCount(count, 2 * StrictMath.exp(inverse) / (missing * missing));
    }

    /**
     * A count with discrete Gaussian noise, of a probability proportional to exp(-x^2 / (2 s^2)). Its variance is at most
     * s^2, which is taken.
     *
     * @param deviation s
     */
    public static NoisyCount discreteGaussian(long count, double deviation) {
        return gaussian((double) count, deviation);
    }

    private static double requirePositive(double size) {
        if (!(size > 0) || Double.isInfinite(size)) {
            throw new IllegalArgumentException("the size of noise must be above 0 and finite, was " + size);
        }
        return size;
    }
}
