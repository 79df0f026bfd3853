package io.github.segmentation4j.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZcdpTest {
    /** Section "Composition" of the reference, zCDP. */
    @Test
    void conversionIsThatOfTheReference() {
        assertThat(Zcdp.epsilon(1 / 32.0, 1e-3)).isCloseTo(0.688002455487808, within(1e-14));
        assertThat(Zcdp.delta(0.05, 0.25)).isCloseTo(0.0817727531036956, within(1e-14));
        assertThat(Zcdp.epsilon(0.5, 1e-6)).isCloseTo(5.221534445, within(1e-9));
        assertThat(Zcdp.epsilon(0.5, 1e-6)).isLessThan(5.756521770); // the simple formula
        assertThat(Zcdp.rho(1, 1e-6)).isCloseTo(0.02435597036, within(5e-12));
    }

    @Test
    void hazard10BothWaysKeepToTheBudgetAndNeverDrift() {
        for (double rho = 1e-9; rho < 1e9; rho *= 7) {
            for (double delta : new double[] {0.999, 0.5, 0.01, 1e-6, 1e-12, 1e-100, 1e-300}) {
                double epsilon = Zcdp.epsilon(rho, delta);
                assertThat(Zcdp.delta(rho, epsilon)).isLessThanOrEqualTo(delta);
                if (epsilon > 0) {
                    double back = Zcdp.rho(epsilon, delta);
                    assertThat(back).isLessThanOrEqualTo(rho).isCloseTo(rho, within(rho * 1e-9));
                    assertThat(Zcdp.delta(back, epsilon)).isLessThanOrEqualTo(delta);
                    assertThat(Zcdp.epsilon(back, delta)).isLessThanOrEqualTo(epsilon);
                }
            }
        }
    }

    @Test
    void deltaGrowsWithRhoAndFallsWithEpsilon() {
        for (double rho = 1e-6; rho < 1e4; rho *= 5) {
            for (double epsilon = 1e-6; epsilon < 1e5; epsilon *= 5) {
                double delta = Zcdp.delta(rho, epsilon);
                assertThat(delta).isBetween(0.0, 1.0);
                assertThat(Zcdp.delta(rho * 1.001, epsilon)).isGreaterThanOrEqualTo(delta);
                assertThat(Zcdp.delta(rho, epsilon * 1.001)).isLessThanOrEqualTo(delta);
            }
        }
    }

    /** A Gaussian of the same rho has the true delta in closed form. */
    @Test
    void deltaIsNeverBelowThatOfAGaussian() {
        for (double rho = 1e-6; rho < 1e3; rho *= 3) {
            for (double epsilon = 0; epsilon < 50 * rho + 10; epsilon += rho / 2 + 0.37) {
                assertThat(Zcdp.delta(rho, epsilon))
                        .isGreaterThanOrEqualTo(
                                GaussianCalibration.delta(1 / StrictMath.sqrt(2 * rho), epsilon, 1) * (1 - 1e-12));
            }
        }
    }

    @Test
    void extremesAreToTheSafeSide() {
        assertThat(Zcdp.delta(1e300, 1)).isEqualTo(1);
        assertThat(Zcdp.delta(1e-300, 1)).isEqualTo(Double.MIN_VALUE);
        assertThat(Zcdp.delta(1, Double.MAX_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(Zcdp.epsilon(1e300, 1e-6)).isCloseTo(1e300, within(1e286));
        assertThat(Zcdp.epsilon(1e-300, 1e-6)).isLessThan(1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void badNumbersAreRefused(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> Zcdp.delta(bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Zcdp.delta(1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> Zcdp.epsilon(bad, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> Zcdp.epsilon(1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> Zcdp.epsilon(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Zcdp.rho(bad, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> Zcdp.rho(1, bad));
    }
}
