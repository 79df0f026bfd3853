package io.github.segmentation4j.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpsilonLowerBoundTest {
    private static final EpsilonLowerBound STANDARD = EpsilonLowerBound.standard();

    private static double twoWorlds(long truePositives, long present, long falsePositives, long absent) {
        return STANDARD.ofTwoWorlds(truePositives, present, falsePositives, absent)
                .orElseThrow();
    }

    /** Randomised response of epsilon 1 tells the truth with e / (1 + e) = .7311; recomputed with 50 digits. */
    @Test
    void goldenTwoWorlds() {
        assertThat(twoWorlds(731, 1000, 269, 1000)).isCloseTo(0.859, within(5e-4));
        assertThat(twoWorlds(7311, 10_000, 2689, 10_000)).isCloseTo(0.956, within(5e-4));
    }

    @Test
    void goldenOneRun() {
        assertThat(STANDARD.ofGuesses(731, 1000, 1000).orElseThrow()).isCloseTo(0.881, within(5e-4));
    }

    @Test
    void allRightGivesTheClosedForm() {
        // The share q of n right guesses has q^n = .05, and a bound of ln(q / (1 - q)).
        double q = StrictMath.pow(0.05, 1.0 / 100);
        assertThat(STANDARD.ofGuesses(100, 100, 100).orElseThrow())
                .isCloseTo(StrictMath.log(q / (1 - q)), within(1e-9));
        double rare = 1 - StrictMath.pow(0.025, 1.0 / 1000);
        assertThat(twoWorlds(1000, 1000, 0, 1000)).isCloseTo(StrictMath.log((1 - rare) / rare), within(1e-9));
    }

    @Test
    void eventAndItsOppositeProveTheSame() {
        assertThat(twoWorlds(900, 1000, 700, 1000)).isCloseTo(twoWorlds(300, 1000, 100, 1000), within(1e-9));
    }

    @Test
    void boundOfTwoWorldsGrowsWithTruePositivesAndFallsWithFalseOnesAndWithDelta() {
        for (int hits = 1; hits <= 200; hits++) {
            assertThat(twoWorlds(hits, 200, 20, 200)).isGreaterThanOrEqualTo(twoWorlds(hits - 1, 200, 20, 200));
            assertThat(twoWorlds(150, 200, hits, 200)).isLessThanOrEqualTo(twoWorlds(150, 200, hits - 1, 200));
            Statistic less = STANDARD.withDelta((hits - 1) / 250.0).ofTwoWorlds(150, 200, 20, 200);
            Statistic more = STANDARD.withDelta(hits / 250.0).ofTwoWorlds(150, 200, 20, 200);
            assertThat(more.orElseThrow()).isLessThanOrEqualTo(less.orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 1e-4, 1e-2})
    void boundOfGuessesGrowsWithRightOnes(double delta) {
        EpsilonLowerBound bound = STANDARD.withDelta(delta);
        for (int right = 1; right <= 100; right++) {
            assertThat(bound.ofGuesses(right, 100, 120).orElseThrow())
                    .isGreaterThanOrEqualTo(
                            bound.ofGuesses(right - 1L, 100, 120).orElseThrow());
        }
    }

    @Test
    void boundOfGuessesFallsWithDeltaAndWithMoreConfidence() {
        double pure = STANDARD.ofGuesses(95, 100, 100).orElseThrow();
        double small = STANDARD.withDelta(1e-5).ofGuesses(95, 100, 100).orElseThrow();
        double large = STANDARD.withDelta(1e-2).ofGuesses(95, 100, 100).orElseThrow();
        assertThat(small).isLessThan(pure).isCloseTo(pure, within(0.01));
        assertThat(large).isLessThan(small);
        assertThat(STANDARD.withConfidence(0.999).ofGuesses(95, 100, 100).orElseThrow())
                .isLessThan(pure);
    }

    /**
     * The term of delta by hand: 2 right of 2 guesses about 2 canaries; at epsilon e the share is q. The chance of 2 is
     * q^2, of 1 or less 1 - q^2, of just 1 2 q (1 - q).
     */
    @Test
    void deltaTermIsThatOfThePaper() {
        double delta = 0.02;
        EpsilonLowerBound bound = STANDARD.withConfidence(0.5).withDelta(delta);
        double epsilon = bound.ofGuesses(2, 2, 2).orElseThrow();
        double q = 1 / (1 + StrictMath.exp(-epsilon));
        double most = Math.max(2 * q * (1 - q), (1 - q * q) / 2);
        assertThat(q * q + 2 * 2 * delta * most).isCloseTo(0.5, within(1e-9));
    }

    /**
     * 2,000 experiments, each wrong with a probability of at most .05: the share of wrong ones stays below .05 + 4.75
     * standard errors (false alarm 1e-6).
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 3})
    void boundExceedsTheTruthNoMoreOftenThanItSays(double epsilon) {
        int experiments = 2000;
        double truth = 1 / (1 + StrictMath.exp(-epsilon));
        SeededRandom random = SeededRandom.of(5);
        int wrongWorlds = 0;
        int wrongRuns = 0;
        int wrongScores = 0;
        for (int e = 0; e < experiments; e++) {
            double[] present = draws(random, 200, truth);
            double[] absent = draws(random, 200, 1 - truth);
            long hits = count(present);
            long falseHits = count(absent);
            wrongWorlds += twoWorlds(hits, 200, falseHits, 200) > epsilon ? 1 : 0;
            wrongScores += STANDARD.ofScores(present, absent).orElseThrow() > epsilon ? 1 : 0;
            wrongRuns += STANDARD.ofGuesses(hits, 200, 200).orElseThrow() > epsilon ? 1 : 0;
        }
        double limit = experiments * 0.05 + 4.75 * Math.sqrt(experiments * 0.05 * 0.95);
        assertThat(wrongWorlds).isLessThan((int) limit);
        assertThat(wrongScores).isLessThan((int) limit);
        assertThat(wrongRuns).isLessThan((int) limit);
    }

    private static double[] draws(SeededRandom random, int count, double share) {
        double[] draws = new double[count];
        Arrays.setAll(draws, i -> random.nextDouble() < share ? 1 : 0);
        return draws;
    }

    private static long count(double[] draws) {
        return Arrays.stream(draws).filter(draw -> draw == 1).count();
    }

    @Test
    void thresholdIsFoundOnWhicheverSideTheWorldsDiffer() {
        SeededRandom random = SeededRandom.of(9);
        double[] high = new double[2000];
        double[] low = new double[2000];
        Arrays.setAll(high, i -> random.nextGaussian() + 2);
        Arrays.setAll(low, i -> random.nextGaussian());
        double upward = STANDARD.ofScores(high, low).orElseThrow();
        assertThat(upward).isGreaterThan(2);
        assertThat(STANDARD.ofScores(low, high).orElseThrow()).isGreaterThan(2);
    }

    @Test
    void infiniteScoresAreNumbersToo() {
        double[] released = new double[100];
        double[] leftOut = new double[100];
        Arrays.fill(leftOut, Double.NEGATIVE_INFINITY);
        assertThat(STANDARD.ofScores(released, leftOut).orElseThrow()).isGreaterThan(2);
        Arrays.fill(leftOut, Double.POSITIVE_INFINITY);
        assertThat(STANDARD.ofScores(released, leftOut).orElseThrow()).isGreaterThan(2);
    }

    @Test
    void equalScoresProveNothing() {
        assertThat(STANDARD.ofScores(new double[100], new double[100])).isEqualTo(Statistic.of(0));
    }

    @Test
    void nothingTriedIsUndetermined() {
        assertThat(STANDARD.ofTwoWorlds(0, 0, 0, 10)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(STANDARD.ofTwoWorlds(0, 10, 0, 0)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(STANDARD.ofGuesses(0, 0, 10)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(STANDARD.ofScores(new double[1], new double[9])).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void extremesAreFinite() {
        assertThat(twoWorlds(0, 1, 1, 1)).isZero();
        assertThat(twoWorlds(1, 1, 0, 1)).isZero();
        assertThat(twoWorlds(1_000_000_000, 1_000_000_000, 0, 1_000_000_000)).isBetween(19.0, 20.0);
        assertThat(STANDARD.ofGuesses(1_000_000, 1_000_000, 1_000_000).orElseThrow())
                .isBetween(12.0, 13.0);
        assertThat(STANDARD.withDelta(0.999).ofGuesses(100, 100, 100).orElseThrow())
                .isZero();
        assertThat(STANDARD.withDelta(0.999).ofTwoWorlds(100, 100, 0, 100).orElseThrow())
                .isZero();
    }

    @Test
    void impossibleCountsAndNotNumbersAreRefused() {
        assertThatThrownBy(() -> STANDARD.ofTwoWorlds(11, 10, 0, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.ofTwoWorlds(1, 10, -1, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.ofGuesses(5, 4, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.ofGuesses(5, 11, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.ofScores(new double[] {1, Double.NaN}, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative infinity");
        for (double bad : new double[] {0, 1, -1, Double.NaN}) {
            assertThatThrownBy(() -> STANDARD.withConfidence(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double bad : new double[] {1, -1e-9, Double.NaN}) {
            assertThatThrownBy(() -> STANDARD.withDelta(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
