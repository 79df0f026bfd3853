package io.github.segmentation4j.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocCurveTest {
    private static RocCurve curve(double[] members, double[] heldOut) {
        return new RocCurve(members, heldOut, 0.95, Checkpoint.none());
    }

    private static double[] gaussians(SeededRandom random, int count, double mean) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian() + mean);
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areaIsThatOfAllPairs(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[] members = new double[37];
        double[] heldOut = new double[53];
        Arrays.setAll(members, i -> random.nextInt(9) + 1);
        Arrays.setAll(heldOut, i -> random.nextInt(9));
        double wins = 0;
        for (double member : members) {
            for (double other : heldOut) {
                wins += member > other ? 1 : member == other ? 0.5 : 0;
            }
        }
        assertThat(curve(members, heldOut).area().orElseThrow()).isEqualTo(wins / (37 * 53));
    }

    @Test
    void certaintyHasAnIntervalThatIsNotEmpty() {
        Statistic.Estimate area = (Statistic.Estimate)
                curve(new double[] {3, 4, 5}, new double[] {0, 1, 2}).area();
        assertThat(area.number()).isEqualTo(1);
        assertThat(area.upper()).isEqualTo(1);
        assertThat(area.lower()).isLessThan(0.9);
    }

    /**
     * 1,000 samples of 200 and 200 normal scores: the intervals miss the true area, and the true share of members above the
     * 99th percentile of the others, no more often than 5 % + 4.75 standard errors (false alarm 1e-6).
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 2})
    void intervalsCoverTheTruth(double shift) {
        double trueArea = 1 - StandardNormal.upperTail(shift / Math.sqrt(2));
        double trueShare = StandardNormal.upperTail(StandardNormal.quantile(0.99) - shift);
        int experiments = 1000;
        int areaMissed = 0;
        int shareMissed = 0;
        SeededRandom random = SeededRandom.of(17);
        for (int e = 0; e < experiments; e++) {
            RocCurve curve = curve(gaussians(random, 200, shift), gaussians(random, 200, 0));
            areaMissed += misses(curve.area(), trueArea) ? 1 : 0;
            shareMissed += misses(curve.truePositivesAt(0.01), trueShare) ? 1 : 0;
        }
        double limit = experiments * 0.05 + 4.75 * Math.sqrt(experiments * 0.05 * 0.95);
        assertThat(areaMissed).isLessThan((int) limit);
        assertThat(shareMissed).isLessThan((int) limit);
    }

    private static boolean misses(Statistic statistic, double truth) {
        Statistic.Estimate estimate = (Statistic.Estimate) statistic;
        return truth < estimate.lower() || truth > estimate.upper();
    }

    @Test
    void intervalOfTruePositivesNarrowsWithMoreCustomers() {
        SeededRandom random = SeededRandom.of(2);
        double wide = width(curve(gaussians(random, 400, 2), gaussians(random, 400, 0)));
        double narrow = width(curve(gaussians(random, 40_000, 2), gaussians(random, 40_000, 0)));
        assertThat(narrow).isLessThan(0.1).isLessThan(wide / 3);
    }

    private static double width(RocCurve curve) {
        Statistic.Estimate estimate = (Statistic.Estimate) curve.truePositivesAt(0.01);
        return estimate.upper() - estimate.lower();
    }

    @Test
    void curveRisesFromCornerToCornerAndPassesTheFigure() {
        SeededRandom random = SeededRandom.of(3);
        RocCurve curve = curve(gaussians(random, 300, 1), gaussians(random, 250, 0));
        Exhibit.Curve drawn = curve.curve();
        assertThat(drawn.points()).hasSize(102);
        assertThat(drawn.points().get(0)).isEqualTo(new Exhibit.Point(0, 0));
        assertThat(drawn.points().get(101)).isEqualTo(new Exhibit.Point(1, 1));
        assertThat(drawn.points().get(2).y())
                .isEqualTo(curve.truePositivesAt(0.01).orElseThrow());
        for (int i = 1; i < 102; i++) {
            assertThat(drawn.points().get(i).y())
                    .isGreaterThanOrEqualTo(drawn.points().get(i - 1).y());
        }
    }

    @Test
    void tiedScoresNameNobodyAtOnePercent() {
        RocCurve curve = curve(new double[500], new double[500]);
        assertThat(curve.allEqual()).isTrue();
        assertThat(curve.truePositivesAt(0.01).orElseThrow()).isZero();
        assertThat(curve.area().orElseThrow()).isCloseTo(0.5, within(0.0));
    }
}
