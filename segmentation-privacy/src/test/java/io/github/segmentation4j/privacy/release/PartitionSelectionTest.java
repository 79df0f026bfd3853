package io.github.segmentation4j.privacy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionSelectionTest {
    private static final double LN_2 = StrictMath.log(2);
    private static final Contributions ONE = Contributions.oneRowEach(new int[0], 1);

    private static PrivacyCharge epsilon(double epsilon) {
        return RecordingLedger.epsilon(epsilon, Adjacency.ADD_OR_REMOVE, 1);
    }

    private static double keep(double epsilon, double delta, long size) {
        return PartitionSelection.optimal(delta).predict(ONE, epsilon(epsilon), size);
    }

    /** Values of Desfontaines, Voss and Gipson 2020, as in Google's differential-privacy tests. */
    @Test
    void keepProbabilitiesArePublishedOnes() {
        double[] ln2 = {0, .1, .3, .7, .9, 1};
        double[] ln15 = {0, .1, .25, .475, .716666666667, .877777777778, .985185185185, 1};
        for (int n = 0; n < ln2.length; n++) {
            assertThat(keep(LN_2, .1, n)).isCloseTo(ln2[n], within(5e-13));
        }
        for (int n = 0; n < ln15.length; n++) {
            assertThat(keep(StrictMath.log(1.5), .1, n)).isCloseTo(ln15[n], within(5e-13));
        }
        assertThat(keep(1, 1e-5, 5)).isCloseTo(8.5791025e-4, within(5e-12));
        assertThat(keep(1, 1e-5, 10)).isCloseTo(.12818308, within(5e-9));
        assertThat(keep(1, 1e-5, 11)).isCloseTo(.34844774, within(5e-9));
        assertThat(keep(1, 1e-5, 12)).isCloseTo(.760311, within(5e-7));
        assertThat(keep(1, 1e-5, 15)).isCloseTo(.98807212, within(5e-9));
        assertThat(keep(1, 1e-5, 22)).isLessThan(1);
        assertThat(keep(1, 1e-5, 23)).isEqualTo(1);
        assertThat(keep(1, 1e-5, Long.MAX_VALUE)).isEqualTo(1);
    }

    /** Values of Google's differential-privacy tests for pre-thresholds, Laplace (1, 1, epsilon, 1e-10). */
    @Test
    void laplaceThresholdsArePublishedOnes() {
        PartitionSelection selection = PartitionSelection.threshold(1e-10);
        assertThat(selection.thresholdOf(ONE, epsilon(StrictMath.log(3)))).isCloseTo(21.33, within(0.005));
        assertThat(selection.thresholdOf(ONE, epsilon(2 * StrictMath.log(3)))).isCloseTo(11.16, within(0.005));
    }

    @Test
    void gaussianThresholdIsTheQuantileOfItsNoise() {
        // Sigma 2 is rho 1/8; the standard normal distribution exceeds 4.264890793922825 with 1e-5.
        PrivacyCharge charge = RecordingLedger.rho(0.125, Adjacency.ADD_OR_REMOVE, 1);
        assertThat(PartitionSelection.threshold(1e-5).thresholdOf(ONE, charge))
                .isBetween(1 + 2 * 4.264890793922825, 1 + 2 * 4.264890793922825 + 0.005);
        assertThat(PartitionSelection.threshold(1e-40).thresholdOf(ONE, charge)).isBetween(1 + 2 * 13.3, 1 + 2 * 13.4);
    }

    @ParameterizedTest
    @CsvSource({"1,1e-5", "0.1,1e-6", "0.01,1e-3", "5,1e-12", "700,1e-9", "0.3,0.4", "1e-3,1e-2"})
    void neighbouringSizesKeepTheGuaranteeExactly(double epsilon, double delta) {
        KeepProbabilities chances = KeepProbabilities.of(epsilon, delta);
        // e^epsilon from below by its series; both inequalities hold in exact arithmetic, not only up to rounding.
        BigDecimal power = exponentialFromBelow(Math.min(40, epsilon));
        BigDecimal d = new BigDecimal(delta);
        BigDecimal one = BigDecimal.ONE;
        long n = 0;
        while (chances.exactKeep(n).compareTo(one) < 0 && n < 3000) {
            BigDecimal p = chances.exactKeep(n);
            BigDecimal next = chances.exactKeep(n + 1);
            assertThat(next).isGreaterThanOrEqualTo(p);
            assertThat(next).isLessThanOrEqualTo(power.multiply(p).add(d));
            assertThat(one.subtract(p))
                    .isLessThanOrEqualTo(power.multiply(one.subtract(next)).add(d));
            n++;
        }
        assertThat(n).isPositive();
    }

    private static BigDecimal exponentialFromBelow(double epsilon) {
        MathContext digits = new MathContext(60, RoundingMode.DOWN);
        BigDecimal x = new BigDecimal(epsilon);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 300; k++) {
            term = term.multiply(x, digits).divide(BigDecimal.valueOf(k), digits);
            sum = sum.add(term, digits);
        }
        return sum;
    }

    @Test
    void drawsHappenAsOftenAsTheyShould() {
        KeepProbabilities chances = KeepProbabilities.of(1, 1e-2);
        NoiseSource source = SeededNoise.of(3);
        int runs = 20_000;
        for (int size = 0; size < 12; size++) {
            int kept = 0;
            for (int run = 0; run < runs; run++) {
                kept += chances.draw(size, source.nextLong(), source) ? 1 : 0;
            }
            double p = chances.keep(size);
            // 5.3 deviations for twelve sizes: a false alarm once in 10^6.
            assertThat(kept / (double) runs).isCloseTo(p, within(5.3 * Math.sqrt(p * (1 - p) / runs)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hazard11AllNoiseIsDrawnBeforeTheSizesAreLookedAt(boolean optimal) {
        PartitionSelection selection = optimal ? PartitionSelection.optimal(1e-3) : PartitionSelection.threshold(1e-3);
        Set<Long> next = new HashSet<>();
        for (int size : new int[] {0, 1, 5, 100}) {
            NoiseSource source = SeededNoise.of(7);
            Contributions kept = Contributions.oneRowEach(new int[size], 40);
            selection.of(kept, epsilon(0.5).withNoise(() -> source), Answers.CONTEXT);
            next.add(source.nextLong());
        }
        assertThat(next).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void emptySegmentsNeverAppearAndLargeOnesDo(boolean optimal) {
        PartitionSelection selection = optimal ? PartitionSelection.optimal(1e-6) : PartitionSelection.threshold(1e-6);
        int[] labels = IntStream.range(0, 4000).map(row -> row % 2 == 0 ? 1 : 5).toArray();
        Contributions kept = Contributions.oneRowEach(labels, 1000);
        for (Adjacency adjacency : Adjacency.values()) {
            SelectedSegments told = selection.of(kept, RecordingLedger.epsilon(0.1, adjacency, 8), Answers.CONTEXT);
            assertThat(told.kept()).containsExactly(1, 5);
        }
    }

    @Test
    void noiseReachesThresholdsAsOftenAsPredicted() {
        int runs = 3000;
        int[] labels = IntStream.range(0, 60).map(row -> row / 12).toArray();
        Contributions kept = Contributions.oneRowEach(labels, 5);
        PartitionSelection selection = PartitionSelection.threshold(1e-3);
        for (boolean pure : new boolean[] {true, false}) {
            int told = 0;
            double p = 0;
            for (int seed = 0; seed < runs; seed++) {
                PrivacyCharge charge = pure
                        ? RecordingLedger.epsilon(0.5, Adjacency.ADD_OR_REMOVE, seed)
                        : RecordingLedger.rho(0.05, Adjacency.ADD_OR_REMOVE, seed);
                told += selection.of(kept, charge, Answers.CONTEXT).kept().size();
                p = selection.predict(kept, charge, 12);
            }
            assertThat(p).isBetween(0.1, 0.9);
            // 5 deviations: a false alarm once in 10^6.
            assertThat(told / (5.0 * runs)).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / (5.0 * runs))));
        }
        assertThat(selection.predict(kept, epsilon(1), 0)).isZero();
    }

    @Test
    void aUnitCountsOnceInASegmentHoweverManyRowsItHas() {
        int[] customers = new int[10_000];
        Contributions kept = ContributionBounds.rows(5000).of(customers, new int[10_000], 2, Answers.CONTEXT);
        assertThat(kept.unitsBySegment()).containsExactly(1, 0);
        assertThat(PartitionSelection.optimal(1e-9)
                        .of(kept, epsilon(1), Answers.CONTEXT)
                        .kept())
                .isEmpty();
    }

    @Test
    void severalSegmentsAndReplacementSplitTheGuarantee() {
        Contributions three = ContributionBounds.rows(1).withSegments(3).of(new int[0], new int[0], 4, Answers.CONTEXT);
        PartitionSelection selection = PartitionSelection.optimal(0.06);
        assertThat(selection.predict(three, epsilon(1), 1)).isCloseTo(0.02, within(1e-15));
        assertThat(selection.predict(three, RecordingLedger.epsilon(1, Adjacency.REPLACE, 1), 1))
                .isCloseTo(0.01, within(1e-15));
    }

    @Test
    void deltaIsChargedBesideTheShare() {
        RecordingLedger ledger = new RecordingLedger(Adjacency.ADD_OR_REMOVE);
        PrivacyCharge charge = PrivacyCharge.ofEpsilon(0.5, ledger, RecordingLedger.DATA);
        Contributions kept = Contributions.oneRowEach(new int[3], 2);
        PartitionSelection.optimal(1e-7).of(kept, charge, Answers.CONTEXT);
        PartitionSelection.threshold(1e-7).of(kept, charge, Answers.CONTEXT);
        assertThat(ledger.reserved.get(0).event()).isEqualTo(new PrivacyEvent.Approximate(0.5, 1e-7));
        assertThat(((PrivacyEvent.Composed) ledger.reserved.get(1).event()).events())
                .contains(new PrivacyEvent.Approximate(0, 1e-7));
    }

    @Test
    void badOptionsAreRefused() {
        for (double delta : new double[] {0, -1, 0.5, 1, Double.NaN}) {
            assertThatThrownBy(() -> PartitionSelection.optimal(delta)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PartitionSelection.threshold(delta)).isInstanceOf(IllegalArgumentException.class);
        }
        PrivacyCharge rho = RecordingLedger.rho(1, Adjacency.REPLACE, 1);
        assertThatThrownBy(() -> PartitionSelection.optimal(0.1).of(ONE, rho, Answers.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> PartitionSelection.optimal(0.1).thresholdOf(ONE, epsilon(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PartitionSelection.optimal(0.1).predict(ONE, epsilon(1), -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PartitionSelection.optimal(1e-10).predict(ONE, epsilon(1e-9), 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        PartitionSelection.optimal(0.1).of(Contributions.oneRowEach(3), epsilon(1), Answers.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("segments");
    }
}
