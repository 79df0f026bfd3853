package io.github.segmentation4j.fairness.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocAucTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 20, 1000})
    void areaIsTheShareOfPairsInOrderWithTiesCountedHalf(int distinct) {
        SeededRandom random = SeededRandom.of(distinct);
        double[] scores = new double[157];
        boolean[] positive = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            // A few have no score, and zeros come with both signs.
            scores[i] = random.nextInt(20) == 0 ? Double.NaN : random.nextInt(distinct) * (i % 2 == 0 ? 1.0 : -1.0);
            positive[i] = random.nextInt(3) == 0;
        }
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j] && !Double.isNaN(scores[i]) && !Double.isNaN(scores[j])) {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(RocAuc.of(scores, positive).area()).isEqualTo(wins / pairs);
    }

    @Test
    void intervalHoldsTheAreaAndStaysWithinZeroAndOne() {
        for (double area : new double[] {0, 0.01, 0.3, 0.5, 0.77, 1}) {
            for (int size : new int[] {1, 2, 10, 10_000}) {
                Statistic.Estimate estimate = (Statistic.Estimate) RocAuc.estimate(area, size, 2L * size);
                assertThat(estimate.lower()).isBetween(0.0, area);
                assertThat(estimate.upper()).isBetween(area, 1.0);
                assertThat(estimate.upper() - estimate.lower()).isPositive();
            }
        }
    }

    @Test
    void endsOfTheIntervalAreWhereTheAreaIsTwoStandardErrorsAway() {
        Statistic.Estimate estimate = (Statistic.Estimate) RocAuc.estimate(0.7, 40, 60);
        for (double end : new double[] {estimate.lower(), estimate.upper()}) {
            // Hanley and McNeil, with the mean of the two sizes in the place of each, as in Newcombe's method 5.
            double first = end / (2 - end);
            double second = 2 * end * end / (1 + end);
            double variance = (end * (1 - end) + 49 * (first - end * end) + 49 * (second - end * end)) / (40 * 60);
            assertThat(Math.abs(0.7 - end) / Math.sqrt(variance)).isCloseTo(1.959963984540054, within(1e-9));
        }
    }

    @Test
    void anAreaWithoutASideIsUndetermined() {
        assertThat(RocAuc.of(new double[] {1, 2}, new boolean[] {true, true}).statistic())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(RocAuc.of(new double[] {1, Double.NaN}, new boolean[] {true, false})
                        .statistic())
                .isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void varianceOfADifferenceIsThatOfThePlacements() {
        boolean[] positive = {true, true, true, false, false, false};
        RocAuc first = RocAuc.of(new double[] {3, 5, 1, 2, 0, 4}, positive);
        RocAuc second = RocAuc.of(new double[] {1, 2, 3, 1, 1, 5}, positive);
        // Placements of the first: 2/3, 1, 1/3 and 1/3, 0, 2/3 below; of the second 1/3, 2/3, 2/3 and 1/6, 1/6, 1.
        double[] above = {2.0 / 3 - 1.0 / 3, 1 - 2.0 / 3, 1.0 / 3 - 2.0 / 3};
        double[] below = {1.0 / 3 - 1.0 / 6, 0 - 1.0 / 6, 2.0 / 3 - 1};
        assertThat(first.varianceOfDifference(second))
                .isCloseTo(sampleVariance(above) / 3 + sampleVariance(below) / 3, within(1e-15));
    }

    private static double sampleVariance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
