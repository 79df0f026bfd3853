package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CorrectionTest {
    private static final int CELLS = 200;
    private static final double LEVEL = 0.05;

    /** The quantile that a normal value exceeds with a probability of 1 in 2,000. */
    private static final double QUANTILE = 3.29;

    /** multipletests of statsmodels 0.15. */
    @ParameterizedTest
    @CsvSource({
        "HOLM, 0.04, 0.09, 0.09, 0.025, 0.55",
        "BENJAMINI_HOCHBERG, 0.025, 0.05, 0.05, 0.025, 0.55",
        "BENJAMINI_YEKUTIELI, 0.0570833333333, 0.1141666666667, 0.1141666666667, 0.0570833333333, 1"
    })
    void adjustedProbabilitiesAreThoseOfStatsmodels(
            Correction correction, double a, double b, double c, double d, double e) {
        assertThat(correction.adjust(new double[] {.01, .04, .03, .005, .55}))
                .containsExactly(new double[] {a, b, c, d, e}, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Correction.class)
    void neverLowersAndKeepsTheOrder(Correction correction) {
        SeededRandom random = SeededRandom.of(5);
        double[] probabilities = new double[60];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = random.nextInt(30) / 29.0;
        }
        double[] adjusted = correction.adjust(probabilities);
        for (int i = 0; i < adjusted.length; i++) {
            assertThat(adjusted[i]).isBetween(probabilities[i], 1.0);
            for (int j = 0; j < adjusted.length; j++) {
                assertThat(probabilities[i] <= probabilities[j] && adjusted[i] > adjusted[j])
                        .isFalse();
            }
        }
        assertThat(correction.adjust(new double[0])).isEmpty();
        assertThat(correction.adjust(new double[] {0.3})).containsExactly(0.3);
        assertThatThrownBy(() -> correction.adjust(new double[] {Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Holm raises a false alarm among equal shares if the smallest of the probabilities is at most the level divided by
     * their number: summed over all tables, not simulated.
     */
    @ParameterizedTest
    @CsvSource({"50, 50", "100, 100", "50, 200", "20, 500", "200, 200"})
    void familyWiseErrorOverTwoHundredCellsIsAtMostTheLevel(int size, int otherSize) {
        double[][] probabilities = new double[size + 1][otherSize + 1];
        for (int hits = 0; hits <= size; hits++) {
            for (int otherHits = 0; otherHits <= otherSize; otherHits++) {
                probabilities[hits][otherHits] =
                        TwoProportions.of(hits, size, otherHits, otherSize).pValue();
            }
        }
        for (double share : new double[] {.01, .05, .1, .2, .3, .4, .5, .7, .9}) {
            double alarm = atMost(probabilities, LEVEL / CELLS, share);
            assertThat(1 - StrictMath.pow(1 - alarm, CELLS)).isLessThanOrEqualTo(LEVEL);
            // One comparison by itself may use approximations, which are off by less than a percentage point.
            assertThat(atMost(probabilities, LEVEL, share)).isLessThan(0.06);
        }
    }

    private static double atMost(double[][] probabilities, double level, double share) {
        double[] weights = Binomial.weights(probabilities.length - 1, share);
        double[] otherWeights = Binomial.weights(probabilities[0].length - 1, share);
        double sum = 0;
        for (int hits = 0; hits < weights.length; hits++) {
            for (int otherHits = 0; otherHits < otherWeights.length; otherHits++) {
                sum += probabilities[hits][otherHits] <= level ? weights[hits] * otherWeights[otherHits] : 0;
            }
        }
        return sum;
    }

    /** 1,000 families of 200 cells with equal shares; the bound is exceeded by chance once in 2,000 times. */
    @Test
    void simulatedFamiliesKeepTheLevelToo() {
        SeededRandom random = SeededRandom.of(41);
        int families = 1000;
        int alarms = 0;
        double[] probabilities = new double[CELLS];
        for (int family = 0; family < families; family++) {
            for (int cell = 0; cell < CELLS; cell++) {
                double share = 0.05 + 0.9 * random.nextDouble();
                probabilities[cell] = TwoProportions.of(draw(60, share, random), 60, draw(90, share, random), 90)
                        .pValue();
            }
            alarms += smallest(Correction.HOLM.adjust(probabilities)) <= LEVEL ? 1 : 0;
        }
        assertThat((double) alarms / families).isLessThan(LEVEL + QUANTILE * Math.sqrt(LEVEL * (1 - LEVEL) / families));
    }

    private static int draw(int size, double share, SeededRandom random) {
        int hits = 0;
        for (int i = 0; i < size; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
        }
        return hits;
    }

    private static double smallest(double[] values) {
        double smallest = 1;
        for (double value : values) {
            smallest = Math.min(smallest, value);
        }
        return smallest;
    }

    /**
     * 160 true null hypotheses and 40 false ones, independent: Benjamini and Hochberg's share of false alarms is
     * exactly the level times 160 / 200. Both bounds fail by chance once in 2,000 times.
     */
    @Test
    void falseDiscoveriesAreAsManyAsBenjaminiHochbergSays() {
        SeededRandom random = SeededRandom.of(77);
        int families = 2000;
        int nulls = 160;
        double sum = 0;
        double squares = 0;
        int found = 0;
        int foundByYekutieli = 0;
        double[] probabilities = new double[CELLS];
        for (int family = 0; family < families; family++) {
            for (int i = 0; i < CELLS; i++) {
                probabilities[i] = StandardNormal.twoSidedTail(random.nextGaussian() + (i < nulls ? 0 : 3));
            }
            double[] adjusted = Correction.BENJAMINI_HOCHBERG.adjust(probabilities);
            int alarms = 0;
            int falseAlarms = 0;
            for (int i = 0; i < CELLS; i++) {
                alarms += adjusted[i] <= LEVEL ? 1 : 0;
                falseAlarms += adjusted[i] <= LEVEL && i < nulls ? 1 : 0;
            }
            double share = alarms == 0 ? 0 : (double) falseAlarms / alarms;
            sum += share;
            squares += share * share;
            found += alarms;
            for (double p : Correction.BENJAMINI_YEKUTIELI.adjust(probabilities)) {
                foundByYekutieli += p <= LEVEL ? 1 : 0;
            }
        }
        double mean = sum / families;
        double error = Math.sqrt((squares / families - mean * mean) / families);
        assertThat(mean).isCloseTo(LEVEL * nulls / CELLS, within(QUANTILE * error));
        assertThat(foundByYekutieli).isPositive().isLessThan(found);
    }
}
