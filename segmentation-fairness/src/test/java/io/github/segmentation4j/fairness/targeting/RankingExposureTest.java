package io.github.segmentation4j.fairness.targeting;

import static io.github.segmentation4j.fairness.targeting.AllocationCase.CONTEXT;
import static io.github.segmentation4j.fairness.targeting.AllocationCase.TIE_BREAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Categories;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingExposureTest {

    /** Every list of 12 coin tosses is weighed; minima are those of the binomial function at the highest level allowed. */
    @ParameterizedTest
    @CsvSource({"0.2, 0.1", "0.5, 0.1", "0.7, 0.2"})
    void aFairListIsFoundWantingNoMoreOftenThanTheLevel(double share, double level) {
        List<Integer> minima = RankingExposure.of(share, level, TIE_BREAK).minima(12);
        assertThat(failure(minima, share)).isLessThanOrEqualTo(level);
        List<Integer> best = plain(share, 0, 12);
        List<Integer> last = best;
        for (int step = 0; step <= 20_000; step++) {
            List<Integer> next = plain(share, level * step / 20_000, 12);
            boolean changed = !next.equals(last);
            last = next;
            best = changed && failure(next, share) <= level ? next : best;
        }
        assertThat(minima).isEqualTo(best);
    }

    private static double failure(List<Integer> minima, double share) {
        double failed = 0;
        for (int tosses = 0; tosses < 1 << minima.size(); tosses++) {
            int count = 0;
            double chance = 1;
            boolean wanting = false;
            for (int place = 0; place < minima.size(); place++) {
                boolean hit = (tosses >> place & 1) == 1;
                count += hit ? 1 : 0;
                chance *= hit ? share : 1 - share;
                wanting |= count < minima.get(place);
            }
            failed += wanting ? chance : 0;
        }
        return failed;
    }

    private static List<Integer> plain(double share, double level, int length) {
        List<Integer> minima = new ArrayList<>();
        for (int place = 1; place <= length; place++) {
            BinomialDistribution binomial = new BinomialDistribution(null, place, share);
            int minimum = 0;
            while (binomial.cumulativeProbability(minimum) <= level) {
                minimum++;
            }
            minima.add(minimum);
        }
        return minima;
    }

    @Test
    void protectedCandidatesAreMovedUpOnlyWhereTheMinimumDemandsIt() {
        int n = 40;
        double[] scores = new double[n];
        int[] codes = new int[n];
        for (int row = 0; row < n; row++) {
            scores[row] = n - row;
            codes[row] = row < 20 ? 0 : 1;
        }
        Candidates candidates =
                Candidates.of(AllocationCase.ids(n), scores).withGroups(Categories.of("sex", List.of("m", "f"), codes));
        RankingExposure rule = RankingExposure.of(0.5, 0.1, TIE_BREAK);
        ExposureRanking ranking = rule.rank(candidates, "f", 20, CONTEXT);
        assertThat(ranking.keepsMinima()).isTrue();
        // All of the other group score higher, so the list holds exactly what the minima demand.
        assertThat(ranking.reached()).isEqualTo(ranking.minima()).isEqualTo(rule.minima(20));
        assertThat(ranking.minima().get(19)).isBetween(3, 6);
        ExposureRanking untouched = rule.rank(candidates, "m", 20, CONTEXT);
        assertThat(untouched.ids()).isEqualTo(AllocationCase.ids(20));
    }

    @Test
    void tooFewProtectedCandidatesAreAllRankedAndSaid() {
        int n = 60;
        double[] scores = new double[n];
        int[] codes = new int[n];
        for (int row = 0; row < n; row++) {
            scores[row] = n - row;
            codes[row] = row == n - 1 ? 1 : 0;
        }
        Candidates candidates =
                Candidates.of(AllocationCase.ids(n), scores).withGroups(Categories.of("sex", List.of("m", "f"), codes));
        ExposureRanking ranking = RankingExposure.of(0.5, 0.1, TIE_BREAK).rank(candidates, "f", 100, CONTEXT);
        assertThat(ranking.keepsMinima()).isFalse();
        assertThat(ranking.ids()).hasSize(60).contains("customer 59");
    }

    @Test
    void wrongArgumentsAreRefused() {
        RankingExposure rule = RankingExposure.of(0.5, 0.1, TIE_BREAK);
        Candidates one =
                Candidates.of(List.of("a"), new double[1]).withGroups(Categories.of("g", List.of("x"), new int[1]));
        assertThatThrownBy(() -> RankingExposure.of(0, 0.1, TIE_BREAK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.minima(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> rule.rank(one, "y", 1, CONTEXT)).hasMessageContaining("one of [x]");
        assertThatThrownBy(() -> rule.rank(one, "x", 0, CONTEXT)).hasMessageContaining("at least 1");
    }
}
