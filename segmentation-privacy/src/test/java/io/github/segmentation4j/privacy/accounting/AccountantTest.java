package io.github.segmentation4j.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Approximate;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Gaussian;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Laplace;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Pure;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Repeated;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.ZeroConcentrated;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the section "Composition" of the reference, and of each accountant on its own. */
class AccountantTest {
    @ParameterizedTest
    @CsvSource({
        "10, 10, 1e-6, 1.36757147508",
        "10, 100, 1e-6, 4.88655411746",
        "5, 10, 1e-5, 2.59438338053",
        "1, 1, 1e-5, 4.37717809568"
    })
    void gaussiansTogetherAreOneGaussian(double sigma, int times, double delta, double epsilon) {
        List<PrivacyEvent> events = List.of(new Repeated(new Gaussian(sigma), times));
        assertThat(Composition.cost(events, delta).epsilon()).isCloseTo(epsilon, within(5e-12));
    }

    @Test
    void renyiConversionIsThatOfTheReference() {
        double least = Double.POSITIVE_INFINITY;
        for (int order = 2; order <= 32; order++) {
            double epsilon = Renyi.epsilon(order, 1.1, 1e-5);
            assertThat(epsilon).isLessThan(least);
            least = epsilon;
        }
        assertThat(least).isCloseTo(1.32783806176, within(5e-12));
        assertThat(epsilon(Accountant.RENYI, 1e-6, new Gaussian(4.530877117))).isCloseTo(1, within(1e-9));
    }

    /**
     * The reference prints 6.70579741e-4 at order 1.5 and 1.08548710e-3 at 2.5: what comes out if the absolute values of the
     * terms of the fractional series are added. The values here were integrated with 40 digits, and are smaller.
     */
    @ParameterizedTest
    @CsvSource({
        "1.5, 6.50070897188e-4, 6.70579741e-4", "2.5, 1.08541805692e-3, 1.08548710e-3",
        "5, 2.18075656231e-3, 2.18075657e-3", "50, 2.38460375387e-2, 2.38460376e-2"
    })
    void sampledGaussianHasTheDivergenceOfTheReference(double order, double divergence, double printed) {
        Spends spends = Spends.of(List.of(new Repeated(new PoissonSampled(0.01, new Gaussian(2.5)), 50)));
        assertThat(Renyi.divergence(spends, order))
                .isCloseTo(divergence, within(divergence * 1e-10))
                .isLessThan(printed);
    }

    @ParameterizedTest
    @CsvSource({"2, .619123629999", "4, .813689296593", "16, .955906767850"})
    void laplaceHasTheDivergenceOfTheReference(double order, double divergence) {
        assertThat(Renyi.divergence(new Laplace(1), order)).isCloseTo(divergence, within(1e-12));
    }

    @Test
    void manyLaplaceQueriesNeedTheScaleOfTheReference() {
        PrivacyCost target = new PrivacyCost(1, 1e-4);
        assertThat(Calibration.noiseMultiplier(scale -> new Repeated(new Laplace(scale), 20), target))
                .isCloseTo(13.6, within(0.1));
        assertThat(Calibration.noiseMultiplier(scale -> new Repeated(new Laplace(scale), 500), target))
                .isCloseTo(71.0, within(0.1));
    }

    /** One step. The exact sigma, found with 40 digits, is .67379289246; the printed .67379294682 is 8e-8 above it. */
    @Test
    void oneSampledGaussianNeedsTheSigmaOfTheReference() {
        double sigma =
                Calibration.noiseMultiplier(x -> new PoissonSampled(0.01, new Gaussian(x)), new PrivacyCost(1, 1e-5));
        assertThat(sigma).isBetween(0.67379289246, 0.67379294682);
    }

    /**
     * Losses rounded down and up in steps of 1e-4 give .155918 and .155947, so that the reference's .15594 is rounded up by
     * its own grid.
     */
    @Test
    void threeSampledGaussiansHaveTheDeltaOfTheReference() {
        List<PrivacyEvent> events = List.of(new Repeated(new PoissonSampled(0.2, new Gaussian(0.5)), 3));
        double delta = Accountant.LOSS_DISTRIBUTION.delta(events, 1).orElseThrow();
        assertThat(delta).isCloseTo(0.15594, within(1e-5)).isBetween(0.155918, 0.155947);
    }

    @Test
    void optimalCompositionIsThatOfTheReference() {
        List<PrivacyEvent> events = List.of(new Repeated(new Approximate(1, 0.001), 30));
        // Kairouz, Oh and Viswanath state the whole epsilons of the same curve.
        assertThat(Accountant.OPTIMAL.delta(events, 22).orElseThrow()).isCloseTo(0.0492457293183, within(1e-12));
        assertThat(Accountant.OPTIMAL.delta(events, 20).orElseThrow()).isCloseTo(0.0861420405462, within(1e-12));
        assertThat(Accountant.OPTIMAL.epsilon(events, 0.06).orElseThrow()).isBetween(20.0, 22.0);
        assertThat(Accountant.OPTIMAL.epsilon(events, 0.1).orElseThrow()).isBetween(18.0, 20.0);
        assertThat(epsilon(Accountant.OPTIMAL, 1e-6, new Repeated(new Pure(0.1), 100)))
                .isCloseTo(4.774567588, within(5e-10));
    }

    @Test
    void lossDistributionFindsTheOptimalCompositionToo() {
        for (double delta : new double[] {0.1, 1e-3, 1e-6, 1e-12, 1e-40}) {
            Repeated event = new Repeated(new Pure(0.1), 100);
            double exact = epsilon(Accountant.OPTIMAL, delta, event);
            assertThat(epsilon(Accountant.LOSS_DISTRIBUTION, delta, event)).isBetween(exact, exact + 1e-5);
        }
    }

    @Test
    void rhoOfPureEventsBoundsTheirDivergenceOfEveryOrder() {
        for (double epsilon = 1e-3; epsilon < 30; epsilon *= 1.7) {
            for (PrivacyEvent event : List.of(new Pure(epsilon), new Laplace(1 / epsilon))) {
                double rho = ConcentratedBound.rho(event).orElseThrow();
                for (double excess = 1e-3; excess < 1e4; excess *= 1.5) {
                    double divergence = Renyi.divergence(event, 1 + excess);
                    // The divergence itself is rounded up by 1e-15 / excess.
                    assertThat(divergence).isLessThanOrEqualTo(rho * (1 + excess) * (1 + 1e-9) + 1e-14 / excess);
                }
            }
        }
    }

    @Test
    void concentratedEventsCostTheSameForEveryAccountantThatKnowsThem() {
        ZeroConcentrated event = new ZeroConcentrated(0.5);
        double exact = Zcdp.epsilon(0.5, 1e-6);
        assertThat(epsilon(Accountant.ZERO_CONCENTRATED, 1e-6, event)).isCloseTo(exact, within(1e-12));
        assertThat(epsilon(Accountant.RENYI, 1e-6, event)).isCloseTo(exact, within(1e-8));
        assertThat(epsilon(Accountant.LOSS_DISTRIBUTION, 1e-6, event)).isCloseTo(exact, within(1e-12));
        assertThat(Accountant.PURE.epsilon(List.of(event), 1e-6)).isEmpty();
        assertThat(Accountant.OPTIMAL.epsilon(List.of(event), 1e-6)).isEmpty();
    }

    private static double epsilon(Accountant accountant, double delta, PrivacyEvent event) {
        return accountant.epsilon(List.of(event), delta).orElseThrow();
    }
}
