package io.github.segmentation4j.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansStatisticsTest {
    private static final CentroidModel TWO = ClusterModels.ofNumberedCentroids(new double[][] {{0, 0}, {10, 0}});

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void learningAndForgettingIsNeverHavingSeen(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        KMeansStatistics statistics = KMeansStatistics.of(TWO, Set.of());
        KMeansStatistics never = KMeansStatistics.of(TWO, Set.of());
        for (int i = 0; i < 500; i++) {
            // Magnitudes from 1e-12 to 1e12: with plain sums the large ones would leave their rounding behind.
            double scale = StrictMath.pow(10, 24 * random.nextDouble() - 12);
            double[] row = {scale * random.nextGaussian(), random.nextGaussian()};
            statistics.learn("c" + i, row);
            if (i % 3 != 0) {
                never.learn("c" + i, row);
            }
        }
        for (int i = 498; i >= 0; i -= 3) {
            assertThat(statistics.forget("c" + i)).isEqualTo(Forgetting.FORGOTTEN);
        }
        assertThat(statistics.customerCount()).isEqualTo(never.customerCount());
        for (int j = 0; j < 2; j++) {
            assertThat(statistics.size(j)).isEqualTo(never.size(j));
            assertThat(statistics.mean(j)).isEqualTo(never.mean(j));
            assertThat(statistics.cost(j)).isEqualTo(never.cost(j));
        }
        assertThat(statistics.isRefitNeeded()).isFalse();
    }

    @Test
    void sumsAreExact() {
        SeededRandom random = SeededRandom.of(4);
        ExactSum sum = new ExactSum();
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 2000; i++) {
            double value = StrictMath.scalb(random.nextDouble() - 0.5, random.nextInt(600) - 300);
            sum.add(value);
            expected = expected.add(new BigDecimal(value));
            if (i % 100 == 0) {
                assertThat(sum.value()).isEqualTo(expected.doubleValue());
            }
        }
        ExactSum tiny = new ExactSum();
        for (double value : new double[] {1e100, Double.MIN_VALUE, -1e100}) {
            tiny.add(value);
        }
        assertThat(tiny.value()).isEqualTo(Double.MIN_VALUE);
        tiny.add(-Double.MIN_VALUE);
        assertThat(tiny.value()).isZero();
    }

    @Test
    void statisticsAreSizesMeansAndCosts() {
        KMeansStatistics statistics = KMeansStatistics.of(TWO, Set.of());
        assertThat(statistics.mean(1)).as("of nobody").containsExactly(10, 0);
        assertThat(statistics.learn("a", 1, 2)).isZero();
        assertThat(statistics.learn("b", 3, 0)).isZero();
        assertThat(statistics.learn("c", 9, 1)).isEqualTo(1);
        assertThat(statistics.mean(0)).containsExactly(2, 1);
        assertThat(statistics.cost(0)).isCloseTo(14, within(0.0));
        assertThat(statistics.size(1)).isEqualTo(1);
        // A second row replaces the first.
        assertThat(statistics.learn("b", 10, 3)).isEqualTo(1);
        assertThat(statistics.mean(0)).containsExactly(1, 2);
        assertThat(statistics.mean(1)).containsExactly(9.5, 2);
        assertThat(statistics.customerCount()).isEqualTo(3);
    }

    @Test
    void whoPlacedTheCentroidsNeedsARefit() {
        KMeansStatistics statistics = KMeansStatistics.of(TWO, List.of("trained"));
        statistics.learn("trained", 1, 1);
        statistics.learn("other", 3, 3);
        assertThat(statistics.forget("trained")).isEqualTo(Forgetting.REFIT_NEEDED);
        assertThat(statistics.isRefitNeeded()).isTrue();
        assertThat(statistics.mean(0)).containsExactly(3, 3);
        assertThat(statistics.forget("trained")).isEqualTo(Forgetting.UNKNOWN);
        assertThat(statistics.forget("other")).isEqualTo(Forgetting.FORGOTTEN);
        assertThat(KMeansStatistics.of(TWO, List.of("trained")).forget("trained"))
                .as("never learned here, but part of the fit")
                .isEqualTo(Forgetting.REFIT_NEEDED);
    }

    @Test
    void afterCentroidsMovedTheirMoversNeedARefitAndNewcomersDoNot() {
        KMeansStatistics statistics = KMeansStatistics.of(TWO, Set.of());
        statistics.learn("a", 4, 0);
        statistics.learn("b", 6, 0);
        statistics.learn("c", 20, 0);
        CentroidModel moved = statistics.recentre();
        assertThat(moved.centroid(0)).containsExactly(4, 0);
        assertThat(moved.centroid(1)).containsExactly(13, 0);
        assertThat(statistics.size(0)).as("b was assigned again").isEqualTo(2);
        statistics.learn("d", 5, 0);
        assertThat(statistics.forget("d")).isEqualTo(Forgetting.FORGOTTEN);
        assertThat(statistics.forget("b")).isEqualTo(Forgetting.REFIT_NEEDED);
        assertThat(statistics.mean(0)).containsExactly(4, 0);
    }

    @Test
    void rowsThatCannotBeUsedAreRefusedAndUnknownCustomersAreUnknown() {
        KMeansStatistics statistics = KMeansStatistics.of(TWO, Set.of());
        statistics.learn("a", 1, 1);
        assertThatThrownBy(() -> statistics.learn("a", 1, Double.NaN)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> statistics.learn("a", 1)).isInstanceOf(InvalidInputException.class);
        assertThat(statistics.mean(0)).containsExactly(1, 1);
        assertThat(statistics.forget("b")).isEqualTo(Forgetting.UNKNOWN);
    }
}
