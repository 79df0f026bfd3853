package io.github.segmentation4j.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianCalibrationTest {
    private static final double LN_3 = StrictMath.log(3);

    /** Section "Gaussian mechanism" of the reference, to its 14 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 1e-5, 30.749566131977", "0.1, 1e-6, 36.304690426196", "0.5, 1e-5, 7.0318266755825",
        "1, 1e-5, 3.7306316348159", "1, 1e-6, 4.2246788893268", "1, 1e-10, 5.8677777496305",
        "2, 1e-5, 1.9938124456435", "2, 1e-6, 2.2304762711864", "5, 1e-5, 0.89186826495152",
        "10, 1e-5, 0.49988861970901"
    })
    void sigmaIsThatOfTheReference(double epsilon, double delta, double sigma) {
        assertThat(GaussianCalibration.sigma(epsilon, delta, 1)).isCloseTo(sigma, within(sigma * 5e-14));
    }

    /** Found with 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "1, 1e-30, 11.08310294897699",
        "0.1, 1e-100, 208.7888599316367",
        "1, 1e-300, 36.8654978941111",
        "0.001, 1e-10, 4584.218227174257",
        "50, 1e-10, 0.1802942229424137"
    })
    void tinyDeltasKeepTheirDigits(double epsilon, double delta, double sigma) {
        assertThat(GaussianCalibration.sigma(epsilon, delta, 1)).isBetween(sigma * (1 - 4e-15), sigma * (1 + 1e-12));
    }

    /** Section "Gaussian mechanism" of the reference. */
    @Test
    void deltaIsThatOfTheReference() {
        assertThat(GaussianCalibration.delta(10, 0.1, 1)).isCloseTo(0.008751768145810, within(1e-14));
        assertThat(GaussianCalibration.delta(10, LN_3, 5)).isCloseTo(0.004159742234000802, within(1e-14));
        assertThat(GaussianCalibration.delta(0.5, 0, 1)).isCloseTo(0.6826894921370859, within(1e-13));
        assertThat(GaussianCalibration.delta(1, LN_3, 1)).isCloseTo(0.10985556344445052, within(1e-14));
        assertThat(GaussianCalibration.delta(1, 1, 1)).isCloseTo(0.12693674, within(5e-9));
        assertThat(GaussianCalibration.delta(1, 2, 1)).isCloseTo(0.02092364, within(5e-9));
    }

    @Test
    void replacingInsteadOfAddingDoublesSigma() {
        double added = GaussianCalibration.sigma(1, 1e-6, 3, Adjacency.ADD_OR_REMOVE);
        double replaced = GaussianCalibration.sigma(1, 1e-6, 3, Adjacency.REPLACE);
        assertThat(replaced).isCloseTo(2 * added, within(1e-14 * replaced));
    }

    @Test
    void hazard9AdjacencyDecidesTheNoise() {
        double replaced = GaussianCalibration.sigma(1, 1e-6, 1, Adjacency.REPLACE);
        double added = GaussianCalibration.sigma(1, 1e-6, 1, Adjacency.ADD_OR_REMOVE);
        // Noise for one adjacency does not do for the other: replacing moves the answer by 2.
        assertThat(GaussianCalibration.delta(replaced, 1, 2)).isLessThanOrEqualTo(1e-6);
        assertThat(GaussianCalibration.delta(added, 1, 2)).isGreaterThan(1e-4);
    }

    @Test
    void hazard10SigmaKeepsToItsDelta() {
        for (double epsilon = 0; epsilon < 60; epsilon = epsilon * 1.9 + 0.003) {
            for (double delta = 0.4; delta > 1e-290; delta *= delta > 1e-12 ? 0.07 : 1e-31) {
                for (double sensitivity : new double[] {1, 0.3, 7e5}) {
                    if (epsilon == 0 && delta < 1e-200) {
                        continue; // sigma would be 10^200: only the exponent is in doubt there
                    }
                    double sigma = GaussianCalibration.sigma(epsilon, delta, sensitivity);
                    assertThat(GaussianCalibration.delta(sigma, epsilon, sensitivity))
                            .isLessThanOrEqualTo(delta);
                    assertThat(GaussianCalibration.delta(sigma * 0.9999, epsilon, sensitivity))
                            .isGreaterThan(delta);
                    double back = GaussianCalibration.epsilon(sigma, delta, sensitivity);
                    // There and back rounds twice, each time to the safe side.
                    assertThat(back).isLessThanOrEqualTo(epsilon * (1 + 1e-9) + 1e-12);
                }
            }
        }
    }

    @Test
    void deltaFallsWithSigmaAndEpsilonAndGrowsWithSensitivity() {
        for (double sigma = 1e-3; sigma < 1e4; sigma *= 3) {
            for (double epsilon = 1e-3; epsilon < 100; epsilon *= 3) {
                double delta = GaussianCalibration.delta(sigma, epsilon, 1);
                assertThat(GaussianCalibration.delta(sigma * 1.01, epsilon, 1)).isLessThanOrEqualTo(delta);
                assertThat(GaussianCalibration.delta(sigma, epsilon * 1.01, 1)).isLessThanOrEqualTo(delta);
                assertThat(GaussianCalibration.delta(sigma, epsilon, 1.01)).isGreaterThanOrEqualTo(delta);
            }
        }
    }

    @Test
    void extremesAreToTheSafeSide() {
        assertThat(GaussianCalibration.delta(Double.MIN_VALUE, 1, 1)).isEqualTo(1);
        assertThat(GaussianCalibration.delta(Double.MAX_VALUE, 1, 1)).isEqualTo(Double.MIN_VALUE);
        assertThat(GaussianCalibration.delta(1, Double.MAX_VALUE, 1)).isEqualTo(Double.MIN_VALUE);
        assertThat(GaussianCalibration.delta(1e-200, 1e300, 1)).isEqualTo(1);
        assertThat(GaussianCalibration.epsilon(1e9, 0.5, 1)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.sigma(1, 1e-300, Double.MAX_VALUE));
    }

    /** The tail, found with 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "-3, -0.00135080996474819380", "0, -0.693147180559945309", "0.5, -1.17591176159361861",
        "1.99, -3.75949645448968916", "2.01, -3.80696078493148108", "3, -6.60772622151034954",
        "10, -53.2312851505124706", "100, -5005.52420869420509", "1e5, -5000000012.431864"
    })
    void logarithmOfTheTailIsExact(double z, double log) {
        assertThat(NormalTail.log(z)).isCloseTo(log, within(4e-15 * StrictMath.abs(log)));
        assertThat(NormalTail.of(z)).isCloseTo(StrictMath.exp(log), within(1e-12 * StrictMath.exp(log)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void badNumbersAreRefused(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.sigma(bad, 1e-5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.sigma(1, bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.sigma(1, 1e-5, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.sigma(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.sigma(1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.sigma(1, 1e-5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.delta(bad, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.delta(1, bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.epsilon(bad, 1e-5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianCalibration.epsilon(1, bad, 1));
    }
}
