package io.github.segmentation4j.privacy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeanOracleTest {
    /** Half a unit in the last of the 11 decimals that are printed. */
    private static final double PRINTED = 5e-12;

    static Stream<MeanOracle> oracles() {
        return Stream.of(
                MeanOracle.duchi(-1, 1, 1),
                MeanOracle.piecewise(-1, 1, 1),
                MeanOracle.hybrid(-1, 1, 1),
                MeanOracle.hybrid(0, 500, 3),
                MeanOracle.hybrid(-5, -1, 0.4),
                MeanOracle.piecewise(1e9, 1e9 + 10, 6));
    }

    /** Source: the reference table of local mechanisms, recomputed with 50 digits. */
    @Test
    void variancesAreTheReferenceValues() {
        assertThat(square(MeanOracle.duchi(-1, 1, 1).worstStandardError(1))).isCloseTo(4.68269437683, within(PRINTED));
        MeanOracle piecewise = MeanOracle.piecewise(-1, 1, 1);
        assertThat(square(piecewise.standardError(0, 1))).isCloseTo(3.68210336951, within(PRINTED));
        assertThat(square(piecewise.standardError(1, 1))).isCloseTo(5.22359745204, within(PRINTED));
        assertThat(square(MeanOracle.hybrid(-1, 1, 1).worstStandardError(1))).isCloseTo(4.28899249328, within(PRINTED));
    }

    private static double square(double number) {
        return number * number;
    }

    /** Source: Wang et al. 2019, equation for the epsilon, .609, from which the mixture beats Duchi's mechanism. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.999_999, 1.000_001, 1.5, 3, 8, 20})
    void hybridHasTheLeastWorstErrorAndIsDuchisForASmallEpsilon(double part) {
        double root = 405 * Math.sqrt(241);
        double cubes = StrictMath.cbrt(6353 - root) + StrictMath.cbrt(6353 + root);
        double epsilon = part * StrictMath.log((2 * cubes - 5) / 27);
        MeanOracle hybrid = MeanOracle.hybrid(-1, 1, epsilon);
        MeanOracle duchi = MeanOracle.duchi(-1, 1, epsilon);
        assertThat(hybrid.law().equals(duchi.law())).isEqualTo(part < 1);
        assertThat(hybrid.worstStandardError(1)).isLessThanOrEqualTo(duchi.worstStandardError(1));
        assertThat(hybrid.worstStandardError(1))
                .isLessThanOrEqualTo(MeanOracle.piecewise(-1, 1, epsilon).worstStandardError(1));
        if (part > 1) {
            // The same error for all numbers.
            assertThat(hybrid.standardError(0.3, 1)).isCloseTo(hybrid.worstStandardError(1), within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void estimatesAreUnbiasedAtEveryPlace(MeanOracle oracle) {
        int customers = 30_000;
        NoiseSource source = SeededNoise.of(21);
        for (double share : new double[] {0, 0.2, 0.5, 1}) {
            double value = oracle.lower() + share * (oracle.upper() - oracle.lower());
            MeanAggregator aggregator = oracle.aggregator();
            for (int i = 0; i < customers; i++) {
                aggregator.add(oracle.randomise(value, source));
            }
            // 5 standard errors: a false alarm in 2 million.
            assertThat(aggregator.mean().orElseThrow())
                    .isCloseTo(value, within(5 * oracle.standardError(value, customers)));
        }
    }

    /** At 95 % and 1,500 repetitions the standard error of the coverage is .0056; .028 is 5 of them. */
    @ParameterizedTest
    @MethodSource("oracles")
    void intervalsCoverTheTruth(MeanOracle oracle) {
        int repetitions = 1500;
        NoiseSource source = SeededNoise.of(22);
        double value = oracle.lower() + 0.7 * (oracle.upper() - oracle.lower());
        int covered = 0;
        for (int i = 0; i < repetitions; i++) {
            MeanAggregator aggregator = oracle.aggregator();
            for (int customer = 0; customer < 200; customer++) {
                aggregator.add(oracle.randomise(value, source));
            }
            Statistic.Estimate mean = (Statistic.Estimate) aggregator.mean();
            covered += mean.lower() <= value && value <= mean.upper() ? 1 : 0;
        }
        assertThat(covered / (double) repetitions).isBetween(0.922, 0.978);
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void mergedAggregatorsEqualOneInEveryBit(MeanOracle oracle) {
        NoiseSource source = SeededNoise.of(23);
        MeanAggregator whole = oracle.aggregator();
        MeanAggregator left = oracle.aggregator();
        MeanAggregator right = oracle.aggregator();
        for (int i = 0; i < 300; i++) {
            MeanReport report = oracle.randomise(oracle.lower() + i * 0.01, source);
            whole.add(report);
            (i % 3 == 0 ? left : right).add(report);
        }
        right.merge(left);
        assertThat(right.reports()).isEqualTo(300);
        assertThat(right.mean()).isEqualTo(whole.mean());
        for (MeanOracle other : List.of(MeanOracle.hybrid(-1, 1, 2), MeanOracle.hybrid(-1, 2, 1))) {
            assertThatThrownBy(() -> right.merge(other.aggregator())).hasMessageContaining("same method");
        }
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void valuesAreClippedToTheBoundsAndNanIsRefused(MeanOracle oracle) {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(oracle.randomise(Double.POSITIVE_INFINITY, SeededNoise.of(seed)))
                    .isEqualTo(oracle.randomise(oracle.upper(), SeededNoise.of(seed)));
            assertThat(oracle.randomise(oracle.lower() - 1e9, SeededNoise.of(seed)))
                    .isEqualTo(oracle.randomise(oracle.lower(), SeededNoise.of(seed)));
        }
        assertThatThrownBy(() -> oracle.randomise(Double.NaN, SeededNoise.of(1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void hazard12CostAndErrorAreKnownBeforeAnythingIsCollected(MeanOracle oracle) {
        assertThat(oracle.event()).isEqualTo(new PrivacyEvent.Pure(oracle.epsilon()));
        assertThat(oracle.worstStandardError(10_000))
                .isCloseTo(oracle.worstStandardError(100) / 10, within(1e-12 * oracle.worstStandardError(1)));
        assertThatThrownBy(() -> oracle.worstStandardError(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 0, 1e-7, 41})
    void hazard10BadEpsilonAndMissingBoundsAreErrorsNeverLessNoise(double bad) {
        assertThatThrownBy(() -> MeanOracle.duchi(0, 1, bad)).hasMessageContaining("epsilon must be from");
        assertThatThrownBy(() -> MeanOracle.piecewise(0, 1, bad)).hasMessageContaining("epsilon must be from");
        assertThatThrownBy(() -> MeanOracle.hybrid(0, 1, bad)).hasMessageContaining("epsilon must be from");
        if (!Double.isFinite(bad)) {
            assertThatThrownBy(() -> MeanOracle.hybrid(bad, 1, 1)).hasMessageContaining("bounds");
            assertThatThrownBy(() -> MeanOracle.hybrid(0, bad, 1)).hasMessageContaining("bounds");
        }
        assertThatThrownBy(() -> MeanOracle.hybrid(1, 1, 1)).hasMessageContaining("bounds");
        assertThatThrownBy(() -> MeanOracle.hybrid(0, Double.MIN_VALUE, 1)).hasMessageContaining("bounds");
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void noReportIsUndeterminedAndOneHasTheNoiseForItsInterval(MeanOracle oracle) {
        MeanAggregator aggregator = oracle.aggregator();
        assertThat(aggregator.mean()).isInstanceOf(Statistic.Undetermined.class);
        aggregator.add(oracle.randomise(oracle.upper(), SeededNoise.of(3)));
        Statistic.Estimate mean = (Statistic.Estimate) aggregator.mean();
        double least = Math.min(
                oracle.standardError(oracle.upper(), 1),
                oracle.standardError(oracle.lower() / 2 + oracle.upper() / 2, 1));
        assertThat((mean.upper() - mean.lower()) / 2).isCloseTo(1.959964 * least, within(1e-3 * least));
    }

    @Test
    void reportsThatTheOracleCannotMakeAreRefusedAndNotAdded() {
        MeanAggregator duchi = MeanOracle.duchi(-1, 1, 1).aggregator();
        MeanAggregator piecewise = MeanOracle.piecewise(-1, 1, 1).aggregator();
        assertThatThrownBy(() -> duchi.add(new MeanReport.Cell(1))).isInstanceOf(InvalidInputException.class);
        for (MeanReport report :
                List.of(new MeanReport.Sign(true), new MeanReport.Cell(-1), new MeanReport.Cell(1L << 48))) {
            assertThatThrownBy(() -> piecewise.add(report)).isInstanceOf(InvalidInputException.class);
        }
        assertThat(duchi.reports() + piecewise.reports()).isZero();
    }

    @Test
    void hugeBoundsDoNotOverflow() {
        MeanOracle oracle = MeanOracle.hybrid(-Double.MAX_VALUE / 8, Double.MAX_VALUE / 8, 2);
        MeanAggregator aggregator = oracle.aggregator();
        NoiseSource source = SeededNoise.of(9);
        for (int i = 0; i < 1000; i++) {
            aggregator.add(oracle.randomise(0, source));
        }
        assertThat(aggregator.mean()).isInstanceOf(Statistic.Estimate.class);
    }
}
