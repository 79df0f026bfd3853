package io.github.segmentation4j.fairness.unobserved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomisedResponseCorrectionTest {
    private static final List<String> TWO = List.of("yes", "no");
    private static final List<String> THREE = List.of("a", "b", "c");
    private static final double[][] CHANNEL = {{0.8, 0.1, 0.1}, {0.2, 0.7, 0.1}, {0.1, 0.2, 0.7}};

    /** Truth kept with 0.75, 40 % say yes: Warner's estimate (0.40 - 0.25) / 0.5 = 0.30, variance times 4. */
    @Test
    void warnersEstimateAndItsVariance() {
        long[] reported = {400, 600};
        CorrectedShares corrected =
                RandomisedResponseCorrection.symmetric(TWO, 0.75).shares(reported);
        CorrectedShares plain = RandomisedResponseCorrection.symmetric(TWO, 1).shares(reported);
        assertThat(corrected.share("yes").orElseThrow()).isCloseTo(0.30, within(1e-12));
        assertThat(corrected.share("no").orElseThrow()).isCloseTo(0.70, within(1e-12));
        assertThat(plain.share("yes").orElseThrow()).isCloseTo(0.40, within(1e-12));
        double widening = width(corrected.share("yes")) / width(plain.share("yes"));
        assertThat(widening * widening).isCloseTo(4, within(1e-9));
        assertThat(corrected.persons()).isEqualTo(1000);
    }

    private static double width(Statistic statistic) {
        Statistic.Estimate estimate = (Statistic.Estimate) statistic;
        return estimate.upper() - estimate.lower();
    }

    @Test
    void expectedReportsGiveBackTheTruthForAnyChannel() {
        double[] truth = {5000, 3000, 2000};
        double[] hits = {1000, 1500, 200};
        long[] reported = new long[3];
        long[] positives = new long[3];
        for (int report = 0; report < 3; report++) {
            double expected = 0;
            double expectedHits = 0;
            for (int group = 0; group < 3; group++) {
                expected += truth[group] * CHANNEL[group][report];
                expectedHits += hits[group] * CHANNEL[group][report];
            }
            reported[report] = Math.round(expected);
            positives[report] = Math.round(expectedHits);
        }
        RandomisedResponseCorrection correction = RandomisedResponseCorrection.of(THREE, CHANNEL);
        CorrectedShares shares = correction.shares(reported);
        for (int group = 0; group < 3; group++) {
            assertThat(shares.share(THREE.get(group)).orElseThrow()).isCloseTo(truth[group] / 10_000, within(1e-12));
            assertThat(shares.consistent().get(group)).isCloseTo(truth[group] / 10_000, within(1e-12));
            assertThat(correction.rate(THREE.get(group), reported, positives).orElseThrow())
                    .isCloseTo(hits[group] / truth[group], within(1e-12));
        }
        assertThat(correction.difference("a", "b", reported, positives).orElseThrow())
                .isCloseTo(-0.3, within(1e-12));
    }

    /** 10,000 samples of 1,500 persons; 0.01 is 4.6 standard errors of a share of 0.95, p < 1e-5 for each of three. */
    @Test
    void theIntervalsHoldTheirConfidence() {
        RandomisedResponseCorrection correction = RandomisedResponseCorrection.of(THREE, CHANNEL);
        SeededRandom random = SeededRandom.of(31);
        double[] rates = {0.3, 0.5, 0.2};
        int heldShare = 0;
        int heldRate = 0;
        int heldDifference = 0;
        for (int sample = 0; sample < 10_000; sample++) {
            long[] reported = new long[3];
            long[] positives = new long[3];
            for (int person = 0; person < 1500; person++) {
                int group = draw(new double[] {0.4, 0.35, 0.25}, random);
                int report = draw(CHANNEL[group], random);
                reported[report]++;
                positives[report] += random.nextDouble() < rates[group] ? 1 : 0;
            }
            heldShare += holds(correction.shares(reported).share("b"), 0.35);
            heldRate += holds(correction.rate("b", reported, positives), 0.5);
            heldDifference += holds(correction.difference("b", "a", reported, positives), 0.2);
        }
        assertThat(heldShare / 10_000.0).isBetween(0.94, 0.96);
        assertThat(heldRate / 10_000.0).isBetween(0.94, 0.96);
        assertThat(heldDifference / 10_000.0).isBetween(0.94, 0.96);
    }

    private static int draw(double[] chances, SeededRandom random) {
        double place = random.nextDouble();
        return place < chances[0] ? 0 : place < chances[0] + chances[1] ? 1 : 2;
    }

    private static int holds(Statistic statistic, double truth) {
        Statistic.Estimate estimate = (Statistic.Estimate) statistic;
        return estimate.lower() <= truth && truth <= estimate.upper() ? 1 : 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void aChannelThatSaysNothingIsRefused(int groups) {
        List<String> levels = List.of("a", "b", "c", "d", "e", "f", "g").subList(0, groups);
        assertThatThrownBy(() -> RandomisedResponseCorrection.symmetric(levels, 1.0 / groups))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be inverted");
    }

    @Test
    void rareGroupsAndNobodyHaveAResultAndWrongInputIsRefused() {
        RandomisedResponseCorrection correction = RandomisedResponseCorrection.symmetric(TWO, 0.75);
        CorrectedShares rare = correction.shares(new long[] {20, 80});
        assertThat(rare.share("yes").orElseThrow()).isCloseTo(-0.1, within(1e-12));
        assertThat(rare.consistent()).containsExactly(0.0, 1.0);
        assertThat(correction.rate("yes", new long[] {26, 74}, new long[] {5, 5}))
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(correction.difference("no", "yes", new long[] {0, 0}, new long[] {0, 0}))
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(correction.shares(new long[] {0, 0}).share("yes")).isInstanceOf(Statistic.Undetermined.class);
        assertThatThrownBy(() -> correction.shares(new long[] {1})).hasMessageContaining("2 groups");
        assertThatThrownBy(() -> correction.shares(new long[] {1, -1})).hasMessageContaining("negative");
        assertThatThrownBy(() -> correction.rate("maybe", new long[2], new long[2]))
                .hasMessageContaining("one of");
        assertThatThrownBy(() -> correction.rate("yes", new long[2], new long[] {1, 0}))
                .hasMessageContaining("positives");
        assertThatThrownBy(() -> RandomisedResponseCorrection.of(TWO, new double[][] {{0.5, 0.4}, {0, 1}}))
                .hasMessageContaining("add up to 1");
        assertThatThrownBy(() -> RandomisedResponseCorrection.symmetric(List.of("a"), 1))
                .hasMessageContaining("at least 2");
    }
}
