package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.quality.Statistic;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TwoProportionsTest {
    private static final Offset<Double> DIGITS = within(1e-9);

    /** Income above 50K in the Adult training file: 1,179 of 10,771 women, 6,662 of 21,790 men. */
    private static final TwoProportions ADULT = TwoProportions.of(1179, 10771, 6662, 21790);

    /** The selection example of holisticai: 3 of 4 against 2 of 6. */
    private static final TwoProportions SELECTION = TwoProportions.of(3, 4, 2, 6);

    @Test
    void adultFiguresAreThePublishedOnes() {
        assertThat(ADULT.difference().estimate().orElseThrow()).isCloseTo(-.1962759878, DIGITS);
        assertThat(ADULT.difference().lower()).isCloseTo(-.2047012607, DIGITS);
        assertThat(ADULT.difference().upper()).isCloseTo(-.1877067621, DIGITS);
        ComparisonInterval katz = ADULT.interval(ComparisonMethod.KATZ, 0.95);
        assertThat(katz.estimate().orElseThrow()).isCloseTo(.3580225497, DIGITS);
        assertThat(katz.lower()).isCloseTo(.3380296743, DIGITS);
        assertThat(katz.upper()).isCloseTo(.3791979102, DIGITS);
        assertThat(ADULT.zTest().statistic().orElseThrow()).isCloseTo(-38.9728985316, DIGITS);
        assertThat(ADULT.oddsRatio().estimate().orElseThrow()).isCloseTo(1179.0 * 15128 / (6662.0 * 9592), DIGITS);
        TwoProportions poor = TwoProportions.of(10771 - 1179, 10771, 21790 - 6662, 21790);
        assertThat(poor.difference().estimate().orElseThrow()).isCloseTo(.1962759878, DIGITS);
        assertThat(poor.ratio().estimate().orElseThrow()).isCloseTo(1.2827111167, DIGITS);
    }

    /** IBM's ad campaign: clicks of home owners against the others, the counts of the AIF360 tutorial. */
    @Test
    void adCampaignFiguresAreThePublishedOnes() {
        TwoProportions clicks = TwoProportions.of(2042, 1_268_486, 332, 174_654);
        assertThat(clicks.ratio().estimate().orElseThrow()).isCloseTo(.8468578394, DIGITS);
        ComparisonInterval katz = clicks.interval(ComparisonMethod.KATZ, 0.95);
        assertThat(katz.lower()).isCloseTo(.7542006993, DIGITS);
        assertThat(katz.upper()).isCloseTo(.9508983494, DIGITS);
        assertThat(clicks.zTest().statistic().orElseThrow()).isCloseTo(-2.8145150413, DIGITS);
        assertThat(clicks.zTest().pValue()).isCloseTo(.0048850891, DIGITS);
        assertThat(clicks.test().method()).isEqualTo(TestMethod.FISHER_EXACT);
        assertThat(clicks.pValue()).isCloseTo(.0048850891, within(1e-3));
        TwoProportions predicted = TwoProportions.of(423, 1_268_486, 1944, 174_654);
        assertThat(predicted.ratio().estimate().orElseThrow()).isCloseTo(.0299596658, DIGITS);
    }

    @Test
    void selectionFiguresAreThoseOfHolisticai() {
        assertThat(SELECTION.difference().estimate().orElseThrow()).isCloseTo(5.0 / 12, DIGITS);
        assertThat(SELECTION.ratio().estimate().orElseThrow()).isCloseTo(9.0 / 4, DIGITS);
        assertThat(SELECTION.swapped().ratio().estimate().orElseThrow()).isCloseTo(4.0 / 9, DIGITS);
        assertThat(SELECTION.cohenD().orElseThrow()).isCloseTo(.9109750373, DIGITS);
        assertThat(SELECTION.zTest().statistic().orElseThrow()).isCloseTo(1.290994449, DIGITS);
        assertThat(SELECTION.ratioZTest().statistic().orElseThrow()).isCloseTo(1.256287689, DIGITS);
        assertThat(SELECTION.fisherExact().pValue()).isCloseTo(.5238095238, DIGITS);
    }

    /** The example of the EEOC's questions and answers: rates of 60, 45, 48 and 51 %. */
    @ParameterizedTest
    @CsvSource({"45, .75", "48, .80", "51, .85"})
    void impactRatiosAreThoseOfTheEeoc(long hits, double ratio) {
        assertThat(TwoProportions.of(hits, 100, 60, 100).ratio().estimate().orElseThrow())
                .isCloseTo(ratio, DIGITS);
    }

    /**
     * Of statsmodels 0.15, the score intervals by its score tests and a root finder; Mee by the likelihood and root
     * finders of scipy 1.17.
     */
    @ParameterizedTest
    @CsvSource({
        "NEWCOMBE, 30, 100, 45, 90, -0.3296271377039215, -0.06064128938125035",
        "NEWCOMBE, 5, 10, 9, 10, -0.6759121533048666, 0.0023561093922480625",
        "MEE, 3, 4, 2, 6, -0.2017266141965315, 0.791402463581998",
        "MEE, 30, 100, 45, 90, -0.33242227477081476, -0.06099186325690552",
        "KATZ, 3, 4, 2, 6, 0.6349423347278044, 7.973164999574743",
        "KATZ, 5, 10, 9, 10, 0.2890637597929832, 1.0677297476850092",
        "KOOPMAN, 3, 4, 2, 6, 0.6507384381468518, 8.303062246134626",
        "KOOPMAN, 30, 100, 45, 90, 0.41491723743475917, 0.858090824610574",
        "KOOPMAN, 5, 10, 9, 10, 0.2581891337781267, 1.0027439571636667",
        "KOOPMAN, 332, 174654, 2042, 1268486, 1.0516958866373292, 1.3258084462144275",
        "WOOLF, 30, 100, 45, 90, 0.23645686596446486, 0.7767736776793694",
        "CORNFIELD, 3, 4, 2, 6, 0.44141089736761596, 72.50295578062611",
        "CORNFIELD, 30, 100, 45, 90, 0.23704705129231043, 0.7748807002074556"
    })
    void endsAreThoseOfOtherPrograms(
            ComparisonMethod method, long hits, long size, long otherHits, long otherSize, double lower, double upper) {
        ComparisonInterval interval =
                TwoProportions.of(hits, size, otherHits, otherSize).interval(method, 0.95);
        assertThat(interval.lower()).isCloseTo(lower, within(1e-9 * Math.abs(lower)));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-9 * Math.abs(upper)));
    }

    @ParameterizedTest
    @EnumSource(ComparisonMethod.class)
    void everyTableHasAnIntervalAroundItsEstimateThatMirrors(ComparisonMethod method) {
        for (int size = 0; size <= 7; size++) {
            for (int otherSize = 0; otherSize <= 9; otherSize++) {
                for (int hits = 0; hits <= size; hits++) {
                    for (int otherHits = 0; otherHits <= otherSize; otherHits++) {
                        requireSound(TwoProportions.of(hits, size, otherHits, otherSize), method);
                    }
                }
            }
        }
    }

    private static void requireSound(TwoProportions counts, ComparisonMethod method) {
        ComparisonInterval interval = counts.interval(method, 0.95);
        ComparisonInterval mirrored = counts.swapped().interval(method, 0.95);
        interval.estimate()
                .value()
                .ifPresent(
                        estimate -> assertThat(estimate).isBetween(interval.lower() - 1e-15, interval.upper() + 1e-15));
        assertThat(interval.lower()).isLessThan(interval.upper());
        double upper = method.measure() == Measure.DIFFERENCE ? -mirrored.lower() : 1 / mirrored.lower();
        if (interval.isBoundedAbove()) {
            assertThat(interval.upper()).isCloseTo(upper, within(1e-12 * Math.abs(upper)));
            assertThat(counts.interval(method, 0.99).upper()).isGreaterThanOrEqualTo(interval.upper());
        } else {
            assertThat(upper).isInfinite();
            assertThat(interval.statistic()).isInstanceOf(Statistic.Undetermined.class);
        }
    }

    @Test
    void withoutAHitOnTheOtherSideKoopmanStillHasALowerEnd() {
        ComparisonInterval ratio = TwoProportions.of(20, 40, 0, 50).ratio();
        assertThat(ratio.isBoundedAbove()).isFalse();
        assertThat(ratio.lower()).isGreaterThan(5);
        assertThat(ratio.isOutside(0.8, 1.25)).isTrue();
        assertThat(ratio.isWithin(0.8, 1.25)).isFalse();
        assertThat(ratio.estimate()).isEqualTo(Statistic.undetermined("the other side has no hit to divide by"));
        ComparisonInterval katz = TwoProportions.of(20, 40, 0, 50).interval(ComparisonMethod.KATZ, 0.95);
        assertThat(katz.lower()).isZero();
        assertThat(katz.isBoundedAbove()).isFalse();
    }

    @Test
    void withoutAnyHitNoRatioIsExcluded() {
        TwoProportions none = TwoProportions.of(0, 40, 0, 50);
        assertThat(none.ratio().lower()).isZero();
        assertThat(none.ratio().isBoundedAbove()).isFalse();
        assertThat(none.oddsRatio().isOutside(0.5, 2)).isFalse();
        assertThat(none.test().method()).isEqualTo(TestMethod.NONE);
        assertThat(none.pValue()).isEqualTo(1);
        assertThat(none.difference().isWithin(-0.1, 0.1)).isTrue();
    }

    /** All of 10 on both sides: a ratio of 1, but not for certain, as the logarithm's approximation has it. */
    @Test
    void whereEverybodyHasAHitTheRatioIsStillUncertain() {
        TwoProportions all = TwoProportions.of(10, 10, 10, 10);
        assertThat(all.ratio().lower()).isBetween(0.6, 0.8);
        assertThat(all.ratio().upper()).isCloseTo(1 / all.ratio().lower(), within(1e-12));
        assertThat(all.interval(ComparisonMethod.KATZ, 0.95).isBoundedAbove()).isFalse();
    }

    @Test
    void anEmptySideSaysNothing() {
        TwoProportions empty = TwoProportions.of(0, 0, 30, 50);
        assertThat(empty.difference().lower()).isEqualTo(-1);
        assertThat(empty.difference().upper()).isEqualTo(1);
        assertThat(empty.ratio().isBoundedAbove()).isFalse();
        assertThat(empty.difference().statistic()).isEqualTo(Statistic.undetermined("the first side is empty"));
        assertThat(empty.swapped().cohenD()).isEqualTo(Statistic.undetermined("the other side is empty"));
        assertThat(empty.zTest().pValue()).isEqualTo(1);
        assertThat(empty.unpooledZTest().pValue()).isEqualTo(1);
        assertThat(empty.ratioZTest().pValue()).isEqualTo(1);
        assertThat(empty.fisherExact().pValue()).isEqualTo(1);
        assertThat(empty.fisherMidP().pValue()).isEqualTo(1);
    }

    @Test
    void testsWithoutAnErrorSayThatTheyCannotBeMade() {
        TwoProportions apart = TwoProportions.of(10, 10, 0, 10);
        assertThat(apart.unpooledZTest().statistic()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(apart.cohenD()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(apart.ratioZTest().statistic()).isEqualTo(Statistic.undetermined("a side has no hit"));
        assertThat(apart.test().method()).isEqualTo(TestMethod.FISHER_EXACT);
        assertThat(apart.pValue()).isCloseTo(2.0 / 184_756, within(1e-15));
    }

    /** Worked by hand: .3 and .5 with variances .21 / 100 and .25 / 90. */
    @Test
    void unpooledErrorIsThatOfEitherShare() {
        assertThat(TwoProportions.of(30, 100, 45, 90)
                        .unpooledZTest()
                        .statistic()
                        .orElseThrow())
                .isCloseTo(-0.2 / Math.sqrt(0.0021 + 0.25 / 90), DIGITS);
    }

    @ParameterizedTest
    @CsvSource({"3, 4, 2, 6, FISHER_MID_P", "30, 100, 40, 100, POOLED_Z", "10, 100, 60, 100, FISHER_EXACT"})
    void theTestSuitsTheCounts(long hits, long size, long otherHits, long otherSize, TestMethod method) {
        assertThat(TwoProportions.of(hits, size, otherHits, otherSize).test().method())
                .isEqualTo(method);
    }

    @Test
    void hugeCountsKeepTheirDigits() {
        long size = 1L << 52;
        TwoProportions huge = TwoProportions.of(size / 2, size, size / 2 - 1, size);
        assertThat(huge.ratio().lower()).isBetween(1 - 1e-6, 1.0);
        assertThat(huge.zTest().pValue()).isCloseTo(1, within(1e-6));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> TwoProportions.of(5, 4, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 of 4");
        assertThatThrownBy(() -> TwoProportions.of(0, -1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TwoProportions.of(0, 1, 0, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ADULT.interval(ComparisonMethod.KOOPMAN, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ComparisonInterval(ADULT, ComparisonMethod.NEWCOMBE, -1, 2, 0.95))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
