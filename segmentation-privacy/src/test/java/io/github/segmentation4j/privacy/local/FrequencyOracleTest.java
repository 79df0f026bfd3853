package io.github.segmentation4j.privacy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyOracleTest {
    /** Half a unit in the last of the 11 decimals that are printed. */
    private static final double PRINTED = 5e-12;

    static Stream<FrequencyOracle> oracles() {
        return Stream.of(
                FrequencyOracles.generalisedRandomisedResponse(6, 1),
                FrequencyOracles.optimisedUnaryEncoding(6, 1),
                FrequencyOracles.symmetricUnaryEncoding(6, 1),
                FrequencyOracles.optimalLocalHashing(6, 1),
                FrequencyOracles.hadamardResponse(6, 1),
                FrequencyOracles.optimalLocalHashing(40, 3),
                FrequencyOracles.hadamardResponse(40, 3));
    }

    private static double variance(FrequencyOracle oracle) {
        double error = oracle.standardError(0, 1);
        return error * error;
    }

    /** Source: the reference table of local mechanisms, recomputed with 50 digits. */
    @Test
    void variancesAtFrequencyZeroAreTheReferenceValues() {
        assertThat(variance(FrequencyOracles.optimisedUnaryEncoding(100, 1))).isCloseTo(3.68269437683, within(PRINTED));
        assertThat(variance(FrequencyOracles.symmetricUnaryEncoding(100, 1))).isCloseTo(3.91769808903, within(PRINTED));
        assertThat(variance(FrequencyOracles.generalisedRandomisedResponse(10, 1)))
                .isCloseTo(3.63024869292, within(PRINTED));
        double e = Math.E;
        assertThat(variance(FrequencyOracles.hadamardResponse(100, 1)))
                .isCloseTo((e + 1) * (e + 1) / ((e - 1) * (e - 1)), within(PRINTED));
    }

    /** The formula of Wang et al. 2017 for g buckets, (e + g - 1)^2 / ((e - 1)^2 (g - 1)), at its best g, 4. */
    @Test
    void localHashingComesCloseToUnaryEncoding() {
        double e = Math.E;
        double variance = variance(FrequencyOracles.optimalLocalHashing(100, 1));
        assertThat(variance).isCloseTo((e + 3) * (e + 3) / ((e - 1) * (e - 1) * 3), within(PRINTED));
        assertThat(variance).isBetween(3.68269437683, 3.70);
    }

    /** Source: the reference table of local mechanisms. */
    @Test
    void truthThreeTimesInFourIsEpsilonLogThree() {
        DirectOracle oracle = DirectOracle.of(2, StrictMath.log(3));
        assertThat((double) oracle.odds().truth() / oracle.odds().total(1)).isCloseTo(0.75, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1, 2, 3, 5})
    void bestIsRandomisedResponseExactlyWhereItsErrorIsTheLeast(double epsilon) {
        for (int values = 2; values <= 1024; values++) {
            FrequencyOracle best = FrequencyOracles.best(values, epsilon);
            double direct = FrequencyOracles.generalisedRandomisedResponse(values, epsilon)
                    .standardError(0, 1);
            double unary =
                    FrequencyOracles.optimisedUnaryEncoding(values, epsilon).standardError(0, 1);
            assertThat(best).isInstanceOf(direct < unary ? DirectOracle.class : UnaryOracle.class);
            assertThat(best instanceof DirectOracle).isEqualTo(values < 3 * StrictMath.exp(epsilon) + 2);
        }
        assertThat(FrequencyOracles.best(5000, epsilon)).isInstanceOf(HashOracle.class);
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void estimatesAreUnbiased(FrequencyOracle oracle) {
        int customers = 40_000;
        NoiseSource source = SeededNoise.of(101);
        FrequencyAggregator aggregator = oracle.aggregator();
        for (int i = 0; i < customers; i++) {
            aggregator.add(oracle.randomise(skewed(i), source));
        }
        List<Statistic> frequencies = aggregator.frequencies();
        assertThat(frequencies).hasSize(oracle.domainSize());
        for (int value = 0; value < oracle.domainSize(); value++) {
            double truth = value == 0 ? 0.5 : value == 1 ? 0.3 : value == 5 ? 0.2 : 0;
            // 5 standard errors: a false alarm in 2 million for each value.
            assertThat(frequencies.get(value).orElseThrow())
                    .isCloseTo(truth, within(5 * oracle.standardError(truth, customers)));
        }
    }

    /** Half of the customers have value 0, three tenths value 1, the others value 5. */
    private static int skewed(int customer) {
        int place = customer % 10;
        return place < 5 ? 0 : place < 8 ? 1 : 5;
    }

    /**
     * The same customers answer in each repetition, so intervals are a little too wide and may cover more often. At 95 %
     * and 1,500 repetitions the standard error of the coverage is .0056; less than .922 is 5 of them.
     */
    @ParameterizedTest
    @MethodSource("oracles")
    void intervalsCoverTheTruth(FrequencyOracle oracle) {
        int repetitions = 1500;
        NoiseSource source = SeededNoise.of(7);
        int[] covered = new int[2];
        for (int i = 0; i < repetitions; i++) {
            FrequencyAggregator aggregator = oracle.aggregator();
            for (int customer = 0; customer < 200; customer++) {
                aggregator.add(oracle.randomise(skewed(customer), source));
            }
            List<Statistic> frequencies = aggregator.frequencies();
            covered[0] += holds(frequencies.get(0), 0.5);
            covered[1] += holds(frequencies.get(3), 0);
        }
        assertThat(covered[0] / (double) repetitions).isBetween(0.922, 1.0);
        assertThat(covered[1] / (double) repetitions).isBetween(0.922, 0.978);
    }

    private static int holds(Statistic interval, double truth) {
        Statistic.Estimate estimate = (Statistic.Estimate) interval;
        return estimate.lower() <= truth && truth <= estimate.upper() ? 1 : 0;
    }

    @Test
    void intervalsForAllValuesAtOnceAreWiderByTheirNumber() {
        FrequencyOracle oracle = FrequencyOracles.best(5, 1);
        FrequencyAggregator aggregator = oracle.aggregator();
        NoiseSource source = SeededNoise.of(1);
        for (int i = 0; i < 500; i++) {
            aggregator.add(oracle.randomise(i % 5, source));
        }
        assertThat(ends(aggregator.frequencies(0.95, IntervalCoverage.ALL_AT_ONCE)))
                .isEqualTo(ends(aggregator.frequencies(0.99, IntervalCoverage.EACH_ALONE)));
        assertThat(aggregator.frequencies(0.95, IntervalCoverage.ALL_AT_ONCE))
                .allSatisfy(frequency -> assertThat(((Statistic.Estimate) frequency).confidence())
                        .isEqualTo(0.95));
    }

    private static List<Double> ends(List<Statistic> intervals) {
        return intervals.stream()
                .map(Statistic.Estimate.class::cast)
                .flatMap(interval -> Stream.of(interval.lower(), interval.upper()))
                .map(end -> Math.rint(end * 1e9) / 1e9)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void mergedAggregatorsEqualOne(FrequencyOracle oracle) {
        NoiseSource source = SeededNoise.of(2);
        FrequencyAggregator whole = oracle.aggregator();
        FrequencyAggregator left = oracle.aggregator();
        FrequencyAggregator right = oracle.aggregator();
        for (int i = 0; i < 300; i++) {
            FrequencyReport report = oracle.randomise(i % oracle.domainSize(), source);
            whole.add(report);
            (i % 3 == 0 ? left : right).add(report);
        }
        left.merge(right);
        assertThat(left.reports()).isEqualTo(300);
        assertThat(left.frequencies()).isEqualTo(whole.frequencies());
    }

    @Test
    void aggregatorsOfAnotherDesignAreNotMerged() {
        FrequencyAggregator aggregator =
                FrequencyOracles.optimisedUnaryEncoding(6, 1).aggregator();
        for (FrequencyOracle other : List.of(
                FrequencyOracles.symmetricUnaryEncoding(6, 1),
                FrequencyOracles.optimisedUnaryEncoding(7, 1),
                FrequencyOracles.optimisedUnaryEncoding(6, 2))) {
            assertThatThrownBy(() -> aggregator.merge(other.aggregator()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("same method, domain and epsilon");
        }
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void reportsThatTheOracleCannotMakeAreRefusedAndNotCounted(FrequencyOracle oracle) {
        FrequencyAggregator aggregator = oracle.aggregator();
        BitSet beyond = new BitSet();
        beyond.set(oracle.domainSize());
        for (FrequencyReport report : List.of(
                new FrequencyReport.Category(-1),
                new FrequencyReport.Category(oracle.domainSize()),
                new FrequencyReport.Bits(beyond, oracle.domainSize()),
                new FrequencyReport.Bits(new BitSet(), oracle.domainSize() + 1),
                new FrequencyReport.Hashed(-1, 0, 0),
                new FrequencyReport.Hashed(0, Hash.PRIME, 0),
                new FrequencyReport.Hashed(0, 0, 1 << 24),
                new FrequencyReport.Coefficient(-1, true),
                new FrequencyReport.Coefficient(64, true))) {
            assertThatThrownBy(() -> aggregator.add(report)).isInstanceOf(InvalidInputException.class);
        }
        assertThat(aggregator.reports()).isZero();
        assertThat(aggregator.frequencies()).allMatch(Statistic.Undetermined.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void oneReportHasAFiniteEstimate(FrequencyOracle oracle) {
        FrequencyAggregator aggregator = oracle.aggregator();
        aggregator.add(oracle.randomise(1, SeededNoise.of(4)));
        assertThat(aggregator.frequencies()).allMatch(Statistic.Estimate.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void hazard12CostAndErrorAreKnownBeforeAnythingIsCollected(FrequencyOracle oracle) {
        assertThat(oracle.event()).isEqualTo(new PrivacyEvent.Pure(oracle.epsilon()));
        assertThat(oracle.standardError(0, 10_000)).isCloseTo(oracle.standardError(0, 100) / 10, within(1e-15));
        assertThatThrownBy(() -> oracle.standardError(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> oracle.standardError(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 0, 1e-7, 41})
    void hazard10EpsilonOutOfRangeIsAnErrorNeverLessNoise(double epsilon) {
        assertThatThrownBy(() -> FrequencyOracles.best(3, epsilon)).hasMessageContaining("epsilon must be from");
        assertThatThrownBy(() -> FrequencyOracles.generalisedRandomisedResponse(3, epsilon))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrequencyOracles.optimisedUnaryEncoding(3, epsilon))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrequencyOracles.symmetricUnaryEncoding(3, epsilon))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrequencyOracles.optimalLocalHashing(3, epsilon))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrequencyOracles.hadamardResponse(3, epsilon))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void valuesOutsideTheDomainAreRefusedWithoutBeingTold(FrequencyOracle oracle) {
        for (int value : new int[] {-1, oracle.domainSize(), 987_654}) {
            assertThatThrownBy(() -> oracle.randomise(value, SeededNoise.of(1)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageNotContaining("987");
        }
    }

    @Test
    void domainsHaveFromTwoToSixteenMillionValues() {
        assertThatThrownBy(() -> FrequencyOracles.best(5, 1).aggregator().frequencies(1, IntervalCoverage.EACH_ALONE))
                .hasMessageContaining("confidence");
        for (int values : new int[] {Integer.MIN_VALUE, 0, 1, (1 << 24) + 1}) {
            assertThatThrownBy(() -> FrequencyOracles.best(values, 1)).hasMessageContaining("domain");
        }
        FrequencyOracle largest = FrequencyOracles.best(1 << 24, 1);
        FrequencyReport.Hashed report = (FrequencyReport.Hashed) largest.randomise((1 << 24) - 1, SeededNoise.of(1));
        assertThat(report.bucket()).isBetween(0, 3);
    }

    @Test
    void bitsAreCopiedInAndOut() {
        BitSet mine = new BitSet();
        FrequencyReport.Bits report = new FrequencyReport.Bits(mine, 3);
        mine.set(1);
        report.ones().set(2);
        assertThat(report.ones().isEmpty()).isTrue();
    }

    @Test
    void hashFunctionsAgreeWithPlainArithmeticOneByOneAndInSteps() {
        NoiseSource source = SeededNoise.of(6);
        for (int round = 0; round < 50; round++) {
            long a = round == 0 ? Hash.PRIME - 1 : source.nextLong(Hash.PRIME);
            long b = round == 0 ? Hash.PRIME - 1 : source.nextLong(Hash.PRIME);
            int buckets = (int) source.nextLong(1000) + 2;
            int wanted = (int) source.nextLong(buckets);
            long[] counts = new long[500];
            Hash.count(new FrequencyReport.Hashed(a, b, wanted), buckets, counts);
            for (int value = 0; value < counts.length; value++) {
                int plain = ReportWeights.big(a)
                        .multiply(ReportWeights.big(value))
                        .add(ReportWeights.big(b))
                        .mod(ReportWeights.big(Hash.PRIME))
                        .multiply(ReportWeights.big(buckets))
                        .shiftRight(61)
                        .intValueExact();
                assertThat(Hash.bucket(a, b, value, buckets)).isEqualTo(plain);
                assertThat(counts[value]).isEqualTo(plain == wanted ? 1 : 0);
            }
        }
        int last = (1 << 24) - 1;
        assertThat(Hash.bucket(Hash.PRIME - 1, Hash.PRIME - 1, last, 1 << 24))
                .isEqualTo(ReportWeights.big(Hash.PRIME - 1)
                        .multiply(ReportWeights.big(last + 1))
                        .mod(ReportWeights.big(Hash.PRIME))
                        .shiftRight(37)
                        .intValueExact());
    }
}
