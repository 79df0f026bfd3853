package io.github.segmentation4j.privacy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histograms, frequencies, quantiles and bounds. */
class PrivateDistributionsTest {
    private static final RunContext CONTEXT = Answers.CONTEXT;

    private static PrivacyCharge epsilon(double epsilon, long seed) {
        return RecordingLedger.epsilon(epsilon, Adjacency.ADD_OR_REMOVE, seed);
    }

    private static List<Double> numbers(List<PrivateEstimate> estimates) {
        return estimates.stream()
                .map(estimate -> estimate.value().orElseThrow())
                .toList();
    }

    private static double[] skewed(int count) {
        SeededRandom random = SeededRandom.of(21);
        return DoubleStream.generate(() -> random.nextDouble())
                .map(u -> 100 * u * u)
                .limit(count)
                .toArray();
    }

    @Test
    void withoutNoiseHistogramsAreExactAndOuterValuesCountAtTheEnds() {
        double[] values = {-5, 0, -0.0, 0.999, 1, 2, 3, 99};
        Contributions kept = Contributions.oneRowEach(values.length);
        List<PrivateEstimate> told = PrivateHistogram.ofEdges(0, 1, 2, 3).of(values, kept, epsilon(1e12, 1), CONTEXT);
        assertThat(numbers(told)).containsExactly(4.0, 1.0, 3.0);
    }

    @Test
    void withoutNoiseFrequenciesAreExactAndMissingCodesCountNowhere() {
        Categories plan = Categories.of("plan", List.of("a", "b", "c"), new int[] {0, 0, -1, 2, 0});
        assertThat(numbers(PrivateFrequencies.withDefaults()
                        .ofCategories(plan, Contributions.oneRowEach(5), epsilon(1e12, 1), CONTEXT)))
                .containsExactly(3.0, 0.0, 1.0);
        Contributions segmented = Contributions.oneRowEach(new int[] {1, 1, -1, 0, 1}, 3);
        assertThat(numbers(PrivateFrequencies.withDefaults().ofSegments(segmented, epsilon(1e12, 1), CONTEXT)))
                .containsExactly(1.0, 3.0, 0.0);
    }

    @Test
    void hazard6EmptyBinsAndSegmentsGetNoiseToo() {
        int[] moved = new int[6];
        int runs = 200;
        Contributions nobody = Contributions.oneRowEach(new int[0], 3);
        for (long seed = 0; seed < runs; seed++) {
            List<Double> bins = numbers(PrivateHistogram.ofEdges(0, 1, 2, 3)
                    .of(new double[0], Contributions.oneRowEach(0), epsilon(0.1, seed), CONTEXT));
            List<Double> segments =
                    numbers(PrivateFrequencies.withDefaults().ofSegments(nobody, epsilon(0.1, seed), CONTEXT));
            for (int i = 0; i < 3; i++) {
                moved[i] += bins.get(i) != 0 ? 1 : 0;
                moved[3 + i] += segments.get(i) != 0 ? 1 : 0;
            }
        }
        // Noise is 0 with tanh(0.05) = 0.05: about 190 of 200 move, and under 170 once in 10^6.
        assertThat(Arrays.stream(moved).min().orElseThrow()).isGreaterThan(170);
    }

    @Test
    void allBinsTogetherLieInTheirIntervals() {
        double[] values = skewed(500);
        Contributions kept = Contributions.oneRowEach(values.length);
        PrivateHistogram histogram = PrivateHistogram.ofEdges(0, 10, 20, 40, 60, 80, 100);
        List<Double> exact = numbers(histogram.of(values, kept, epsilon(1e12, 1), CONTEXT));
        int runs = 500;
        int inside = 0;
        for (long seed = 0; seed < runs; seed++) {
            List<PrivateEstimate> told = histogram.of(values, kept, epsilon(0.3, seed), CONTEXT);
            boolean all = true;
            for (int bin = 0; bin < exact.size(); bin++) {
                Statistic.Estimate estimate = (Statistic.Estimate) told.get(bin).value();
                all &= estimate.lower() <= exact.get(bin) && exact.get(bin) <= estimate.upper();
                assertThat(told.get(bin).expectedError().value()).hasValue(histogram.predict(kept, epsilon(0.3, 1)));
                assertThat(told.get(bin).spend()).isSameAs(told.get(0).spend());
            }
            inside += all ? 1 : 0;
        }
        // 4.9 deviations: a false alarm once in 10^6.
        assertThat(inside / (double) runs).isGreaterThan(0.95 - 4.9 * Math.sqrt(0.95 * 0.05 / runs));
    }

