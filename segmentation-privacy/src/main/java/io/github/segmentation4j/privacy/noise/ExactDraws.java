package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.noise.LaplaceNoise.Rational;
import java.math.BigInteger;

/** Draws by integer arithmetic alone. */
final class ExactDraws {
    private ExactDraws() {}

    /** True with chance over / under. */
    private static boolean bernoulli(BigInteger over, BigInteger under, NoiseSource source) {
        int bits = under.bitLength();
        BigInteger draw;
        do {
            draw = BigInteger.ZERO;
            for (int have = 0; have < bits; have += 32) {
                int take = Math.min(32, bits - have);
                draw = draw.shiftLeft(take).or(BigInteger.valueOf(source.nextLong() >>> (64 - take)));
            }
        } while (draw.compareTo(under) >= 0);
        return draw.compareTo(over) < 0;
    }

    /** True with chance e^-(over / under). */
    private static boolean bernoulliExp(BigInteger over, BigInteger under, NoiseSource source) {
        BigInteger left = over;
        while (left.compareTo(under) > 0) {
            if (!fraction(under, under, source)) {
                return false;
            }
            left = left.subtract(under);
        }
        return fraction(left, under, source);
    }

    private static boolean fraction(BigInteger over, BigInteger under, NoiseSource source) {
        long k = 1;
        while (bernoulli(over, under.multiply(BigInteger.valueOf(k)), source)) {
            k++;
        }
        return (k & 1) == 1;
    }

    static long laplace(Rational scale, NoiseSource source) {
        BigInteger s = scale.under();
        BigInteger t = scale.over();
        while (true) {
            BigInteger u = BigInteger.ZERO;
            do {
                u = BigInteger.ZERO;
                int bits = t.bitLength();
                for (int have = 0; have < bits; have += 32) {
                    int take = Math.min(32, bits - have);
                    u = u.shiftLeft(take).or(BigInteger.valueOf(source.nextLong() >>> (64 - take)));
                }
            } while (u.compareTo(t) >= 0);
            if (!bernoulliExp(u, t, source)) {
                continue;
            }
            long v = 0;
            while (bernoulliExp(BigInteger.ONE, BigInteger.ONE, source)) {
                v++;
            }
            long y = u.add(t.multiply(BigInteger.valueOf(v))).divide(s).longValueExact();
            boolean negative = source.nextLong() < 0;
            if (!(negative && y == 0)) {
                return negative ? -y : y;
            }
        }
    }

    static long gaussian(double variance, NoiseSource source) {
        Rational sigma2 = Rational.of(variance);
        long t = (long) Math.sqrt(variance) + 1;
        while (true) {
            long y = laplace(Rational.of(t), source);
            // (|y| - sigma^2 / t)^2 / (2 sigma^2)
            BigInteger top = BigInteger.valueOf(Math.abs(y))
                    .multiply(BigInteger.valueOf(t))
                    .multiply(sigma2.under())
                    .subtract(sigma2.over());
            BigInteger bottom = BigInteger.valueOf(t)
                    .multiply(sigma2.under())
                    .pow(2)
                    .multiply(sigma2.over())
                    .shiftLeft(1);
            if (bernoulliExp(top.pow(2).multiply(sigma2.under()), bottom, source)) {
                return y;
            }
        }
    }
}
