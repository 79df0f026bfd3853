package io.github.segmentation4j.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Gaussian;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Laplace;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Pure;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Repeated;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void gaussianNoiseIsThatOfItsClosedForm() {
        double multiplier = Calibration.noiseMultiplier(Gaussian::new, new PrivacyCost(1, 1e-5));
        double exact = GaussianCalibration.sigma(1, 1e-5, 1);
        assertThat(multiplier).isBetween(exact, exact * (1 + 1e-8));
    }

    @Test
    void hazard10TheNoiseFoundKeepsToTheTarget() {
        List<DoubleFunction<PrivacyEvent>> families = List.of(
                Laplace::new,
                x -> new Repeated(new Gaussian(x), 7),
                x -> new Repeated(new PoissonSampled(0.05, new Laplace(x)), 5));
        for (DoubleFunction<PrivacyEvent> family : families) {
            for (PrivacyCost target : List.of(new PrivacyCost(0.1, 1e-9), new PrivacyCost(3, 1e-5))) {
                double multiplier = Calibration.noiseMultiplier(family, target);
                assertThat(Composition.keepsTo(List.of(family.apply(multiplier)), target))
                        .isTrue();
                assertThat(Composition.keepsTo(List.of(family.apply(multiplier * 0.9999)), target))
                        .isFalse();
            }
        }
    }

    @Test
    void hazard10NoTargetThatIsNoNumberPasses() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new PrivacyCost(bad, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> new PrivacyCost(1, bad));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.noiseMultiplier(Gaussian::new, new PrivacyCost(0, 1e-5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.noiseMultiplier(Gaussian::new, new PrivacyCost(1, 0)))
                .withMessageContaining("no noise");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.noiseMultiplier(x -> new Pure(Double.NaN), new PrivacyCost(1, 0)));
    }

    @Test
    void repetitionsAreTheMostThatFit() {
        PrivacyCost target = new PrivacyCost(1, 1e-6);
        int times = Calibration.repetitions(n -> new Repeated(new Gaussian(20), n), target);
        assertThat(Composition.keepsTo(List.of(new Repeated(new Gaussian(20), times)), target))
                .isTrue();
        assertThat(Composition.keepsTo(List.of(new Repeated(new Gaussian(20), times + 1)), target))
                .isFalse();
        assertThat(Calibration.repetitions(n -> new Repeated(new Pure(2), n), new PrivacyCost(1, 0)))
                .isZero();
        assertThat(Calibration.repetitions(n -> new Repeated(new Pure(0.25), n), new PrivacyCost(1, 0)))
                .isEqualTo(4);
    }

    @Test
    void pureNoiseIsTheQuotient() {
        assertThat(Calibration.noiseMultiplier(Laplace::new, new PrivacyCost(0.5, 0)))
                .isCloseTo(2, within(1e-8));
    }
}
