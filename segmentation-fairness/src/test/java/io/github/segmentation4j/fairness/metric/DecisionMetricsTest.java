package io.github.segmentation4j.fairness.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionMetricsTest {
    private static final List<String> NAMES = List.of("a", "b");

    private static Groups groups(int... codes) {
        return Groups.of(Categories.of("group", NAMES, codes));
    }

    private static double value(FairnessMetric<Decisions> metric, Decisions decisions) {
        return metric.evaluate(decisions).orElseThrow();
    }

    @Test
    void aGroupWithoutPositivesHasNoTruePositiveRate() {
        Decisions decisions =
                Decisions.of(new int[] {1, 0, 1, 0}, groups(0, 0, 1, 1)).withOutcomes(new int[] {1, 1, 0, 0});
        GroupValues rates =
                DecisionMetrics.difference(DecisionRate.TRUE_POSITIVE).byGroup(decisions);
        assertThat(rates.of("a")).isEqualTo(new GroupValues.GroupValue("a", 2, Statistic.of(0.5)));
        assertThat(rates.of("b").value())
                .isEqualTo(Statistic.undetermined("nobody of the group has a true outcome of 1"));
        assertThat(rates.summary()).isEqualTo(Statistic.undetermined(Summary.TOO_FEW));
        assertThat(DecisionMetrics.equalisedOddsDifference().evaluate(decisions))
                .isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void whatWasNotGivenIsNamed() {
        Decisions bare = Decisions.of(new int[] {1, 0}, groups(0, 1));
        assertThat(DecisionMetrics.difference(DecisionRate.ACCURACY).evaluate(bare))
                .isEqualTo(Statistic.undetermined("no true outcomes are known; add them with withOutcomes"));
        assertThat(ValueMetrics.meanDifference().evaluate(bare))
                .isEqualTo(Statistic.undetermined("no values are known; add them with withValues"));
        assertThat(ConditionalMetrics.conditionalDemographicDisparity().evaluate(bare))
                .isEqualTo(Statistic.undetermined("there are no strata; add them with withStrata"));
    }

    @Test
    void personsOfUnknownGroupsCountInTheRateOfAll() {
        Decisions decisions = Decisions.of(new int[] {1, 0, 1, 1}, groups(0, 0, 1, -1));
        GroupValues rates = DecisionMetrics.rates(DecisionRate.SELECTION, decisions);
        assertThat(rates.summary()).isEqualTo(Statistic.of(0.75));
        assertThat(rates.of("b").persons()).isEqualTo(1);
        assertThatThrownBy(() -> rates.of("c")).hasMessageContaining("no group 'c'");
    }

    @Test
    void ratesThatAreAllZeroDifferByZeroAndHaveNoRatio() {
        Decisions nobody = Decisions.of(new int[4], groups(0, 0, 1, 1));
        assertThat(DecisionMetrics.difference(DecisionRate.SELECTION).evaluate(nobody))
                .isEqualTo(Statistic.of(0));
        assertThat(DecisionMetrics.ratio(DecisionRate.SELECTION).evaluate(nobody))
                .isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void averageOddsCancelWhereEqualisedOddsDoNot() {
        // True positive rates 1 and 0, false positive rates 0 and 1.
        Decisions opposite =
                Decisions.of(new int[] {1, 0, 0, 1}, groups(0, 0, 1, 1)).withOutcomes(new int[] {1, 0, 1, 0});
        assertThat(value(DecisionMetrics.averageOddsDifference("a", "b"), opposite))
                .isZero();
        assertThat(value(DecisionMetrics.equalisedOddsDifference(), opposite)).isEqualTo(1);
        assertThat(DecisionMetrics.averageOddsDifference("a", "b").definition()).contains("cancel");
    }

    /** Hand-made paradox: equal rates in each stratum (0.9 and 0.1), but a is mostly in the generous one. */
    @Test
    void equalRatesWithinStrataHaveNoStratifiedDifference() {
        int[][] cells = {{0, 0, 90, 100}, {1, 0, 9, 10}, {0, 1, 1, 10}, {1, 1, 10, 100}};
        int[] codes = new int[220];
        int[] strata = new int[220];
        int[] selected = new int[220];
        int row = 0;
        for (int[] cell : cells) {
            for (int person = 0; person < cell[3]; person++) {
                codes[row] = cell[0];
                strata[row] = cell[1];
                selected[row++] = person < cell[2] ? 1 : 0;
            }
        }
        Decisions decisions = Decisions.of(selected, groups(codes))
                .withStrata(Categories.of("stratum", List.of("generous", "mean"), strata));
        assertThat(value(DecisionMetrics.difference(DecisionRate.SELECTION), decisions))
                .isCloseTo(91.0 / 110 - 19.0 / 110, within(1e-15));
        assertThat(value(ConditionalMetrics.stratifiedDifference(DecisionRate.SELECTION), decisions))
                .isCloseTo(0, within(1e-15));
        assertThat(value(ConditionalMetrics.demographicDisparity(), decisions)).isGreaterThan(0.5);
        assertThat(value(ConditionalMetrics.conditionalDemographicDisparity(), decisions))
                .isCloseTo(0, within(1e-15));
    }

    /** Two strata of 4 and 2 persons with differences 0.5 and 1, and one in which b is absent. */
    @Test
    void stratifiedDifferenceAveragesByPersonsAndCountsWhoWasCompared() {
        Decisions decisions = Decisions.of(new int[] {1, 1, 1, 0, 1, 0, 1, 0}, groups(0, 0, 1, 1, 0, 1, 0, 1))
                .withStrata(Categories.of(
                        "stratum", List.of("x", "y", "z"), new int[] {0, 0, 0, 0, 1, 1, 2, Categories.MISSING}));
        assertThat(value(ConditionalMetrics.stratifiedDifference(DecisionRate.SELECTION, "a", "b"), decisions))
                .isCloseTo((4 * 0.5 + 2 * 1) / 6, within(1e-15));
        GroupValues byGroup =
                ConditionalMetrics.stratifiedDifference(DecisionRate.SELECTION).byGroup(decisions);
        assertThat(byGroup.of("a").persons()).isEqualTo(3);
        assertThat(byGroup.of("b").value().orElseThrow()).isCloseTo(-2.0 / 3, within(1e-15));
    }

    /** What is unknown of a membership is not another group: the one group is compared with nobody. */
    @Test
    void aLoneProbableGroupIsComparedWithNobody() {
        double[][] probabilities = new double[50][1];
        int[] selected = new int[50];
        for (int row = 0; row < 50; row++) {
            probabilities[row][0] = 0.1 + row / 70.0;
            selected[row] = row % 2;
        }
        Decisions decisions = Decisions.of(selected, Groups.probabilistic("group", List.of("a"), probabilities))
                .withStrata(Categories.of("stratum", List.of("all"), new int[50]));
        assertThat(ConditionalMetrics.stratifiedDifference(DecisionRate.SELECTION)
                        .byGroup(decisions)
                        .of("a")
                        .value())
                .isEqualTo(Statistic.undetermined("no stratum has both sides of the comparison"));
    }

    /** Theil, generalised entropy: the index is that within groups plus that between them. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2, 3, -1})
    void inequalityWithinAndBetweenGroupsAddsUp(double alpha) {
        SeededRandom random = SeededRandom.of(5);
        int n = 500;
        double[] values = new double[n];
        double[][] probabilities = new double[n][2];
        for (int row = 0; row < n; row++) {
            values[row] = 0.1 + random.nextDouble() * (1 + row % 3);
            probabilities[row][0] = random.nextInt(5) / 4.0;
            probabilities[row][1] = 1 - probabilities[row][0];
        }
        Groups groups = Groups.probabilistic("group", NAMES, probabilities);
        Decisions decisions = Decisions.ofValues(values, groups);
        GroupMetric<Decisions> index = InequalityMetrics.generalisedEntropy(alpha, Benefit.VALUE);
        GroupValues indices = index.byGroup(decisions);
        GroupValues means = ValueMetrics.meanDifference().byGroup(decisions);
        double mean = Arrays.stream(values).sum() / n;
        double within = 0;
        for (String name : NAMES) {
            double share = groups.persons(groups.indexOf(name)) / n;
            double relative = means.of(name).value().orElseThrow() / mean;
            within += share
                    * StrictMath.pow(relative, alpha)
                    * indices.of(name).value().orElseThrow();
        }
        double between = value(InequalityMetrics.betweenGroups(alpha, Benefit.VALUE), decisions);
        double total = indices.summary().orElseThrow();
        assertThat(within + between).isCloseTo(total, within(1e-12));
        assertThat(value(InequalityMetrics.betweenGroupsShare(alpha, Benefit.VALUE), decisions))
                .isCloseTo(between / total, within(1e-12));
    }

    /** Gini by its definition, the mean difference of all pairs by twice the mean. */
    @Test
    void giniIsTheMeanDifferenceOfAllPairs() {
        SeededRandom random = SeededRandom.of(9);
        double[] values = new double[60];
        Arrays.setAll(values, row -> random.nextInt(12) / 2.0);
        double differences = 0;
        for (double one : values) {
            for (double other : values) {
                differences += Math.abs(one - other);
            }
        }
        double mean = Arrays.stream(values).sum() / values.length;
        Decisions decisions = Decisions.ofValues(values, groups(new int[60]));
        assertThat(value(InequalityMetrics.gini(Benefit.VALUE), decisions))
                .isCloseTo(differences / (values.length * values.length) / (2 * mean), within(1e-12));
    }

    @Test
    void atkinsonOfOneIsTheGeometricMeanAndOneForWhoeverHasNothing() {
        Decisions decisions = Decisions.ofValues(new double[] {1, 4}, groups(0, 1));
        assertThat(value(InequalityMetrics.atkinson(1, Benefit.VALUE), decisions))
                .isCloseTo(1 - 2 / 2.5, within(1e-15));
        Decisions poor = Decisions.ofValues(new double[] {0, 4}, groups(0, 1));
        assertThat(value(InequalityMetrics.atkinson(1, Benefit.VALUE), poor)).isEqualTo(1);
        assertThat(value(InequalityMetrics.theilT(Benefit.VALUE), poor)).isCloseTo(StrictMath.log(2), within(1e-15));
    }

    @Test
    void inequalityOfDebtsOrOfNothingIsUndetermined() {
        assertThat(InequalityMetrics.theilT(Benefit.VALUE)
                        .evaluate(Decisions.ofValues(new double[] {-1, 2}, groups(0, 1))))
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(InequalityMetrics.gini(Benefit.VALUE)
                        .evaluate(Decisions.ofValues(new double[] {0, 0}, groups(0, 1))))
                .isEqualTo(Statistic.undetermined("nobody has any benefit"));
        assertThat(InequalityMetrics.generalisedEntropy(2, Benefit.VALUE)
                        .evaluate(Decisions.ofValues(new double[] {1.7e308, 1.7e308}, groups(0, 1))))
                .isInstanceOf(Statistic.Undetermined.class);
        assertThatThrownBy(() -> InequalityMetrics.atkinson(0, Benefit.VALUE)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> InequalityMetrics.generalisedEntropy(Double.NaN, Benefit.VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Between samples of equal size it is the mean distance of the values in ascending order. */
    @Test
    void wassersteinIsTheMeanDistanceOfSortedValues() {
        SeededRandom random = SeededRandom.of(3);
        double[] values = new double[100];
        int[] codes = new int[100];
        for (int row = 0; row < 100; row++) {
            codes[row] = row % 2;
            values[row] = random.nextInt(40) / 4.0 - 3 * codes[row];
        }
        double[] first = sorted(values, 0);
        double[] second = sorted(values, 1);
        double expected = 0;
        for (int i = 0; i < first.length; i++) {
            expected += Math.abs(first[i] - second[i]) / first.length;
        }
        Decisions decisions = Decisions.of(new int[100], groups(codes)).withValues(values);
        assertThat(value(ValueMetrics.wasserstein("a", "b"), decisions)).isCloseTo(expected, within(1e-12));
        assertThat(value(ValueMetrics.wasserstein(), decisions)).isCloseTo(expected, within(1e-12));
    }

    private static double[] sorted(double[] values, int parity) {
        double[] half = new double[values.length / 2];
        for (int i = 0; i < half.length; i++) {
            half[i] = values[2 * i + parity];
        }
        Arrays.sort(half);
        return half;
    }

    @Test
    void contactsAndPricesAreComparedByMeanAndByHowOftenEachOccurs() {
        Decisions contacts =
                Decisions.ofValues(new double[] {0, 1, 1, 2, -0.0, 2, 2, 4}, groups(0, 0, 0, 0, 1, 1, 1, 1));
        assertThat(value(ValueMetrics.meanDifference("a", "b"), contacts)).isEqualTo(-1);
        assertThat(value(ValueMetrics.meanDifference(), contacts)).isEqualTo(1);
        assertThat(value(ValueMetrics.meanRatio("b", "a"), contacts)).isEqualTo(2);
        assertThat(value(ValueMetrics.meanRatio(), contacts)).isEqualTo(0.5);
        // Shares of 0, 1, 2, 4: a 1/4, 1/2, 1/4, 0; b 1/4, 0, 1/2, 1/4.
        assertThat(value(ValueMetrics.histogramTotalVariation(), contacts)).isEqualTo(0.5);
        assertThat(value(ValueMetrics.histogramJensenShannon(), contacts)).isBetween(0.0, StrictMath.log(2));
        assertThat(value(DecisionMetrics.difference(DecisionRate.SELECTION), contacts))
                .isZero();
    }
}
