package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.math.BigDecimal;
import org.apache.commons.math3.special.Erf;

/**
 * Discrete Gaussian noise: a whole number x with a chance in proportion to e^(-x^2 / (2 sigma^2)), drawn without rounding,
 * where sigma^2 = sensitivity^2 / (2 rho).
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. Canonne, G. Kamath, T. Steinke, The discrete Gaussian for differential privacy, NeurIPS 2020.
 *
 * <p>Implementation note: 1 / (2 sigma^2) is rounded down to a double, so that sigma^2 is never less than it must be and at
 * most one part in 10^15 more. Draws are exact for that number; they come by rejection from blocks and not from discrete
 * Laplace draws as in the reference, which cost more random bits.
 */
public final class GaussianNoise implements NoiseMechanism {
    /** From here on the moments are those of the continuous law: they differ by a factor of 1 + e^(-2 pi^2 sigma^2). */
    private static final double CONTINUOUS = 2;

    /** Up to here the error is found by adding up the law. */
    private static final double SUMMED = 128;

    /** Beyond this many deviations less than 10^-300 is left. */
    private static final double REACH = 38;

    private final double rho;
    private final double rate;
    private final double sigma;
    private final DiscreteSampler sampler;

    private GaussianNoise(double rho, double rate) {
        this.rho = rho;
        this.rate = rate;
        sampler = DiscreteSampler.gaussian(rate);
        sigma = Math.sqrt(0.5 / rate);
    }

    /**
     * Noise for an answer.
     *
     * @param sensitivity the most that one privacy unit moves the numbers of the answer (L2), in units of the grid,
     *     finite, above 0
     * @param rho of zero-concentrated differential privacy, finite, above 0, large enough for a sigma of at most 2^56
     */
    public static GaussianNoise of(double sensitivity, double rho) {
        PrivacyEvent.ZeroConcentrated checked = new PrivacyEvent.ZeroConcentrated(rho);
        if (!(sensitivity > 0) || Double.isInfinite(sensitivity)) {
            throw new IllegalArgumentException("sensitivity must be finite and above 0, was " + sensitivity);
        }
        BigDecimal exact = new BigDecimal(sensitivity);
        return new GaussianNoise(
                checked.rho(),
                Dyadic.greatestQuotient(rho / sensitivity / sensitivity, checked.rho(), exact.multiply(exact)));
    }

    @Override
    public long[] release(long[] values, NoiseSource source) {
        return sampler.addTo(values, source);
    }

    @Override
    public PrivacyEvent event() {
        return new PrivacyEvent.ZeroConcentrated(rho);
    }

    /** The parameter sigma^2, which below 4 is more than the variance of the noise. */
    public double sigmaSquared() {
        return 0.5 / rate;
    }

    /** The chance that the noise on one number is exactly {@code noise} units. */
    public double probability(long noise) {
        return density(noise) / total();
    }

    @Override
    public double standardDeviation() {
        if (sigma >= CONTINUOUS) {
            return sigma;
        }
        double sum = 0;
        for (int x = reach(); x > 0; x--) {
            sum += (double) x * x * density(x);
        }
        return Math.sqrt(2 * sum / total());
    }

    /**
     * {@inheritDoc}
     *
     * <p>From a sigma of 128 units on, the bound comes from the continuous law and may be one unit above the least.
     */
    @Override
    public long errorAt(double confidence) {
        double miss = Confidence.missOf(confidence);
        if (sigma > SUMMED) {
            // The chance of more than m is a sum of falling values, and so at most the integral from m on.
            return (long) Math.ceil(Math.sqrt(2) * Erf.erfInv(confidence) * sigma * Confidence.UPWARD);
        }
        double left = miss * total() / 2;
        double beyond = 0;
        int m = reach();
        while (m > 0 && beyond + density(m) <= left) {
            beyond += density(m);
            m--;
        }
        return m;
    }

    private double total() {
        if (sigma >= CONTINUOUS) {
            return sigma * Math.sqrt(2 * Math.PI);
        }
        double sum = 0;
        for (int x = reach(); x > 0; x--) {
            sum += density(x);
        }
        return 1 + 2 * sum;
    }

    private int reach() {
        return (int) Math.ceil(REACH * sigma) + 1;
    }

    private double density(long x) {
        return StrictMath.exp(-rate * ((double) x * x));
    }
}
