package io.github.segmentation4j.fairness.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialDrawTest {
    /** Each frequency within 5 standard errors of 40,000 draws: 6 frequencies, false alarm below 4e-6. */
    @Test
    void numbersAreAsFrequentAsTheyAreLikely() {
        BinomialDraw draw = new BinomialDraw(5, 0.3);
        SeededRandom random = SeededRandom.of(1);
        int draws = 40_000;
        int[] seen = new int[6];
        for (int i = 0; i < draws; i++) {
            seen[draw.next(random)]++;
        }
        BinomialDistribution law = new BinomialDistribution(null, 5, 0.3);
        for (int k = 0; k <= 5; k++) {
            double p = law.probability(k);
            assertThat((double) seen[k] / draws).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
        }
    }

    /** Mean and variance within 5 standard errors of 4,000 draws; that of the variance is about its value by root 2000. */
    @ParameterizedTest
    @CsvSource({"1, 0.2", "40, 0.999", "1000, 0.002", "1268486, 0.0003", "1000000, 0.5"})
    void meanAndVarianceAreThoseOfTheLaw(int trials, double p) {
        BinomialDraw draw = new BinomialDraw(trials, p);
        SeededRandom random = SeededRandom.of(2);
        int draws = 4_000;
        double mean = trials * p;
        double variance = mean * (1 - p);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double deviation = draw.next(random) - mean;
            sum += deviation;
            squares += deviation * deviation;
        }
        assertThat(sum / draws).isCloseTo(0, within(5 * Math.sqrt(variance / draws)));
        // The fourth moment of a binomial number is 3 V^2 + V (1 - 6 p (1 - p)).
        double error = Math.sqrt((2 * variance * variance + variance * (1 - 6 * p * (1 - p))) / draws);
        assertThat(squares / draws).isCloseTo(variance, within(5 * error));
    }
}
