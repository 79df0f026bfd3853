package io.github.segmentation4j.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden values: reference of the project, section Noise, recomputed with 50 digits; tolerance: the digits printed. */
class MechanismsTest {
    private static GaussianNoise gaussian(double sigmaSquared) {
        return GaussianNoise.of(1, 0.5 / sigmaSquared);
    }

    @ParameterizedTest
    @CsvSource({
        ".25, .21501267508814, .78657070704195",
        "1, .99999978876773, .39894227826686",
        "4, 4.0, .19947114020072"
    })
    void goldenVariancesAndChancesOfTheDiscreteGaussian(double sigmaSquared, double variance, double atZero) {
        GaussianNoise noise = gaussian(sigmaSquared);
        assertThat(noise.standardDeviation() * noise.standardDeviation()).isCloseTo(variance, within(5.1e-15));
        assertThat(noise.probability(0)).isCloseTo(atZero, within(5.1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        ".1, 199.833416634, 5e-10",
        ".5, 7.83539617807, 5e-12",
        "1, 1.84134718842, 5e-12",
        "2, .362030830483, 5e-13"
    })
    void goldenVariancesAndChancesOfTheDiscreteLaplace(double epsilon, double variance, double digits) {
        LaplaceNoise noise = LaplaceNoise.geometric(epsilon);
        assertThat(noise.standardDeviation() * noise.standardDeviation()).isCloseTo(variance, within(digits));
        assertThat(noise.probability(0)).isCloseTo(StrictMath.tanh(epsilon / 2), within(1e-15));
    }

    @Test
    void noiseIsNeverLessThanItsCostNeeds() {
        for (double sensitivity : new double[] {1, 1.1, 3, Math.sqrt(2), 12345.678, 1e9 / 3}) {
            for (double rho : new double[] {0.1, 1.0 / 3, 0.7, 1e-4 / 7}) {
                BigDecimal needed = new BigDecimal(sensitivity).pow(2);
                BigDecimal given = new BigDecimal(
                                GaussianNoise.of(sensitivity, rho).sigmaSquared() * (1 + 2e-15))
                        .multiply(new BigDecimal(2 * rho));
                assertThat(given).isGreaterThan(needed);
                assertThat(given.doubleValue()).isLessThan(needed.doubleValue() * (1 + 1e-9));
            }
        }
        assertThat(GaussianNoise.of(3, 0.2).event()).isEqualTo(new PrivacyEvent.ZeroConcentrated(0.2));
        assertThat(LaplaceNoise.of(3, 0.2).event()).isEqualTo(new PrivacyEvent.DiscreteLaplace(0.2, 3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1, 1.9, 2.1, 40, 128})
    void theErrorIsTheLeastThatHoldsWithTheConfidence(double scale) {
        GaussianNoise gaussian = gaussian(scale * scale);
        LaplaceNoise laplace = LaplaceNoise.geometric(1 / scale);
        for (double confidence : new double[] {1e-9, 0.3, 0.777, 0.95, 0.999, 1 - 1e-9, Math.nextDown(1.0)}) {
            assertLeast(gaussian::probability, gaussian.errorAt(confidence), confidence, scale);
            assertLeast(laplace::probability, laplace.errorAt(confidence), confidence, scale);
        }
    }

    private static void assertLeast(LongToDoubleFunction law, long error, double confidence, double scale) {
        double beyond = 0;
        for (long x = (long) (100 * scale) + 100; x > error; x--) {
            beyond += 2 * law.applyAsDouble(x);
        }
        assertThat(beyond).isLessThanOrEqualTo((1 - confidence) * (1 + 1e-12));
        if (error > 0) {
            assertThat(beyond + 2 * law.applyAsDouble(error)).isGreaterThan((1 - confidence) * (1 - 1e-12));
        }
    }

    @Test
    void theErrorOfLargeNoiseIsThatOfTheNormalLaw() {
        assertThat(gaussian(1e12).errorAt(0.95)).isBetween(1_959_964L, 1_959_965L);
        assertThat(LaplaceNoise.geometric(1e-9).errorAt(0.95)).isBetween(2_995_732_272L, 2_995_732_274L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aConfidenceOutOfRangeIsRefused(double confidence) {
        assertThatIllegalArgumentException().isThrownBy(() -> gaussian(1).errorAt(confidence));
        assertThatIllegalArgumentException().isThrownBy(() -> gaussian(1e9).errorAt(confidence));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaplaceNoise.geometric(1).errorAt(confidence));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExponentialMechanism.of(1, 1).errorAt(2, confidence));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aCostOrSensitivityOutOfRangeIsRefused(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> LaplaceNoise.geometric(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianNoise.of(1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianNoise.of(bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialMechanism.of(1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> RandomisedResponse.of(2, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> LaplaceNoise.of(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialMechanism.of(0, 1));
    }

    @Test
    void aScaleThatIsTooLargeForALongIsRefused() {
        assertThatThrownBy(() -> LaplaceNoise.of(Long.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("coarser grid");
        assertThatIllegalArgumentException().isThrownBy(() -> LaplaceNoise.geometric(Double.MIN_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianNoise.of(1e200, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianNoise.of(1, Double.MIN_VALUE));
    }

    @Test
    void noiseThatIsAllButCertainToBeZeroIsZero() {
        NoiseSource source = SeededNoise.of(3);
        for (NoiseMechanism mechanism : new NoiseMechanism[] {
            LaplaceNoise.geometric(1e300), LaplaceNoise.geometric(800), GaussianNoise.of(1e-160, 1e300), gaussian(1e-4)
        }) {
            for (long answer : mechanism.release(new long[5_000], source)) {
                assertThat(answer).isZero();
            }
            assertThat(mechanism.errorAt(0.99)).isZero();
            assertThat(mechanism.standardDeviation()).isBetween(0.0, 1e-100);
        }
    }

    @Test
    void noiseHasTheScaleOfItsSensitivity() {
        long[] laplace = LaplaceNoise.of(7, 0.3).release(new long[ChiSquare.DRAWS], SeededNoise.of(4));
        assertThat(ChiSquare.pValue(laplace, ChiSquare.laplace(7 / 0.3), 7 / 0.3))
                .isGreaterThan(ChiSquare.REJECTED);
        double sigma = 3 / Math.sqrt(2 * 0.2);
        long[] gaussian = GaussianNoise.of(3, 0.2).release(new long[ChiSquare.DRAWS], SeededNoise.of(4));
        assertThat(ChiSquare.pValue(gaussian, ChiSquare.gaussian(sigma), sigma)).isGreaterThan(ChiSquare.REJECTED);
        for (double tooFar : new double[] {1.175, 1 / 1.175}) {
            assertThat(ChiSquare.pValue(laplace, ChiSquare.laplace(tooFar * 7 / 0.3), 7 / 0.3))
                    .isLessThan(ChiSquare.REJECTED);
            assertThat(ChiSquare.pValue(gaussian, ChiSquare.gaussian(tooFar * sigma), sigma))
                    .isLessThan(ChiSquare.REJECTED);
        }
    }

    @Test
    void hazard1AnswersAreWholeMultiplesOfTheGridWhateverTheValue() {
        Grid grid = Grid.ofExponent(-7);
        LaplaceNoise noise = LaplaceNoise.of(grid.toUnitsUp(1), 0.01);
        NoiseSource source = SeededNoise.of(1);
        for (double value : new double[] {0, 0.1, 1.0 / 3, 5e6 / 7}) {
            for (int i = 0; i < 1_000; i++) {
                double answer = grid.toValue(noise.release(grid.toUnits(value), source));
                assertThat(answer / grid.step()).isEqualTo(Math.rint(answer / grid.step()));
            }
        }
    }

    @Test
    void hazard1NeighboursCanGiveTheSameAnswers() {
        for (NoiseMechanism mechanism : new NoiseMechanism[] {LaplaceNoise.geometric(1), gaussian(1.5)}) {
            assertThat(answersNear(mechanism, 0)).isEqualTo(answersNear(mechanism, 1));
        }
    }

    private static Set<Long> answersNear(NoiseMechanism mechanism, long value) {
        Set<Long> seen = new TreeSet<>();
        NoiseSource source = SeededNoise.of(2);
        for (int i = 0; i < ChiSquare.DRAWS; i++) {
            long answer = mechanism.release(value, source);
            if (Math.abs(answer) <= 3) {
                seen.add(answer);
            }
        }
        return seen;
    }

    @Test
    void hazard2PrecisionOfASumTellsNothing() {
        for (NoiseMechanism mechanism : new NoiseMechanism[] {LaplaceNoise.geometric(0.001), gaussian(1e6)}) {
            for (long value : new long[] {0, 1, 1L << 20, 1L << 40, 3L << 55}) {
                long[] values = new long[ChiSquare.DRAWS];
                Arrays.fill(values, value);
                long[] answers = mechanism.release(values, SeededNoise.of(value));
                assertThat(ChiSquare.lowBits(answers)).isGreaterThan(ChiSquare.REJECTED);
            }
        }
    }

    @Test
    void hazard11TheBitsUsedDoNotDependOnTheValues() {
        for (NoiseMechanism mechanism : new NoiseMechanism[] {LaplaceNoise.geometric(0.001), gaussian(1e6)}) {
            long[] zeros = mechanism.release(new long[3], SeededNoise.of(9));
            long[] others = mechanism.release(new long[] {5, -7, 1L << 50}, SeededNoise.of(9));
            assertThat(others).containsExactly(zeros[0] + 5, zeros[1] - 7, zeros[2] + (1L << 50));
        }
    }

    @Test
    void anAnswerOfNoNumbersIsEmpty() {
        assertThat(gaussian(1).release(new long[0], SeededNoise.of(1))).isEmpty();
    }
}
