package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found among centres while they are merged and removed. */
class ActiveCentresTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 9})
    void lowestIsThatOfAPlainLoopWhateverTheSpanAndTheThreads(int columns) {
        SeededRandom random = SeededRandom.of(columns);
        double[][] rows = new double[1_500][columns];
        double[] weights = new double[rows.length];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(6));
        }
        Arrays.fill(weights, 1);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            RunContext threads = RunContext.seeded(1).withExecutor(pool, 3);
            ActiveCentres wide = new ActiveCentres(rows, weights, RunContext.seeded(1));
            ActiveCentres narrow = new ActiveCentres(rows, weights, 1, threads);
            double[][] means = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
            boolean[] gone = new boolean[rows.length];
            double[] centre = new double[columns];
            for (int step = 0; step < rows.length - 1; step++) {
                Arrays.setAll(centre, c -> random.nextInt(12) / 2.0);
                int expected = nearest(means, gone, centre);
                assertThat(wide.pointAt(wide.lowest(centre, ActiveCentresTest::squares)))
                        .isEqualTo(expected);
                assertThat(narrow.pointAt(narrow.lowest(centre, ActiveCentresTest::squares)))
                        .isEqualTo(expected);
                gone[expected] = true;
                int other = nearest(means, gone, centre);
                gone[expected] = false;
                int lost = Math.max(expected, other);
                if (step % 3 == 0) {
                    wide.merge(Math.min(expected, other), lost);
                    narrow.merge(Math.min(expected, other), lost);
                    wide.copy(Math.min(expected, other), means[Math.min(expected, other)]);
                } else {
                    wide.remove(lost);
                    narrow.remove(lost);
                }
                gone[lost] = true;
                assertThat(wide.active()).isEqualTo(rows.length - 1 - step);
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void squares(int from, double[] squares, double[] weights, double[] scores) {
        System.arraycopy(squares, 0, scores, 0, squares.length);
    }

    private static int nearest(double[][] means, boolean[] gone, double[] centre) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int c = 0; c < centre.length; c++) {
                double difference = means[i][c] - centre[c];
                sum = Math.fma(difference, difference, sum);
            }
            if (!gone[i] && sum < least) {
                least = sum;
                nearest = i;
            }
        }
        return nearest;
    }
}
