package io.github.segmentation4j.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftTest {
    private static final int SEGMENTS = 4;
    private static final int REFERENCE = 1000;
    private static final int BEFORE = 1000;

    @Test
    void streamsWithoutDriftRaiseAlarmsNoMoreOftenThanStated() {
        // At a rate of 0.05 more than 10 of 200 alarms would themselves have a probability of 0.42; the bounds behind
        // the
        // rate are so generous that far fewer come.
        int alarms = 0;
        for (int run = 0; run < 200; run++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(1, run));
            DriftMonitor monitor = monitor(random);
            for (int i = 0; i < 3000; i++) {
                observe(monitor, random, Change.NONE);
            }
            alarms += monitor.report().alarmAt().isPresent() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Change.class,
            names = {"MEAN", "SPREAD", "SHARE", "CATEGORY"})
    void plantedChangesAreFoundWithin500Events(Change change) {
        for (int run = 0; run < 20; run++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(2, run));
            DriftMonitor monitor = monitor(random);
            for (int i = 0; i < BEFORE; i++) {
                observe(monitor, random, Change.NONE);
            }
            assertThat(monitor.report().advice()).isNotEqualTo(DriftAdvice.REFIT);
            for (int i = 0; i < 500; i++) {
                observe(monitor, random, change);
            }
            DriftReport report = monitor.report();
            assertThat(report.advice()).isEqualTo(DriftAdvice.REFIT);
            assertThat(report.alarmAt().orElseThrow()).isBetween(BEFORE + 1L, BEFORE + 500L);
            assertThat(report.features().get(0).alarmAt().isPresent())
                    .isEqualTo(change == Change.MEAN || change == Change.SPREAD);
            assertThat(report.features().get(2).alarmAt().isPresent()).isEqualTo(change == Change.CATEGORY);
            assertThat(report.segments().get(0).alarmAt().isPresent()).isEqualTo(change == Change.SHARE);
        }
    }

    @Test
    void aWindowThatDiffersIsWatchedAndOneThatIsTooShortIsUndetermined() {
        SeededRandom random = SeededRandom.of(3);
        DriftMonitor monitor = DriftDetection.withFalseAlarmRate(1e-9)
                .start(FeatureMatrix.of(rows(random)), segments(random), SEGMENTS);
        for (int i = 0; i < 249; i++) {
            observe(monitor, random, Change.NONE);
        }
        DriftReport early = monitor.report();
        assertThat(early.features().get(0).psi().value()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(early.segments().get(0).now()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(early.advice()).isEqualTo(DriftAdvice.KEEP);
        for (int i = 0; i < 120; i++) {
            observe(monitor, random, Change.MEAN);
        }
        DriftReport report = monitor.report();
        assertThat(report.advice()).isEqualTo(DriftAdvice.WATCH);
        assertThat(report.alarmAt()).isEmpty();
        assertThat(report.observed()).isEqualTo(369);
    }

    @Test
    void pageHinkleyTakesItsRateFromRanksAlone() {
        // A reference of few values, and one of a single value: ties take half of the equal ones as below.
        PageHinkley constant = PageHinkley.against(new double[] {5, 5, 5}, 0.05);
        for (int i = 0; i < 10_000; i++) {
            assertThat(constant.observe(5)).isFalse();
        }
        SeededRandom random = SeededRandom.of(6);
        double[] heavy = new double[1000];
        Arrays.setAll(heavy, i -> StrictMath.exp(5 * random.nextGaussian()));
        PageHinkley skewed = PageHinkley.against(heavy, 0.05);
        for (int i = 0; i < 10_000; i++) {
            skewed.observe(StrictMath.exp(5 * random.nextGaussian()));
        }
        assertThat(skewed.alarmAt()).isEmpty();
        for (int i = 0; i < 500; i++) {
            skewed.observe(StrictMath.exp(5 * random.nextGaussian() - 5));
        }
        assertThat(skewed.alarmAt()).isPresent();
        assertThatThrownBy(() -> skewed.observe(Double.NaN)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PageHinkley.against(new double[0], 0.05)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PageHinkley.against(heavy, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void kolmogorovSmirnovCountsTheOrdersOfTheValues() {
        // By hand: 1 of the 6 orders of 2 + 2 values and its mirror image separate the samples; of 20 of 3 + 3, 2 do.
        DriftStatistic two = KolmogorovSmirnov.compare(new double[] {1, 2}, new double[] {3, 4});
        assertThat(two.value().orElseThrow()).isEqualTo(1);
        assertThat(two.pValue().orElseThrow()).isCloseTo(1 / 3.0, within(1e-15));
        DriftStatistic three = KolmogorovSmirnov.compare(new double[] {4, 5, 6}, new double[] {1, 2, 3});
        assertThat(three.pValue().orElseThrow()).isCloseTo(0.1, within(1e-15));
        DriftStatistic same = KolmogorovSmirnov.compare(new double[] {1, 2, 2}, new double[] {2, 1, 2});
        assertThat(same.value().orElseThrow()).isZero();
        assertThat(same.pValue().orElseThrow()).isEqualTo(1);
        assertThat(KolmogorovSmirnov.compare(new double[] {0.0}, new double[] {-0.0})
                        .value()
                        .orElseThrow())
                .isZero();
        assertThat(KolmogorovSmirnov.compare(new double[0], new double[] {1}).value())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThatThrownBy(() -> KolmogorovSmirnov.compare(new double[] {Double.NaN}, new double[] {1}))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void exactAndLimitingProbabilitiesMeetInLargeSamples() {
        // 3,000 x 3,000 is exact, 3,400 x 3,400 is not; both at a distance whose limit 2 exp(-2 x^2) is 0.0446.
        assertThat(shifted(3000)).isCloseTo(shifted(3400), within(0.01));
    }

    private static double shifted(int size) {
        double[] first = new double[size];
        double[] second = new double[size];
        int shift = (int) Math.round(1.379 * Math.sqrt(2.0 * size));
        Arrays.setAll(first, i -> i);
        Arrays.setAll(second, i -> i + shift + 0.5);
        return KolmogorovSmirnov.compare(first, second).pValue().orElseThrow();
    }

    @Test
    void psiIsTheSumOverTheBins() {
        DriftStatistic psi = Psi.compareCounts(new long[] {500, 300, 200, 0}, new long[] {400, 300, 300, 0});
        // By hand, with half an observation in each of the three bins that count.
        double p = 500.5 / 1001.5;
        double q = 400.5 / 1001.5;
        double r = 200.5 / 1001.5;
        double s = 300.5 / 1001.5;
        double expected = (q - p) * StrictMath.log(q / p) + (s - r) * StrictMath.log(s / r);
        assertThat(psi.value().orElseThrow()).isCloseTo(expected, within(1e-14));
        // Two degrees of freedom: the tail of the chi-squared distribution is exp(-x / 2).
        assertThat(psi.pValue().orElseThrow()).isCloseTo(StrictMath.exp(-expected * 500 / 2), within(1e-14));
        assertThat(Psi.compareCounts(new long[] {7}, new long[] {9}).value())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(Psi.compare(new double[0], new double[] {1}).value()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(Psi.compare(new double[] {1, 1}, new double[] {1}).value())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThatThrownBy(() -> Psi.compareCounts(new long[] {1, -1}, new long[] {1, 1}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Psi.compareCounts(new long[] {1}, new long[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void psiFollowsItsChiSquaredDistribution() {
        // The p-value of samples of one distribution is uniform: of 1,000 the share below 0.1 has a standard error of
        // 0.0095; 4 of them leave a false-alarm probability of 6e-5.
        SeededRandom random = SeededRandom.of(12);
        int low = 0;
        for (int run = 0; run < 1000; run++) {
            double[] first = new double[1000];
            double[] second = new double[1000];
            Arrays.setAll(first, i -> random.nextGaussian());
            Arrays.setAll(second, i -> random.nextGaussian());
            low += Psi.compare(first, second).pValue().orElseThrow() < 0.1 ? 1 : 0;
        }
        assertThat(low / 1000.0).isCloseTo(0.1, within(4 * 0.0095));
    }

    @Test
    void degenerateReferencesNeverRaiseAlarmsByThemselves() {
        double[][] constant = new double[300][1];
        DriftMonitor monitor = DriftDetection.withFalseAlarmRate(0.05)
                .withWindow(50)
                .start(FeatureMatrix.of(constant), new int[300], 2);
        for (int i = 0; i < 2000; i++) {
            assertThat(monitor.observe(new double[] {0}, 0)).isFalse();
        }
        assertThat(monitor.report().advice()).isEqualTo(DriftAdvice.KEEP);
        assertThat(monitor.report().features().get(0).psi().value()).isInstanceOf(Statistic.Undetermined.class);
        DriftMonitor single =
                DriftDetection.withFalseAlarmRate(0.05).start(FeatureMatrix.of(new double[][] {{1}}), new int[] {0}, 1);
        for (int i = 0; i < 2000; i++) {
            assertThat(single.observe(new double[] {i}, 0))
                    .as("one row says nothing about a distribution")
                    .isFalse();
        }
    }

    @Test
    void whatCannotBeUsedIsRefused() {
        DriftDetection detection = DriftDetection.withFalseAlarmRate(0.05);
        FeatureMatrix one = FeatureMatrix.of(new double[][] {{1, 2}});
        DriftMonitor monitor = detection.start(one, new int[] {0}, 2);
        assertThatThrownBy(() -> monitor.observe(new double[] {1, Double.NaN}, 0))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> monitor.observe(new double[] {1}, 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> monitor.observe(new double[] {1, 1}, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(monitor.report().observed()).isZero();
        assertThatThrownBy(() -> detection.start(one, new int[] {0, 1}, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> detection.start(one, new int[] {-1}, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> detection.start(FeatureMatrix.of(new double[0][]), new int[0], 2))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> detection.withWindow(49)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DriftDetection.withFalseAlarmRate(1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static DriftMonitor monitor(SeededRandom random) {
        return DriftDetection.withFalseAlarmRate(0.05)
                .start(FeatureMatrix.of(rows(random)), segments(random), SEGMENTS);
    }

    private static double[][] rows(SeededRandom random) {
        double[][] rows = new double[REFERENCE][];
        Arrays.setAll(rows, i -> row(random, Change.NONE));
        return rows;
    }

    private static int[] segments(SeededRandom random) {
        int[] segments = new int[REFERENCE];
        Arrays.setAll(segments, i -> segment(random, Change.NONE));
        return segments;
    }

    private static void observe(DriftMonitor monitor, SeededRandom random, Change change) {
        monitor.observe(row(random, change), segment(random, change));
    }

    /** A normal feature, a skewed one, and one of two values. */
    private static double[] row(SeededRandom random, Change change) {
        double normal = random.nextGaussian();
        if (change == Change.MEAN) {
            normal += 1;
        } else if (change == Change.SPREAD) {
            normal *= 3;
        }
        double skewed = StrictMath.exp(2 * random.nextGaussian());
        double category = random.nextDouble() < (change == Change.CATEGORY ? 0.8 : 0.3) ? 1 : 0;
        return new double[] {normal, skewed, category};
    }

    /** Segment 0 has a share of 0.25, or of 0.6. */
    private static int segment(SeededRandom random, Change change) {
        boolean first = random.nextDouble() < (change == Change.SHARE ? 0.6 : 0.25);
        return first ? 0 : 1 + random.nextInt(3);
    }

    private enum Change {
        NONE,
        MEAN,
        SPREAD,
        SHARE,
        CATEGORY
    }
}
