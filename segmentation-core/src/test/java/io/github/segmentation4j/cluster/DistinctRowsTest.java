package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctRowsTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    // 10,000 rows are sorted in several pieces.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 700, 10_000})
    void rowsThatAreInAreSortedCountedAndFoundAgain(int count) {
        double[][] rows = rows(count);
        DistinctRows distinct = DistinctRows.of(FeatureMatrix.of(rows), r -> r % 3 != 1, "test", CONTEXT);
        int[] counts = new int[distinct.count()];
        for (int r = 0; r < count; r++) {
            if (r % 3 != 1) {
                assertThat(distinct.rows[distinct.of[r]]).isEqualTo(rows[r]);
                assertThat(DistinctRows.find(distinct.rows, rows[r].clone())).isEqualTo(distinct.of[r]);
                counts[distinct.of[r]]++;
            } else {
                assertThat(distinct.of[r]).isEqualTo(DistinctRows.NONE);
            }
        }
        assertThat(distinct.counts()).isEqualTo(counts).doesNotContain(0);
        for (int i = 1; i < distinct.count(); i++) {
            assertThat(Arrays.compare(distinct.rows[i - 1], distinct.rows[i])).isNegative();
        }
    }

    @Test
    void equalRowsFollowTheirWeightsAndThenEachOther() {
        int count = 900;
        double[][] rows = rows(count);
        double[] weights = weights(count);
        DistinctRows distinct = DistinctRows.weighing(FeatureMatrix.of(rows), Optional.of(weights), "test", CONTEXT);
        int[] expected = IntStream.range(0, count)
                .filter(r -> weights[r] > 0)
                .boxed()
                .sorted(Comparator.<Integer, double[]>comparing(r -> rows[r], Arrays::compare)
                        .thenComparingDouble(r -> weights[r]))
                .mapToInt(r -> r)
                .toArray();
        assertThat(distinct.order(Optional.of(weights), Checkpoint.none())).isEqualTo(expected);
    }

    @Test
    void noOrderOfTheRowsAndNoNumberOfThreadsChangesABit() {
        int count = 10_000;
        double[][] rows = rows(count);
        double[] weights = weights(count);
        int[] order = MedoidStart.shuffled(count, SeededRandom.of(5));
        double[][] shuffled = Arrays.stream(order).mapToObj(r -> rows[r]).toArray(double[][]::new);
        Optional<double[]> moved =
                Optional.of(Arrays.stream(order).mapToDouble(r -> weights[r]).toArray());
        DistinctRows one = DistinctRows.weighing(FeatureMatrix.of(rows), Optional.of(weights), "test", CONTEXT);
        RunContext three = CONTEXT.withExecutor(ForkJoinPool.commonPool(), 3);
        DistinctRows other = DistinctRows.weighing(FeatureMatrix.of(shuffled), moved, "test", three);
        assertThat(other.rows).isDeepEqualTo(one.rows);
        assertThat(other.weights(moved, Checkpoint.none()))
                .isEqualTo(one.weights(Optional.of(weights), Checkpoint.none()));
        for (int i = 0; i < count; i++) {
            assertThat(other.of[i]).isEqualTo(one.of[order[i]]);
        }
    }

    @Test
    void zerosOfBothSignsAreOne() {
        DistinctRows distinct = DistinctRows.of(new double[][] {{0.0, 1}, {-0.0, 1}}, "test", CONTEXT);
        assertThat(distinct.rows).isDeepEqualTo(new double[][] {{0.0, 1}});
        assertThat(DistinctRows.find(distinct.rows, new double[] {-0.0, 1})).isZero();
    }

    @Test
    void changeMakesRowsOne() {
        double[][] rows = {{3, 1}, {1, 2}, {2, 1}, {1, 1}};
        DistinctRows distinct = DistinctRows.of(FeatureMatrix.of(rows), r -> r != 3, "test", CONTEXT);
        DistinctRows changed = distinct.changed(row -> new double[] {0, row[1]}, "test", CONTEXT);
        assertThat(changed.rows).isDeepEqualTo(new double[][] {{0, 1}, {0, 2}});
        assertThat(changed.of).containsExactly(0, 1, 0, DistinctRows.NONE);
        assertThat(distinct.rows).isDeepEqualTo(new double[][] {{1, 2}, {2, 1}, {3, 1}});
    }

    @Test
    void sortingCanBeStopped() {
        int[] looks = {0};
        Runnable third = () -> {
            if (++looks[0] == 3) {
                throw new IllegalStateException("stopped");
            }
        };
        int[] indices = IntStream.range(0, 100_000).toArray();
        assertThatThrownBy(() -> IndexSort.sort(
                        indices,
                        (a, b) -> Integer.compare(b, a),
                        BlockRunner.of(Optional.empty(), 1, () -> {}),
                        Checkpoint.of(third)))
                .hasMessage("stopped");
    }

    private static double[][] rows(int count) {
        SeededRandom random = SeededRandom.of(count);
        double[][] rows = new double[count][2];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(20) - 10);
        }
        return rows;
    }

    /** Thirds, whose sums depend on their order. */
    private static double[] weights(int count) {
        SeededRandom random = SeededRandom.of(count + 1L);
        double[] weights = new double[count];
        Arrays.setAll(weights, r -> random.nextInt(6) / 3.0);
        return weights;
    }
}
