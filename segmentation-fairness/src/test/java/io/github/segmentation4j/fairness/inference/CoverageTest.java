package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often intervals of 95 % cover the truth: not simulated but summed over every table that can come out, weighted by
 * its probability, for true shares of .1 to .9 in steps of .1.
 */
class CoverageTest {
    private static final int STEPS = 9;

    /** Every pairing; the two ways round differ only by rounding, so that one of them is enough. */
    private static final int[][] PAIRINGS = {{50, 50}, {50, 100}, {50, 200}, {100, 100}, {100, 200}, {200, 200}};

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 200})
    void wilsonCoversAsItPromisesAndClopperPearsonNeverLess(int size) {
        double wilson = 0;
        for (int step = 1; step <= STEPS; step++) {
            double share = step / 10.0;
            double[] weights = Binomial.weights(size, share);
            double covered = 0;
            double exact = 0;
            for (int hits = 0; hits <= size; hits++) {
                WilsonInterval interval = WilsonInterval.of(hits, size);
                covered += interval.lower() <= share && share <= interval.upper() ? weights[hits] : 0;
                ClopperPearsonInterval sure = ClopperPearsonInterval.of(hits, size);
                exact += sure.lower() <= share && share <= sure.upper() ? weights[hits] : 0;
            }
            wilson += covered / STEPS;
            assertThat(covered).isGreaterThan(0.93);
            assertThat(exact).isGreaterThanOrEqualTo(0.95);
        }
        assertThat(wilson).isBetween(0.94, 0.96);
    }

    /** What the methods promise in their documentation: the mean over the grid and the worst of it. */
    @ParameterizedTest
    @CsvSource({
        "NEWCOMBE, 0.9495, 0.9515, 0.939",
        "KOOPMAN, 0.9495, 0.9515, 0.943",
        "CORNFIELD, 0.9485, 0.9515, 0.942",
        "KATZ, 0.951, 0.957, 0.929",
        "WOOLF, 0.951, 0.958, 0.943"
    })
    void comparisonsCoverAsTheyPromise(
            ComparisonMethod method, double leastMean, double mostMean, double leastAnywhere) {
        for (int[] sizes : PAIRINGS) {
            requireCoverage(method, sizes[0], sizes[1], leastMean, mostMean, leastAnywhere);
        }
    }

    /** The pairing that is worst for them; larger ones take seconds each. */
    @Test
    void scoreDifferencesOfFewCoverAsTheyPromise() {
        requireCoverage(ComparisonMethod.MEE, 50, 50, 0.947, 0.951, 0.935);
    }

    private static void requireCoverage(
            ComparisonMethod method, int size, int otherSize, double leastMean, double mostMean, double leastAnywhere) {
        ComparisonInterval[][] intervals = new ComparisonInterval[size + 1][otherSize + 1];
        for (int hits = 0; hits <= size; hits++) {
            for (int otherHits = 0; otherHits <= otherSize; otherHits++) {
                intervals[hits][otherHits] =
                        TwoProportions.of(hits, size, otherHits, otherSize).interval(method, 0.95);
            }
        }
        double mean = 0;
        for (int step = 1; step <= STEPS; step++) {
            for (int otherStep = 1; otherStep <= STEPS; otherStep++) {
                double covered = coverage(intervals, step / 10.0, otherStep / 10.0);
                mean += covered / (STEPS * STEPS);
                assertThat(covered).isGreaterThan(leastAnywhere);
            }
        }
        assertThat(mean).isBetween(leastMean, mostMean);
    }

    private static double coverage(ComparisonInterval[][] intervals, double share, double otherShare) {
        double[] weights = Binomial.weights(intervals.length - 1, share);
        double[] otherWeights = Binomial.weights(intervals[0].length - 1, otherShare);
        double truth =
                switch (intervals[0][0].method().measure()) {
                    case DIFFERENCE -> share - otherShare;
                    case RATIO -> share / otherShare;
                    case ODDS_RATIO -> share / (1 - share) / (otherShare / (1 - otherShare));
                };
        // Where the truth is an end but for rounding, it is covered.
        double slack = 1e-12 * Math.max(1, truth);
        double covered = 0;
        for (int hits = 0; hits < weights.length; hits++) {
            for (int otherHits = 0; otherHits < otherWeights.length; otherHits++) {
                ComparisonInterval interval = intervals[hits][otherHits];
                covered += interval.lower() <= truth + slack && truth - slack <= interval.upper()
                        ? weights[hits] * otherWeights[otherHits]
                        : 0;
            }
        }
        return covered;
    }
}
