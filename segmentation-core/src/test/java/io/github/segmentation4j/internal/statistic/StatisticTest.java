package io.github.segmentation4j.internal.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticTest {

    @Test
    void quantilesAreThoseOfTheTables() {
        assertThat(StandardNormal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(StandardNormal.quantile(0.5)).isZero();
        assertThat(StandardNormal.twoSidedTail(1.959963984540054)).isCloseTo(0.05, within(1e-12));
        assertThat(StandardNormal.upperTail(1.959963984540054)).isCloseTo(0.025, within(1e-12));
        assertThat(StandardNormal.upperTail(-1.959963984540054)).isCloseTo(0.975, within(1e-12));
        assertThat(StandardNormal.twoSidedTail(-30)).isPositive().isLessThan(1e-190);
        assertThatThrownBy(() -> StandardNormal.quantile(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StandardNormal.quantile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** 3 of 4 against 2 of 6: .5238095238 (scipy.stats.fisher_exact). */
    @Test
    void exactProbabilityIsThePublishedOne() {
        assertThat(new TwoByTwo(3, 4, 2, 6).exactP()).isCloseTo(11.0 / 21, within(1e-12));
    }

    /** The observed table has 4 x 15 of the 252 ways, so 30 of them fall away. */
    @Test
    void midProbabilityCountsTheObservedTableByHalf() {
        assertThat(new TwoByTwo(3, 4, 2, 6).midP()).isCloseTo(11.0 / 21 - 30.0 / 252, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 4, 2, 6, EXACT_MID_P",
        "30, 100, 40, 100, POOLED_Z",
        "10, 100, 60, 100, EXACT",
        "4, 4, 1, 100, EXACT",
        "0, 4, 0, 100, NONE"
    })
    void theTestSuitsTheTable(long hits, long size, long otherHits, long otherSize, TwoByTwo.Test test) {
        TwoByTwo table = new TwoByTwo(hits, size, otherHits, otherSize);
        assertThat(table.suitable()).isEqualTo(test);
        assertThat(table.twoSidedP())
                .isEqualTo(
                        switch (test) {
                            case NONE -> 1;
                            case POOLED_Z -> StandardNormal.twoSidedTail(table.pooledZ());
                            case EXACT_MID_P -> table.midP();
                            case EXACT -> table.exactP();
                        });
    }

    /** Adult, income above 50K: 1,179 of 10,771 women and 6,662 of 21,790 men give a pooled z of -38.9728985316. */
    @Test
    void zIsThePublishedOne() {
        assertThat(new TwoByTwo(1179, 10771, 6662, 21790).pooledZ()).isCloseTo(-38.9728985316, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void exactProbabilityEqualsTheSumOverAllTables(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        for (int trial = 0; trial < 50; trial++) {
            int size = 1 + random.nextInt(25);
            int other = 1 + random.nextInt(40);
            int hits = random.nextInt(size + 1);
            int otherHits = random.nextInt(other + 1);
            TwoByTwo table = new TwoByTwo(hits, size, otherHits, other);
            assertThat(table.exactP()).isCloseTo(bruteForce(hits, size, otherHits, other), within(1e-10));
            assertThat(table.exactP()).isCloseTo(new TwoByTwo(otherHits, other, hits, size).exactP(), within(1e-10));
        }
    }

    private static double bruteForce(int hits, int size, int otherHits, int other) {
        BigInteger observed = choose(size, hits).multiply(choose(other, otherHits));
        BigInteger extreme = BigInteger.ZERO;
        for (int x = 0; x <= Math.min(size, hits + otherHits); x++) {
            if (hits + otherHits - x <= other) {
                BigInteger ways = choose(size, x).multiply(choose(other, hits + otherHits - x));
                extreme = ways.compareTo(observed) <= 0 ? extreme.add(ways) : extreme;
            }
        }
        return new BigDecimal(extreme)
                .divide(new BigDecimal(choose(size + other, hits + otherHits)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigInteger choose(int n, int k) {
        BigInteger ways = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            ways = ways.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return ways;
    }

    @ParameterizedTest
    @CsvSource({"0,0,5,10", "0,10,0,20", "10,10,20,20", "3,7,0,0"})
    void nothingToCompareIsNoEvidence(long hits, long size, long otherHits, long otherSize) {
        assertThat(new TwoByTwo(hits, size, otherHits, otherSize).twoSidedP()).isEqualTo(1);
    }

    @Test
    void manyRowsDoNotOverflow() {
        assertThat(new TwoByTwo(4, 4, 499_996, 1_000_000).exactP()).isCloseTo(0.0625, within(1e-5));
        assertThat(new TwoByTwo(2, 1_000_000, 3, 1_000_000).twoSidedP()).isBetween(0.8, 1.0);
        assertThat(new TwoByTwo(0, 1_000_000_000L, 1_000_000_000L, 1_000_000_000L).twoSidedP())
                .isZero();
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new TwoByTwo(5, 4, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Worked by hand: .01 x 4, .02 x 3, .03 x 2 raised to the one before, .6 x 1. */
    @Test
    void holmMultipliesByTheComparisonsLeftAndNeverFalls() {
        assertThat(HolmCorrection.adjust(new double[] {0.03, 0.6, 0.01, 0.02}))
                .containsExactly(new double[] {0.06, 0.6, 0.04, 0.06}, within(1e-15));
        assertThat(HolmCorrection.adjust(new double[] {0.9, 0.9})).containsExactly(1, 1);
        assertThat(HolmCorrection.adjust(new double[0])).isEmpty();
    }
}
