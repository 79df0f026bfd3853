package io.github.segmentation4j.fairness.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialParityTest {
    private static int hits(SeededRandom random, int persons, double rate) {
        int hits = 0;
        for (int i = 0; i < persons; i++) {
            hits += random.nextDouble() < rate ? 1 : 0;
        }
        return hits;
    }

    private static ParityBatch draw(SeededRandom random, int first, double rate, int second, double other) {
        return new ParityBatch(hits(random, first, rate), first, hits(random, second, other), second);
    }

    /**
     * The law behind the guarantee, without chance: for every pair of rates within the margin the factor of each bet has an
     * expectation of at most 1, summed over all batches of given sizes.
     */
    @ParameterizedTest
    @CsvSource({"0, 4, 4", "0, 7, 2", "0.05, 5, 5", "0.05, 1, 9", "0.3, 6, 3"})
    void noBetGainsOnAverageWithinTheMargin(double margin, int first, int second) {
        GapBets bets = new GapBets(margin);
        for (int bet = 0; bet < bets.size(); bet++) {
            for (double low = 0.01; low + margin < 1; low += 0.07) {
                for (double gap : new double[] {-margin, -margin / 2, 0, margin}) {
                    double x = gap < 0 ? low - gap : low;
                    double y = gap < 0 ? low : low + gap;
                    double mean = 0;
                    BinomialDistribution ofFirst = new BinomialDistribution(null, first, x);
                    BinomialDistribution ofSecond = new BinomialDistribution(null, second, y);
                    for (int j = 0; j <= first; j++) {
                        for (int k = 0; k <= second; k++) {
                            mean += ofFirst.probability(j)
                                    * ofSecond.probability(k)
                                    * StrictMath.exp(bets.logFactor(bet, new ParityBatch(j, first, k, second)));
                        }
                    }
                    assertThat(mean).isLessThanOrEqualTo(1 + 1e-9);
                }
            }
        }
    }

    /**
     * 1,000 streams of 200 batches in which both groups share a rate that changes from batch to batch, as do the sizes. At
     * most 50 false alarms are expected, standard error 6.9; 3 of them more is left with probability below 0.002. The
     * intervals of the true difference, 0, miss it in as few streams.
     */
    @Test
    void falseAlarmsOverAllBatchesStayWithinTheLevel() {
        SequentialParity monitor = SequentialParity.atLevel(0.05);
        int alarms = 0;
        int missed = 0;
        for (int seed = 0; seed < 1000; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            ParityState state = monitor.start();
            boolean outside = false;
            double rate = 0.3;
            for (int batch = 0; batch < 200; batch++) {
                rate = Math.max(0.05, Math.min(0.95, rate + 0.1 * (random.nextDouble() - 0.5)));
                state = state.observe(draw(random, 5 + random.nextInt(20), rate, 5 + random.nextInt(40), rate));
                outside |= misses(state.gap(), 0);
            }
            alarms += state.alarm().isPresent() ? 1 : 0;
            missed += outside ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(70);
        assertThat(missed).isLessThanOrEqualTo(70);
    }

    /**
     * A gap on the very edge of the margin, in 400 streams of 100 batches: at most 20 false alarms are expected, standard
     * error 4.4; 3 of them more is left with probability below 0.003.
     */
    @Test
    void aGapOfTheMarginRaisesNoMoreFalseAlarms() {
        SequentialParity monitor = SequentialParity.atLevel(0.05).withMargin(0.05);
        int alarms = 0;
        for (int seed = 0; seed < 400; seed++) {
            SeededRandom random = SeededRandom.of(5000 + seed);
            ParityState state = monitor.start();
            for (int batch = 0; batch < 100 && state.alarm().isEmpty(); batch++) {
                state = state.observe(draw(random, 15, 0.25, 15, 0.2));
            }
            alarms += state.alarm().isPresent() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(33);
    }

    private static boolean misses(Statistic gap, double truth) {
        return gap instanceof Statistic.Estimate estimate && (estimate.lower() > truth || estimate.upper() < truth);
    }

    /**
     * 25 persons of each group a batch, 40 against 30 selected of 100: found within 60 batches in at least 90 of 100
     * streams, and within 30 in at least half. The interval covers the true difference meanwhile.
     */
    @Test
    void aGapOfTenPointsIsFoundSoon() {
        int soon = 0;
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            ParityState state = SequentialParity.atLevel(0.05).start();
            for (int batch = 0; batch < 60; batch++) {
                state = state.observe(draw(random, 25, 0.4, 25, 0.3));
            }
            soon += state.alarm().orElse(61) <= 30 ? 1 : 0;
            found += state.alarm().isPresent() ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(90);
        assertThat(soon).isGreaterThanOrEqualTo(50);
    }

    /** 50 persons of each group a batch, a gap of 10 points where 3 are tolerated: found within 60 batches in 90 of 100. */
    @Test
    void aGapBeyondTheMarginIsFound() {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            ParityState state = SequentialParity.atLevel(0.05).withMargin(0.03).start();
            for (int batch = 0; batch < 60; batch++) {
                state = state.observe(draw(random, 50, 0.2, 50, 0.3));
            }
            found += state.alarm().isPresent() ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(90);
    }

    @Test
    void oneLargeBatchIsEnoughEvenAfterASmallOne() {
        ParityState state = SequentialParity.atLevel(0.01)
                .start()
                .observe(new ParityBatch(4, 5, 0, 5))
                .observe(new ParityBatch(4_500, 50_000, 5_200, 50_000));
        assertThat(state.alarm()).hasValue(2);
        assertThat(state.p()).isLessThan(0.01);
        assertThat(state.persons()).isEqualTo(100_010);
    }

    @Test
    void aStateIsNotChangedByWhatComesLaterAndGoesOnAfterBeingStored() {
        SeededRandom random = SeededRandom.of(1);
        ParityState before = SequentialParity.atLevel(0.1).withMargin(0.01).start();
        for (int batch = 0; batch < 5; batch++) {
            before = before.observe(draw(random, 30, 0.5, 40, 0.6));
        }
        double evidence = before.logEvidence();
        Statistic gap = before.gap();
        ParityBatch next = draw(random, 300, 0.5, 300, 0.8);
        ParityState after = before.observe(next);
        assertThat(before.batches()).isEqualTo(5);
        assertThat(before.logEvidence()).isEqualTo(evidence);
        assertThat(before.gap()).isEqualTo(gap);

        ParityState restored = SequentialParity.restore(before.state());
        assertThat(restored.monitor().level()).isEqualTo(0.1);
        assertThat(restored.monitor().margin()).isEqualTo(0.01);
        ParityState resumed = restored.observe(next);
        assertThat(resumed.logEvidence()).isEqualTo(after.logEvidence());
        assertThat(resumed.gap()).isEqualTo(after.gap());
        assertThat(resumed.alarm()).isEqualTo(after.alarm());
        assertThat(resumed.persons()).isEqualTo(after.persons());
        assertThat(resumed.curve()).isEqualTo(after.curve());
    }

    @Test
    void alteredStatesAreRefused() {
        assertThatThrownBy(() -> SequentialParity.restore(ModelState.of("x/1").build()))
                .isInstanceOf(InvalidInputException.class);
        ModelState cut = ModelState.of("sequential-parity/1")
                .put("level", 0.05)
                .put("margin", 0.0)
                .put("stakes", new double[3])
                .put("weight", 0.0)
                .put("weightedGap", 0.0)
                .put("persons", 0L)
                .put("evidence", new double[0])
                .build();
        assertThatThrownBy(() -> SequentialParity.restore(cut)).isInstanceOf(InvalidInputException.class);
    }

    /** A batch holds counts alone, so only the groups can be exchanged: the evidence stays, the gap turns its sign. */
    @Test
    void exchangingTheGroupsTurnsTheGapAndNothingElse() {
        ParityState one =
                SequentialParity.atLevel(0.05).withMargin(0.02).start().observe(new ParityBatch(10, 40, 30, 50));
        ParityState other =
                SequentialParity.atLevel(0.05).withMargin(0.02).start().observe(new ParityBatch(30, 50, 10, 40));
        assertThat(other.logEvidence()).isCloseTo(one.logEvidence(), within(1e-12));
        assertThat(other.gap().orElseThrow()).isEqualTo(-one.gap().orElseThrow());
    }

    @Test
    void batchesOfOneGroupAreCountedAndSayNothing() {
        ParityState state = SequentialParity.atLevel(0.05)
                .start()
                .observe(new ParityBatch(3, 10, 0, 0))
                .observe(new ParityBatch(0, 0, 0, 0));
        assertThat(state.batches()).isEqualTo(2);
        assertThat(state.persons()).isEqualTo(10);
        assertThat(state.logEvidence()).isZero();
        assertThat(state.p()).isEqualTo(1);
        assertThat(state.gap()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(state.alarm()).isEmpty();
        assertThat(state.table().rows().get(0)).contains(Cell.count(10), Cell.text("none"));
        assertThat(state.curve().points()).containsExactly(new Exhibit.Point(1, 0), new Exhibit.Point(2, 0));
    }

    @Test
    void allAndNobodySelectedStayFinite() {
        ParityState state = SequentialParity.atLevel(0.05).withMargin(0.9).start();
        state = state.observe(new ParityBatch(1_000_000, 1_000_000, 0, 1_000_000));
        assertThat(state.logEvidence()).isFinite().isGreaterThan(3);
        assertThat(state.gap().orElseThrow()).isEqualTo(1);
    }

    @Test
    void monitorsThatShareABudgetNeedMoreEvidence() {
        SequentialParity monitor = SequentialParity.atLevel(0.05);
        ParityState none = monitor.start().observe(new ParityBatch(50, 100, 50, 100));
        ParityState some = monitor.start().observe(new ParityBatch(52, 200, 95, 200));
        ParityState much = monitor.start().observe(new ParityBatch(20, 200, 150, 200));
        // The state in the middle alarms alone, not among twenty; with three others that alarm, its discovery counts.
        assertThat(some.logEvidence()).isBetween(StrictMath.log(100), StrictMath.log(340));
        List<ParityState> states = new ArrayList<>(Collections.nCopies(16, none));
        states.add(some);
        assertThat(AlertBudget.familyWise(0.05).alarms(states)).isEmpty();
        assertThat(AlertBudget.familyWise(0.05).alarms(List.of(some))).containsExactly(0);
        states.addAll(List.of(much, much, much));
        assertThat(AlertBudget.familyWise(0.05).alarms(states)).containsExactly(17, 18, 19);
        assertThat(AlertBudget.falseDiscovery(0.05).alarms(states)).containsExactly(16, 17, 18, 19);
        assertThat(AlertBudget.falseDiscovery(0.05).alarms(List.of())).isEmpty();
        assertThatThrownBy(() -> AlertBudget.familyWise(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unusableOptionsAndCountsAreRefused() {
        assertThatThrownBy(() -> SequentialParity.atLevel(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SequentialParity.atLevel(0.05).withMargin(1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ParityBatch(2, 1, 0, 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new ParityBatch(0, 1, -1, 0)).isInstanceOf(InvalidInputException.class);
    }
}