    @Test
    void withoutNoiseQuantilesLieWithinALeaf() {
        double[] values = skewed(1001);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] quantiles = {0.01, 0.1, 0.5, 0.9, 0.99};
        List<PrivateEstimate> told = PrivateQuantiles.within(0, 100)
                .withQuantiles(quantiles)
                .of(values, Contributions.oneRowEach(values.length), epsilon(1e12, 1), CONTEXT);
        for (int i = 0; i < quantiles.length; i++) {
            double exact = sorted[(int) (quantiles[i] * 1001)];
            assertThat(told.get(i).value().orElseThrow()).isCloseTo(exact, within(100.0 / 4096));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void quantilesAscendAndLieInTheirIntervals(boolean pure) {
        double[] values = skewed(2000);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] quantiles = {0.1, 0.25, 0.5, 0.52, 0.9};
        PrivateQuantiles asked = PrivateQuantiles.within(-20, 120).withQuantiles(quantiles);
        Contributions kept = Contributions.oneRowEach(values.length);
        int runs = 60;
        int inside = 0;
        double largest = 0;
        for (long seed = 0; seed < runs; seed++) {
            PrivacyCharge charge = pure ? epsilon(0.5, seed) : RecordingLedger.rho(0.05, Adjacency.ADD_OR_REMOVE, seed);
            List<PrivateEstimate> told = asked.of(values, kept, charge, CONTEXT);
            assertThat(numbers(told)).isSorted();
            boolean all = true;
            for (int i = 0; i < quantiles.length; i++) {
                Statistic.Estimate estimate = (Statistic.Estimate) told.get(i).value();
                double exact = sorted[(int) (quantiles[i] * 2000)];
                all &= estimate.lower() <= exact && exact <= estimate.upper();
                int rank = Arrays.binarySearch(sorted, estimate.number());
                largest = Math.max(largest, Math.abs((rank < 0 ? -rank - 1 : rank) / 2000.0 - quantiles[i]));
            }
            inside += all ? 1 : 0;
            // Ranks stay within 4.9 of the predicted deviations, which are upper ends themselves.
            assertThat(largest).isLessThan(4.9 * asked.predict(kept, charge, 2000) + 1e-3);
        }
        // 0.95 less 4.9 deviations of 60 runs: a false alarm once in 10^6.
        assertThat(inside / (double) runs).isGreaterThan(0.95 - 4.9 * Math.sqrt(0.95 * 0.05 / runs));
    }

    @Test
    void quantilesOfTooFewRowsAreUndetermined() {
        for (int rows : new int[] {0, 1, 20}) {
            assertThat(PrivateQuantiles.within(0, 1)
                            .of(new double[rows], Contributions.oneRowEach(rows), epsilon(0.5, 3), CONTEXT))
                    .extracting(PrivateEstimate::value)
                    .allMatch(value -> value instanceof Statistic.Undetermined);
        }
    }

    @Test
    void quantilesOfOneValueAreItsLeaf() {
        double[] values = new double[5000];
        Arrays.fill(values, 50);
        List<PrivateEstimate> told = PrivateQuantiles.within(0, 100)
                .of(values, Contributions.oneRowEach(values.length), epsilon(1, 3), CONTEXT);
        assertThat(numbers(told)).allSatisfy(value -> assertThat(value).isCloseTo(50, within(100.0 / 4096)));
    }

    @Test
    void boundsAreThePowersOfTwoAroundTheValues() {
        double[] values = new double[4000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? 3 : -100;
        }
        for (boolean pure : new boolean[] {true, false}) {
            PrivacyCharge charge = pure ? epsilon(0.5, 1) : RecordingLedger.rho(0.1, Adjacency.REPLACE, 1);
            PrivateRange told =
                    PrivateBounds.withDefaults().of(values, Contributions.oneRowEach(4000), charge, CONTEXT);
            assertThat(told.lower().value()).hasValue(-128);
            assertThat(told.upper().value()).hasValue(4);
        }
    }

    @Test
    void boundsKnowZeroAndTheEndsOfTheirPowers() {
        double[][] values = {{0, 0, 0}, {1e-200, Double.MIN_VALUE, -0.0}, {1e300, 1e300, 1e300}, {-0.25, -0.3, -0.49}};
        double[][] bounds = {{0, 0}, {0, 0}, {0x1p62, 0x1p63}, {-0.5, -0.25}};
        for (int i = 0; i < values.length; i++) {
            double[] many = new double[3000];
            for (int row = 0; row < many.length; row++) {
                many[row] = values[i][row % 3];
            }
            PrivateRange told =
                    PrivateBounds.withDefaults().of(many, Contributions.oneRowEach(3000), epsilon(1, 2), CONTEXT);
            assertThat(told.lower().value()).hasValue(bounds[i][0]);
            assertThat(told.upper().value()).hasValue(bounds[i][1]);
        }
    }

    @Test
    void boundsOfTooFewRowsAreUndeterminedAndSayHowManyItTakes() {
        PrivateRange told =
                PrivateBounds.withDefaults().of(new double[5], Contributions.oneRowEach(5), epsilon(0.1, 2), CONTEXT);
        assertThat(told.lower()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(told.upper()).isInstanceOf(Statistic.Undetermined.class);
        // ln(191 / 1e-9) / 0.1 less ln 2 / 0.1: 252.8 customers.
        assertThat(told.overlooked()).isBetween(252.0, 255.0);
    }

    @Test
    void badOptionsAreRefused() {
        for (double[] edges :
                new double[][] {{}, {1}, {1, 1}, {2, 1}, {0, Double.NaN}, {0, Double.POSITIVE_INFINITY}}) {
            assertThatThrownBy(() -> PrivateHistogram.ofEdges(edges)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double[] quantiles : new double[][] {{}, {0}, {1}, {0.5, 0.5}, {0.6, 0.4}, {Double.NaN}}) {
            assertThatThrownBy(() -> PrivateQuantiles.within(0, 1).withQuantiles(quantiles))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PrivateFrequencies.withDefaults()
                        .ofCategories(
                                Categories.unknown("plan", 3), Contributions.oneRowEach(3), epsilon(1, 1), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        PrivateQuantiles.within(0, 1).predict(Contributions.oneRowEach(3), epsilon(1, 1), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
