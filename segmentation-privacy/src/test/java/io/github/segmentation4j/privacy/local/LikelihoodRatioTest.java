package io.github.segmentation4j.privacy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No report of any method is more than e^epsilon times as likely under one value as under another, to the last digit. */
class LikelihoodRatioTest {
    private static final double[] EPSILONS = {1e-6, 0.01, 0.3, 1, Math.nextUp(2.0), 5, 11.5, 40};

    static Stream<FrequencyOracle> oracles() {
        List<FrequencyOracle> oracles = new ArrayList<>();
        for (double epsilon : EPSILONS) {
            for (int values : new int[] {2, 3, 5, 8}) {
                oracles.add(FrequencyOracles.generalisedRandomisedResponse(values, epsilon));
                oracles.add(FrequencyOracles.optimisedUnaryEncoding(values, epsilon));
                oracles.add(FrequencyOracles.symmetricUnaryEncoding(values, epsilon));
                oracles.add(FrequencyOracles.optimalLocalHashing(values, epsilon));
                oracles.add(FrequencyOracles.hadamardResponse(values, epsilon));
            }
        }
        return oracles.stream();
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void noFrequencyReportTellsMoreThanEpsilonUnderAnyTwoValues(FrequencyOracle oracle) {
        BigDecimal bound = Exactly.exp(oracle.epsilon());
        for (int value = 0; value < oracle.domainSize(); value++) {
            Map<FrequencyReport, BigInteger> weights = ReportWeights.of(oracle, value);
            for (int other = 0; other < oracle.domainSize(); other++) {
                assertWithin(weights, ReportWeights.of(oracle, other), bound);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.1, 1, 3, 17, 40})
    void oddsUseAllOfEpsilonButTheLastDigits(double epsilon) {
        for (int lies : new int[] {1, 9, 1 << 24}) {
            Odds odds = Odds.of(epsilon, lies);
            BigDecimal bound = Exactly.exp(epsilon).multiply(BigDecimal.valueOf(odds.lie()));
            assertThat(new BigDecimal(odds.truth())).isLessThanOrEqualTo(bound);
            // A weight of at least 2^3 for a lie is the worst case, at epsilon 40 and 2^24 values.
            assertThat(odds.truth() / bound.doubleValue()).isGreaterThan(1 - 1e-10);
            assertThat(odds.truth()).isGreaterThan(odds.lie());
            assertThat(odds.total(lies)).isBetween(1L << 60, 1L << 62);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 1, 3, 12, 39})
    void rapporReportsTellLittleOnceAndNeverMoreThanThePermanentEpsilon(double reportEpsilon) {
        for (double permanentEpsilon : new double[] {Math.nextUp(reportEpsilon), reportEpsilon + 0.5, 40}) {
            Rappor rappor = Rappor.of(5, permanentEpsilon, reportEpsilon);
            BigDecimal once = Exactly.exp(reportEpsilon);
            BigDecimal always = Exactly.exp(permanentEpsilon);
            for (int value = 0; value < 5; value++) {
                for (int other = 0; other < 5; other++) {
                    assertWithin(ReportWeights.of(rappor, value), ReportWeights.of(rappor, other), once);
                    // Whatever is reported depends on the value through the remembered bits alone.
                    assertWithin(
                            ReportWeights.remembered(rappor, value), ReportWeights.remembered(rappor, other), always);
                }
            }
        }
    }

    /** Why a memory of several values promises nothing about when one gave way to another. */
    @Test
    void rapporReportsHideWhichValuesThereWereButNotThatTheyChanged() {
        Rappor rappor = Rappor.of(4, 0.5, 0.499);
        BigDecimal twice = Exactly.exp(2 * rappor.permanentEpsilon());
        boolean changesShow = false;
        for (int first = 0; first < 16; first++) {
            for (int second = 0; second < 16; second++) {
                BigInteger stayed = ReportWeights.ofTwo(rappor, 0, 0, first, second);
                BigInteger changed = ReportWeights.ofTwo(rappor, 0, 1, first, second);
                BigInteger otherwise = ReportWeights.ofTwo(rappor, 2, 0, first, second);
                assertThat(Exactly.isWithin(changed, otherwise, twice)).isTrue();
                assertThat(Exactly.isWithin(otherwise, changed, twice)).isTrue();
                changesShow |= !Exactly.isWithin(changed, stayed, twice);
                BigDecimal rounds = Exactly.exp(2 * rappor.reportEpsilon());
                BigInteger unlike = ReportWeights.ofTwo(rappor, 3, 3, first, second);
                assertThat(Exactly.isWithin(stayed, unlike, Exactly.exp(rappor.permanentEpsilon())))
                        .isTrue();
                assertThat(Exactly.isWithin(changed, otherwise, rounds)).isTrue();
            }
        }
        assertThat(changesShow).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.01, 0.61, 1, 4, 20, 40})
    void hazard1EveryMeanReportCanComeFromAnyNumberAndNoneTellsMoreThanEpsilon(double epsilon) {
        BigDecimal bound = Exactly.exp(epsilon);
        MeanLaw.DuchiLaw duchi = MeanLaw.hybrid(epsilon).duchi();
        MeanLaw.PiecewiseLaw small = MeanLaw.PiecewiseLaw.of(epsilon, 5);
        List<List<BigInteger>> cells = new ArrayList<>();
        for (long units : new long[] {0, 1, Bounds.UNITS / 3, Bounds.UNITS / 2, Bounds.UNITS - 1, Bounds.UNITS}) {
            cells.add(ReportWeights.cells(small, units));
            for (long other : new long[] {0, 7, Bounds.UNITS}) {
                assertThat(Exactly.isWithin(sign(duchi, units), sign(duchi, other), bound))
                        .isTrue();
                assertThat(Exactly.isWithin(
                                sign(duchi, Bounds.UNITS - units), sign(duchi, Bounds.UNITS - other), bound))
                        .isTrue();
            }
        }
        for (List<BigInteger> weights : cells) {
            assertThat(weights).allMatch(weight -> weight.signum() > 0);
            assertThat(ReportWeights.total(weights)).isEqualTo(ReportWeights.total(cells.get(0)));
            for (List<BigInteger> others : cells) {
                for (int cell = 0; cell < weights.size(); cell++) {
                    assertThat(Exactly.isWithin(weights.get(cell), others.get(cell), bound))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.01, 0.61, 1, 4, 20, 40})
    void cellsOfTheWindowKeepTheBoundAtFullSize(double epsilon) {
        MeanLaw.PiecewiseLaw law = MeanLaw.piecewise(epsilon).piecewise();
        BigInteger outside = ReportWeights.big(MeanLaw.COIN - law.inWindow()).multiply(ReportWeights.big(law.window()));
        BigInteger inside = outside.add(ReportWeights.big(law.inWindow()).multiply(ReportWeights.big(law.cells())));
        assertThat(Exactly.isWithin(inside, outside, Exactly.exp(epsilon))).isTrue();
        assertThat(law.window()).isBetween(1L, law.cells() / 2);
    }

    /** The weight of an upper sign. */
    private static BigInteger sign(MeanLaw.DuchiLaw law, long units) {
        return ReportWeights.big(units)
                .multiply(ReportWeights.big(law.odds().truth()))
                .add(ReportWeights.big(Bounds.UNITS - units)
                        .multiply(ReportWeights.big(law.odds().lie())));
    }

    private static void assertWithin(
            Map<FrequencyReport, BigInteger> weights, Map<FrequencyReport, BigInteger> others, BigDecimal bound) {
        assertThat(others.keySet()).isEqualTo(weights.keySet());
        assertThat(ReportWeights.total(others.values())).isEqualTo(ReportWeights.total(weights.values()));
        weights.forEach((report, weight) ->
                assertThat(Exactly.isWithin(weight, others.get(report), bound)).isTrue());
    }
}
