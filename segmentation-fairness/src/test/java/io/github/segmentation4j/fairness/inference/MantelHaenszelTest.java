package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MantelHaenszelTest {
    private static final Offset<Double> DIGITS = within(1e-9);

    private static final List<TwoProportions> STRATA = List.of(
            TwoProportions.of(12, 100, 20, 80), TwoProportions.of(3, 20, 9, 50), TwoProportions.of(30, 50, 40, 50));

    /** Income above 50K of women against men within each occupation, the unknown occupation one of them. */
    @Test
    @RequiresData(Adult.TRAIN)
    void oddsRatioWithinOccupationsIsThePublishedOne() {
        Adult adult = Adult.train();
        List<String> occupations = adult.texts("occupation");
        List<String> sexes = adult.texts("sex");
        List<String> incomes = adult.texts("income");
        Map<String, long[]> counts = new TreeMap<>();
        for (int i = 0; i < adult.size(); i++) {
            long[] count = counts.computeIfAbsent(occupations.get(i), unseen -> new long[4]);
            int side = sexes.get(i).equals("Female") ? 0 : 2;
            count[side] += incomes.get(i).equals(">50K") ? 1 : 0;
            count[side + 1]++;
        }
        List<TwoProportions> strata = counts.values().stream()
                .map(count -> TwoProportions.of(count[0], count[1], count[2], count[3]))
                .toList();
        MantelHaenszel women = MantelHaenszel.of(strata);
        assertThat(strata).hasSize(15);
        // No woman is in the armed forces.
        assertThat(women.informativeStrata()).isEqualTo(14);
        Statistic.Estimate oddsRatio = (Statistic.Estimate) women.oddsRatio();
        assertThat(oddsRatio.number()).isCloseTo(.2448593685, DIGITS);
        // StratifiedTable of statsmodels 0.15.
        assertThat(oddsRatio.lower()).isCloseTo(0.22727017626880303, DIGITS);
        assertThat(oddsRatio.upper()).isCloseTo(0.26380984670274144, DIGITS);
        assertThat(women.test().statistic().orElseThrow()).isCloseTo(1498.2837779726, within(1e-7));
    }

    /** StratifiedTable of statsmodels 0.15. */
    @Test
    void threeStrataGiveTheFiguresOfStatsmodels() {
        MantelHaenszel strata = MantelHaenszel.of(STRATA);
        Statistic.Estimate oddsRatio = (Statistic.Estimate) strata.oddsRatio();
        assertThat(oddsRatio.number()).isCloseTo(0.43865786753597835, DIGITS);
        assertThat(oddsRatio.lower()).isCloseTo(0.25374199803404907, DIGITS);
        assertThat(oddsRatio.upper()).isCloseTo(0.7583321887667623, DIGITS);
        assertThat(strata.test().statistic().orElseThrow()).isCloseTo(9.038299285937327, DIGITS);
        assertThat(strata.test().pValue()).isCloseTo(0.0026438147815274204, DIGITS);
        assertThat(strata.homogeneity().statistic().orElseThrow()).isCloseTo(0.8574761542228526, DIGITS);
        assertThat(strata.homogeneity().pValue()).isCloseTo(0.6513305052085148, DIGITS);
        assertThat(strata.homogeneity().degreesOfFreedom()).isEqualTo(2);
    }

    @Test
    void oneStratumIsTheCrudeTable() {
        TwoProportions table = TwoProportions.of(30, 100, 45, 90);
        MantelHaenszel strata = MantelHaenszel.of(List.of(table));
        Statistic.Estimate common = (Statistic.Estimate) strata.oddsRatio();
        ComparisonInterval woolf = table.interval(ComparisonMethod.WOOLF, 0.95);
        assertThat(common.number()).isCloseTo(woolf.estimate().orElseThrow(), DIGITS);
        assertThat(common.lower()).isCloseTo(woolf.lower(), DIGITS);
        assertThat(common.upper()).isCloseTo(woolf.upper(), DIGITS);
        double z = table.zTest().statistic().orElseThrow();
        // Cochran's variance has one person less.
        assertThat(strata.test().statistic().orElseThrow()).isCloseTo(z * z * 189 / 190, DIGITS);
        assertThat(strata.homogeneity().pValue()).isEqualTo(1);
    }

    @Test
    void strataWithNothingToCompareChangeNothing() {
        List<TwoProportions> more = new ArrayList<>(STRATA);
        more.add(TwoProportions.of(0, 0, 7, 9));
        more.add(TwoProportions.of(0, 5, 0, 8));
        more.add(TwoProportions.of(4, 4, 6, 6));
        MantelHaenszel strata = MantelHaenszel.of(more);
        assertThat(strata.informativeStrata()).isEqualTo(3);
        assertThat(strata.oddsRatio()).isEqualTo(MantelHaenszel.of(STRATA).oddsRatio());
        assertThat(strata.test()).isEqualTo(MantelHaenszel.of(STRATA).test());
        assertThat(strata.homogeneity()).isEqualTo(MantelHaenszel.of(STRATA).homogeneity());
    }

    /** Odds ratios of 4 in both strata, shares that differ. */
    @Test
    void equalOddsRatiosAreHomogeneous() {
        MantelHaenszel equal =
                MantelHaenszel.of(List.of(TwoProportions.of(40, 80, 20, 100), TwoProportions.of(80, 100, 40, 80)));
        assertThat(equal.oddsRatio().orElseThrow()).isCloseTo(4, DIGITS);
        assertThat(equal.homogeneity().statistic().orElseThrow()).isCloseTo(0, DIGITS);
        MantelHaenszel opposite =
                MantelHaenszel.of(List.of(TwoProportions.of(40, 80, 20, 100), TwoProportions.of(20, 100, 40, 80)));
        assertThat(opposite.oddsRatio().orElseThrow()).isCloseTo(1, DIGITS);
        assertThat(opposite.test().pValue()).isCloseTo(1, DIGITS);
        assertThat(opposite.homogeneity().pValue()).isLessThan(1e-8);
    }

    @Test
    void whatCannotBeComputedSaysSo() {
        MantelHaenszel none = MantelHaenszel.of(List.of());
        assertThat(none.test().pValue()).isEqualTo(1);
        assertThat(none.oddsRatio()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(none.homogeneity().statistic()).isInstanceOf(Statistic.Undetermined.class);
        MantelHaenszel endless =
                MantelHaenszel.of(List.of(TwoProportions.of(5, 9, 0, 9), TwoProportions.of(3, 8, 0, 7)));
        assertThat(endless.oddsRatio()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(endless.test().pValue()).isLessThan(0.05);
        assertThat(endless.homogeneity().pValue()).isEqualTo(1);
    }
}
