package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMatrixTest {
    private static final int ROWS = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void copyOfRowsHoldsThemForAnyThreadCount(int threads) {
        double[][] rows = rows();
        rows[17][1] = Double.NaN;
        rows[ROWS - 1][0] = Double.NaN;
        withThreads(threads, context -> {
            FeatureMatrix matrix = FeatureMatrix.of(rows, context);
            assertThat(Arrays.deepEquals(matrix.toArray(), rows)).isTrue();
            assertThat(matrix.missingCount()).isEqualTo(2);
            rows[0][0] = -5;
            assertThat(matrix.get(0, 0)).isZero();
            rows[0][0] = 0;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void firstRowOfAnotherLengthIsNamed(int threads) {
        double[][] rows = rows();
        rows[9_998] = new double[] {1};
        rows[9_999] = new double[0];
        rows[19_000] = new double[5];
        withThreads(
                threads,
                context -> assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> FeatureMatrix.of(rows, context))
                        .withMessageContaining("9999")
                        .withMessageContaining("must have 2 values, has 1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void firstInfiniteValueIsNamed(int threads) {
        double[][] rows = rows();
        rows[3][0] = Double.NaN;
        rows[12_345][1] = Double.NEGATIVE_INFINITY;
        rows[19_999][0] = Double.POSITIVE_INFINITY;
        withThreads(
                threads,
                context -> assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> FeatureMatrix.of(rows, context))
                        .withMessageContaining("12346")
                        .withMessageContaining("x2")
                        .withMessageContaining("must be finite or missing, was -Infinity"));
    }

    @Test
    void builderRefusesWhatIsInfiniteToo() {
        FeatureMatrix.Builder builder = FeatureMatrix.builder(List.of(Feature.of("a"), Feature.of("b")), 300)
                .set(299, 1, Double.POSITIVE_INFINITY);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("300")
                .withMessageContaining("b");
    }

    @Test
    void columnsOfOneNameAreRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> FeatureMatrix.of(List.of(Feature.of("a"), Feature.of("a")), new double[][] {{1, 2}}))
                .withMessageContaining("two features are called 'a'");
    }

    @Test
    void columnOfNothingButMissingValuesHasNone() {
        double[][] rows = rows();
        for (double[] row : rows) {
            row[1] = Double.NaN;
        }
        assertThat(FeatureMatrix.of(rows).missingCount()).isEqualTo(ROWS);
    }

    @Test
    void noRowsMakeAnEmptyMatrix() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[0][]);
        assertThat(matrix.rowCount()).isZero();
        assertThat(matrix.columnCount()).isZero();
        assertThat(matrix.missingCount()).isZero();
    }

    @Test
    void copyingRowsStopsWhenCancelled() {
        Cancellation cancellation = Cancellation.create();
        RunContext context = RunContext.seeded(1).withCancellation(cancellation);
        cancellation.cancel();
        assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> FeatureMatrix.of(rows(), context));
    }

    private static double[][] rows() {
        double[][] rows = new double[ROWS][2];
        for (int r = 0; r < ROWS; r++) {
            rows[r][0] = r;
            rows[r][1] = -r / 3.0;
        }
        return rows;
    }

    private interface WithContext {
        void run(RunContext context);
    }

    private static void withThreads(int threads, WithContext test) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            test.run(RunContext.seeded(1).withExecutor(pool, threads));
        } finally {
            pool.shutdown();
        }
    }
}
