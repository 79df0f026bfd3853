package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.quality.Statistic;
import org.junit.jupiter.api.Test;

class PowerAnalysisTest {
    private static final PowerAnalysis STANDARD = PowerAnalysis.standard();

    /**
     * 10 % against 8 %, a ratio of .8: 3,213 persons each; the power at that number by the normal distribution of scipy
     * 1.17.
     */
    @Test
    void neededPersonsAreThePublishedNumber() {
        assertThat(STANDARD.neededPerGroup(0.1, 0.08)).isEqualTo(3213);
        assertThat(STANDARD.neededPerGroup(0.08, 0.1)).isEqualTo(3213);
        assertThat(STANDARD.powerOf(0.1, 3213, 0.08, 3213)).isCloseTo(0.8000076852602009, within(1e-9));
        assertThat(STANDARD.powerOf(0.1, 3212, 0.08, 3212)).isLessThan(0.8);
    }

    /** Summed over all tables; the approximation is within 2 percentage points. */
    @Test
    void powerIsHowOftenTheTestFinds() {
        double[] weights = Binomial.weights(150, 0.45);
        double[] otherWeights = Binomial.weights(200, 0.3);
        double found = 0;
        for (int hits = 0; hits <= 150; hits++) {
            for (int otherHits = 0; otherHits <= 200; otherHits++) {
                double p = TwoProportions.of(hits, 150, otherHits, 200).zTest().pValue();
                found += p <= 0.05 ? weights[hits] * otherWeights[otherHits] : 0;
            }
        }
        assertThat(STANDARD.powerOf(0.45, 150, 0.3, 200)).isCloseTo(found, within(0.02));
    }

    @Test
    void nearestDetectableSharesHaveJustThePower() {
        PowerAnalysis strict = STANDARD.withLevel(0.01).withPower(0.9);
        PowerAnalysis.Detectable shares = strict.detectable(0.2, 400, 900);
        double below = shares.below().orElseThrow();
        double above = shares.above().orElseThrow();
        assertThat(below).isLessThan(0.2);
        assertThat(above).isGreaterThan(0.2);
        assertThat(strict.powerOf(below, 400, 0.2, 900)).isCloseTo(0.9, within(1e-9));
        assertThat(strict.powerOf(above, 400, 0.2, 900)).isCloseTo(0.9, within(1e-9));
        assertThat(STANDARD.detectable(0.2, 400, 900).above().orElseThrow()).isLessThan(above);
    }

    @Test
    void groupsTooSmallForAnyGapSaySo() {
        PowerAnalysis.Detectable shares = STANDARD.detectable(0.1, 10, 10);
        assertThat(shares.below()).isEqualTo(Statistic.undetermined("the groups are too small to find any gap below"));
        assertThat(shares.above().orElseThrow()).isBetween(0.5, 1.0);
        assertThat(STANDARD.detectable(0, 100, 100).below()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(STANDARD.detectable(1, 1, 1).below()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void certainGapsAndEqualSharesHaveTheirPower() {
        assertThat(STANDARD.powerOf(1, 50, 0, 50)).isEqualTo(1);
        assertThat(STANDARD.powerOf(1, 1, 0, 1)).isZero();
        assertThat(STANDARD.powerOf(0.3, 50, 0.3, 50)).isEqualTo(0.05);
    }

    @Test
    void impossibleWishesAreRefused() {
        assertThatThrownBy(() -> STANDARD.neededPerGroup(0.3, 0.3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.neededPerGroup(0.3, 1.3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.powerOf(0.3, 0, 0.4, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.withPower(0.2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.withLevel(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
