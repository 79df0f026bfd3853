package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;

/**
 * Discrete Gaussian noise: a number x with a chance in proportion to e^(-x^2 / (2 sigma^2)).
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. Canonne, G. Kamath, T. Steinke, The discrete Gaussian for differential privacy, NeurIPS 2020.
 */
public final class GaussianNoise implements NoiseMechanism {
    private final double variance;
    private final double rho;

    private GaussianNoise(double variance, double rho) {
        this.variance = variance;
        this.rho = rho;
    }

    /**
     * Noise for an answer.
     *
     * @param sensitivity the most that one privacy unit moves the numbers of the answer (L2), in units of the grid,
     *     finite, above 0
     * @param rho of zero-concentrated differential privacy, finite, above 0
     */
    public static GaussianNoise of(double sensitivity, double rho) {
        PrivacyEvent.ZeroConcentrated checked = new PrivacyEvent.ZeroConcentrated(rho);
        if (!(sensitivity > 0) || Double.isInfinite(sensitivity)) {
            throw new IllegalArgumentException("sensitivity must be finite and above 0, was " + sensitivity);
        }
        double variance = Math.nextUp(sensitivity * sensitivity) / (2 * checked.rho());
        if (!(variance > 0) || Double.isInfinite(variance)) {
            throw new IllegalArgumentException("the noise overflows; use a coarser grid or a larger rho");
        }
        return new GaussianNoise(Math.nextUp(variance), rho);
    }

    @Override
    public long[] release(long[] values, NoiseSource source) {
        long[] noise = new long[values.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = ExactDraws.gaussian(variance, source);
        }
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Math.addExact(values[i], noise[i]);
        }
        return noise;
    }

    @Override
    public PrivacyEvent event() {
        return new PrivacyEvent.ZeroConcentrated(rho);
    }

    @Override
    public double standardDeviation() {
        return Math.sqrt(variance);
    }

    @Override
    public long errorAt(double confidence) {
        double z = io.github.segmentation4j.internal.statistic.StandardNormal.criticalValue(confidence);
        return (long) Math.ceil(z * standardDeviation());
    }
}
