package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.online.DriftAdvice;
import io.github.segmentation4j.online.DriftDetection;
import io.github.segmentation4j.online.DriftReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewcomerMonitorTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Feature> FEATURES =
            FeatureMatrix.of(new double[1][3]).features();
    private static final double RATE = 0.1;

    private static NewcomerMonitor monitor(Instant referenceEnd) {
        return new NewcomerMonitor(FEATURES, 2, referenceEnd, DriftDetection.withFalseAlarmRate(RATE));
    }

    /** Spending, frequency as a count with ties, and a flag; the segment follows from spending. */
    private static void feed(NewcomerMonitor monitor, SeededRandom random, int from, int to, double shift) {
        for (int i = from; i < to; i++) {
            double spending = random.nextGaussian() + shift;
            double[] row = {spending, random.nextInt(4), random.nextInt(10) == 0 ? 1 : 0};
            int label = random.nextInt(50) == 0 ? -1 : spending > 0.5 ? 1 : 0;
            monitor.observe(START.plus(Duration.ofHours(i)), row, label);
        }
    }

    @Test
    void withoutDriftAlarmsAreNoMoreFrequentThanStated() {
        int alarms = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            NewcomerMonitor monitor = monitor(START.plus(Duration.ofHours(499)));
            feed(monitor, SeededRandom.of(SeededRandom.derive(17, run)), 0, 2000, 0);
            alarms += monitor.report().orElseThrow().alarmAt().isPresent() ? 1 : 0;
        }

        // Binomial with 200 runs and rate 0.1: mean 20, deviation 4.24; 3.09 deviations are passed by chance once in
        // 1000.
        assertThat(alarms).isLessThanOrEqualTo((int) (runs * RATE + 3.09 * Math.sqrt(runs * RATE * (1 - RATE))));
    }

    @Test
    void aShiftOfSpendingIsFoundWithinFiveHundredNewcomers() {
        for (int run = 0; run < 20; run++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(18, run));
            NewcomerMonitor monitor = monitor(START.plus(Duration.ofHours(999)));
            feed(monitor, random, 0, 1500, 0);
            assertThat(monitor.report().orElseThrow().advice()).isNotEqualTo(DriftAdvice.REFIT);
            feed(monitor, random, 1500, 2000, 1);

            DriftReport report = monitor.report().orElseThrow();
            assertThat(report.advice()).isEqualTo(DriftAdvice.REFIT);
            assertThat(report.features().get(0).alarmAt()).isPresent();
            assertThat(report.features().get(1).alarmAt()).isEmpty();
        }
    }

    @Test
    void theReferenceIsFilledBeforeAnybodyIsCompared() {
        NewcomerMonitor early = monitor(START.minusSeconds(1));
        feed(early, SeededRandom.of(1), 0, NewcomerMonitor.FEWEST, 0);
        assertThat(early.report()).isEmpty();
        feed(early, SeededRandom.of(2), NewcomerMonitor.FEWEST, NewcomerMonitor.FEWEST + 7, 0);

        assertThat(early.reference()).isEqualTo(NewcomerMonitor.FEWEST);
        assertThat(early.report().orElseThrow().observed()).isEqualTo(7);

        NewcomerMonitor late = monitor(START.plus(Duration.ofHours(300)));
        feed(late, SeededRandom.of(1), 0, 400, 0);
        assertThat(late.reference()).isEqualTo(301);
    }
}
