package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EquivalenceTestTest {
    private static final EquivalenceTest RATIO = EquivalenceTest.ofRatio(0.8, 1.25);
    private static final EquivalenceTest DIFFERENCE = EquivalenceTest.ofDifference(-0.1, 0.1);

    /**
     * 80 of 100 against 78 of 100: the ratio by score_test_proportions_2indep of statsmodels 0.15 without correction,
     * the difference by a likelihood that scipy 1.17 maximised.
     */
    @Test
    void probabilitiesAreThoseOfOtherPrograms() {
        TwoProportions close = TwoProportions.of(80, 100, 78, 100);
        assertThat(RATIO.test(close).lowerP()).isCloseTo(0.0007238751083381466, within(1e-10));
        assertThat(RATIO.test(close).upperP()).isCloseTo(0.005336271845924597, within(1e-10));
        assertThat(DIFFERENCE.test(close).lowerP()).isCloseTo(0.01952496, within(1e-8));
        assertThat(DIFFERENCE.test(close).upperP()).isCloseTo(0.08331876, within(1e-8));
        assertThat(DIFFERENCE.test(close).pValue())
                .isEqualTo(DIFFERENCE.test(close).upperP());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 40, 150})
    void equivalentMeansThatTheIntervalOfNinetyPercentLiesWithin(long size) {
        for (long hits = 0; hits <= size; hits += 1 + size / 20) {
            for (long otherHits = 0; otherHits <= 60; otherHits++) {
                TwoProportions counts = TwoProportions.of(hits, size, otherHits, 60);
                assertThat(RATIO.test(counts).pValue() <= 0.05)
                        .isEqualTo(
                                counts.interval(ComparisonMethod.KOOPMAN, 0.9).isWithin(0.8, 1.25));
                assertThat(DIFFERENCE.test(counts).pValue() <= 0.05)
                        .isEqualTo(counts.interval(ComparisonMethod.MEE, 0.9).isWithin(-0.1, 0.1));
            }
        }
    }

    @Test
    void noDifferenceFoundAmongFewShowsNothing() {
        TwoProportions few = TwoProportions.of(3, 10, 3, 10);
        assertThat(few.pValue()).isGreaterThan(0.5);
        assertThat(RATIO.test(few).pValue()).isGreaterThan(0.2);
        assertThat(RATIO.test(TwoProportions.of(3000, 10_000, 3000, 10_000)).pValue())
                .isLessThan(1e-6);
    }

    @Test
    void anEmptySideOrNoHitShowsNothing() {
        assertThat(RATIO.test(TwoProportions.of(0, 0, 3, 9)).pValue()).isEqualTo(1);
        assertThat(DIFFERENCE.test(TwoProportions.of(3, 9, 0, 0)).pValue()).isEqualTo(1);
        assertThat(RATIO.test(TwoProportions.of(0, 500, 0, 500)).pValue()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void marginsThatDoNotEncloseEqualityAreRefused() {
        assertThatThrownBy(() -> EquivalenceTest.ofRatio(1.1, 1.25)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EquivalenceTest.ofRatio(0, 1.25)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EquivalenceTest.ofRatio(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EquivalenceTest.ofRatio(0.8, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EquivalenceTest.ofDifference(0.1, 0.2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EquivalenceTest.ofDifference(Double.NaN, 0.2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
