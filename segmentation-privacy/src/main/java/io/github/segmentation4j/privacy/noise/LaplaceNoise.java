package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.math.BigDecimal;

/**
 * Discrete Laplace noise: a whole number x with a chance in proportion to e^(-|x| epsilon / sensitivity), drawn without
 * rounding. With sensitivity 1 it is the geometric mechanism, the best there is for a single count.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. Canonne, G. Kamath, T. Steinke, The discrete Gaussian for differential privacy, NeurIPS 2020; A. Ghosh,
 * T. Roughgarden, M. Sundararajan, Universally utility-maximizing privacy mechanisms, STOC 2009.
 *
 * <p>Implementation note: epsilon / sensitivity is rounded down to a double, so that the noise is never less than it must
 * be and at most one part in 10^15 more. Draws are exact for that number; they come by rejection from blocks and not by the
 * algorithm of the first reference, whose many single decisions cost more random bits.
 */
public final class LaplaceNoise implements NoiseMechanism {
    private final long sensitivity;
    private final double epsilon;
    private final double rate;
    private final DiscreteSampler sampler;

    private LaplaceNoise(long sensitivity, double epsilon) {
        this.sensitivity = sensitivity;
        this.epsilon = epsilon;
        rate = rate(sensitivity, epsilon);
        sampler = DiscreteSampler.laplace(rate);
    }

    /**
     * Noise for an answer.
     *
     * @param sensitivity the most that one privacy unit changes all numbers of the answer together (L1), in units of the
     *     grid, at least 1
     * @param epsilon finite, above 0, at least sensitivity / 2^56
     */
    public static LaplaceNoise of(long sensitivity, double epsilon) {
        PrivacyEvent.DiscreteLaplace checked = new PrivacyEvent.DiscreteLaplace(epsilon, sensitivity);
        return new LaplaceNoise(checked.sensitivity(), checked.epsilon());
    }

    /**
     * The geometric mechanism: noise for a count that one privacy unit changes by at most 1.
     *
     * @param epsilon finite, above 0, at least 2^-56
     */
    public static LaplaceNoise geometric(double epsilon) {
        return of(1, epsilon);
    }

    private static double rate(long sensitivity, double epsilon) {
        return Dyadic.greatestQuotient(epsilon / sensitivity, epsilon, BigDecimal.valueOf(sensitivity));
    }

    @Override
    public long[] release(long[] values, NoiseSource source) {
        return sampler.addTo(values, source);
    }

    @Override
    public PrivacyEvent event() {
        return new PrivacyEvent.DiscreteLaplace(epsilon, sensitivity);
    }

    /** The chance that the noise on one number is exactly {@code noise} units. */
    public double probability(long noise) {
        return StrictMath.tanh(rate / 2) * StrictMath.exp(-rate * Math.abs((double) noise));
    }

    @Override
    public double standardDeviation() {
        return Math.sqrt(2) * StrictMath.exp(-rate / 2) / -StrictMath.expm1(-rate);
    }

    @Override
    public long errorAt(double confidence) {
        double miss = Confidence.missOf(confidence);
        // P(|x| > m) = 2 e^(-rate (m + 1)) / (1 + e^-rate).
        double m = -StrictMath.log(miss * (1 + StrictMath.exp(-rate)) / 2) / rate * Confidence.UPWARD - 1;
        return (long) Math.max(0, Math.ceil(m));
    }
}
