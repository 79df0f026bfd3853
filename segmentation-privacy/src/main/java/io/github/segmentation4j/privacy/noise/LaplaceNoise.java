package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.math.BigInteger;

/**
 * Discrete Laplace noise: a number x with a chance in proportion to e^(-|x| epsilon / sensitivity). With sensitivity 1 it
 * is the geometric mechanism.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. Canonne, G. Kamath, T. Steinke, The discrete Gaussian for differential privacy, NeurIPS 2020; A. Ghosh,
 * T. Roughgarden, M. Sundararajan, Universally utility-maximizing privacy mechanisms, STOC 2009.
 */
public final class LaplaceNoise implements NoiseMechanism {
    private final long sensitivity;
    private final double epsilon;

    private LaplaceNoise(long sensitivity, double epsilon) {
        this.sensitivity = sensitivity;
        this.epsilon = epsilon;
    }

    /**
     * Noise for an answer.
     *
     * @param sensitivity the most that one privacy unit changes all numbers of the answer together (L1), in units of the
     *     grid, at least 1
     * @param epsilon finite, above 0
     */
    public static LaplaceNoise of(long sensitivity, double epsilon) {
        PrivacyEvent.DiscreteLaplace checked = new PrivacyEvent.DiscreteLaplace(epsilon, sensitivity);
        return new LaplaceNoise(checked.sensitivity(), checked.epsilon());
    }

    @Override
    public long[] release(long[] values, NoiseSource source) {
        long[] noise = new long[values.length];
        Rational scale = Rational.of(sensitivity).dividedBy(Rational.of(epsilon));
        for (int i = 0; i < noise.length; i++) {
            noise[i] = ExactDraws.laplace(scale, source);
        }
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Math.addExact(values[i], noise[i]);
        }
        return noise;
    }

    @Override
    public PrivacyEvent event() {
        return new PrivacyEvent.DiscreteLaplace(epsilon, sensitivity);
    }

    @Override
    public double standardDeviation() {
        double q = StrictMath.exp(-epsilon / sensitivity);
        return Math.sqrt(2 * q) / -StrictMath.expm1(-epsilon / sensitivity);
    }

    @Override
    public long errorAt(double confidence) {
        double q = epsilon / sensitivity;
        // P(|x| > m) = 2 e^(-q (m + 1)) / (1 + e^-q).
        double m = -StrictMath.log((1 - confidence) * (1 + StrictMath.exp(-q)) / 2) / q - 1;
        return (long) Math.max(0, Math.ceil(m));
    }

    /** A positive rational number. */
    record Rational(BigInteger over, BigInteger under) {
        static Rational of(long value) {
            return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
        }

        static Rational of(double value) {
            int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
            BigInteger mantissa = BigInteger.valueOf((long) Math.scalb(value, -exponent));
            return exponent >= 0
                    ? new Rational(mantissa.shiftLeft(exponent), BigInteger.ONE)
                    : new Rational(mantissa, BigInteger.ONE.shiftLeft(-exponent));
        }

        Rational dividedBy(Rational other) {
            return times(other.inverted());
        }

        @SuppressWarnings("ArgumentSelectionDefectChecker") // swapped on purpose
        Rational inverted() {
            return new Rational(under, over);
        }

        Rational times(Rational other) {
            BigInteger a = over.multiply(other.over);
            BigInteger b = under.multiply(other.under);
            BigInteger common = a.gcd(b);
            return new Rational(a.divide(common), b.divide(common));
        }
    }
}
