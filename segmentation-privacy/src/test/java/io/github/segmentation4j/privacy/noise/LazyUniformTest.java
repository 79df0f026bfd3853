package io.github.segmentation4j.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LazyUniformTest {
    private static final MathContext DIGITS = new MathContext(140);

    /** 1 / e^gamma from a series of positive terms in decimal arithmetic: another way to the same number. */
    private static BigDecimal reference(double gamma) {
        BigDecimal x = new BigDecimal(gamma);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 20 || term.compareTo(sum.ulp()) > 0; k++) {
            term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return BigDecimal.ONE.divide(sum, DIGITS);
    }

    private static BigDecimal scaled(BigInteger integer, int bits) {
        return new BigDecimal(integer).divide(new BigDecimal(BigInteger.ONE.shiftLeft(bits)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-17, 0.1, 0.4999999, 0.5, 1, 2.75, 17.3, 123.456, 700.5, 1234.5})
    void theIntegerIntervalHoldsTheExponential(double gamma) {
        for (int precision : new int[] {117, 181, 400}) {
            BigInteger least = LazyUniform.exponential(Dyadic.of(gamma), precision);
            BigDecimal truth = reference(gamma);
            assertThat(scaled(least, precision)).isLessThanOrEqualTo(truth);
            assertThat(scaled(least.add(BigInteger.valueOf(LazyUniform.WIDTH)), precision))
                    .isGreaterThanOrEqualTo(truth);
        }
    }

    @Test
    void theDoubleIntervalHoldsTheExponentialAndIsNarrow() {
        SeededRandom random = SeededRandom.of(3);
        for (int i = 0; i < 300; i++) {
            double gamma = 60 * random.nextDouble();
            double factor = 1 + random.nextDouble();
            BigDecimal truth = reference(gamma)
                    .multiply(new BigDecimal(factor))
                    .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(LazyUniform.LEADING_BITS)));
            long below = LazyUniform.surelyBelow(factor, gamma);
            long above = LazyUniform.surelyAbove(factor, gamma);
            assertThat(new BigDecimal(below)).isLessThanOrEqualTo(truth);
            assertThat(new BigDecimal(above)).isGreaterThanOrEqualTo(truth);
            assertThat((double) above - below).isLessThan(Math.max(3, truth.doubleValue() * 0x1p-41));
        }
    }

    /** The first 53 bits of e^-1 decide nothing; the bits after them do. */
    @Test
    void bitsThatAgreeAreFollowedUntilTheyDiffer() {
        int bits = LazyUniform.LEADING_BITS + 3 * Long.SIZE;
        BigInteger digits =
                LazyUniform.exponential(Dyadic.of(1), bits + Long.SIZE).shiftRight(Long.SIZE);
        assertThat(below(digits.subtract(BigInteger.TWO), bits)).isTrue();
        assertThat(below(digits.add(BigInteger.TWO), bits)).isFalse();
        assertThat(below(digits.subtract(BigInteger.ONE.shiftLeft(100)), bits)).isTrue();
        assertThat(below(digits.add(BigInteger.ONE.shiftLeft(100)), bits)).isFalse();
    }

    private static boolean below(BigInteger uniform, int bits) {
        long leading = uniform.shiftRight(bits - LazyUniform.LEADING_BITS).longValueExact();
        NoiseSource rest = new NoiseSource(target -> {
            for (int i = 1; i <= 3; i++) {
                ByteBuffer.wrap(target)
                        .putLong(
                                (i - 1) * Long.BYTES,
                                uniform.shiftRight((3 - i) * Long.SIZE).longValue());
            }
        });
        return LazyUniform.isBelow(leading, 1, 1, rest);
    }

    @Test
    void aQuotientIsTheGreatestDoubleNotAboveTheTrueOne() {
        SeededRandom random = SeededRandom.of(4);
        for (int i = 0; i < 2_000; i++) {
            double dividend = StrictMath.exp(20 * random.nextGaussian());
            double root = StrictMath.exp(10 * random.nextGaussian());
            BigDecimal divisor = new BigDecimal(root).multiply(new BigDecimal(root));
            double q = Dyadic.greatestQuotient(dividend / root / root, dividend, divisor);
            assertThat(new BigDecimal(q).multiply(divisor)).isLessThanOrEqualTo(new BigDecimal(dividend));
            assertThat(new BigDecimal(q * (1 + 1e-15)).multiply(divisor)).isGreaterThan(new BigDecimal(dividend));
        }
    }

    @Test
    void aDyadicNumberIsTheDouble() {
        for (double value : new double[] {0, Double.MIN_VALUE, 0.1, 1, 1e300, Double.MAX_VALUE}) {
            Dyadic dyadic = Dyadic.of(value);
            assertThat(new BigDecimal(dyadic.integer())
                            .divide(new BigDecimal(BigInteger.ONE.shiftLeft(dyadic.shift()))))
                    .isEqualByComparingTo(new BigDecimal(value));
        }
    }
}
