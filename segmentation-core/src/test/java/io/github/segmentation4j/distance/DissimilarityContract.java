package io.github.segmentation4j.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Dissimilarity} must keep. A test of an implementation extends this class and says how to make one:
 *
 * <pre>{@code
 * class MyDissimilarityContractTest extends DissimilarityContract {
 *     @Override
 *     protected Dissimilarity dissimilarity() {
 *         return new MyDissimilarity();
 *     }
 * }
 * }</pre>
 */
public abstract class DissimilarityContract {
    private static final int ROWS = 60;

    /** The dissimilarity under test. */
    protected abstract Dissimilarity dissimilarity();

    /** How to restore dissimilarities that {@link Distances} does not know; none by default. */
    protected Map<String, Function<ModelState, FittedDissimilarity>> restorers() {
        return Map.of();
    }

    /** Rows of three columns called {@code a}, {@code b} and {@code c}, the last one of whole numbers from 1 to 4. */
    protected double[][] rows(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[ROWS][];
        Arrays.setAll(rows, r ->
                new double[] {1e4 * random.nextGaussian(), 0.1 + random.nextInt(5), 1.0 + random.nextInt(4)});
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    protected void bothWaysAreTheSameToTheBitAndFinite(long seed) {
        double[][] rows = rows(seed);
        FittedDissimilarity fitted = fit(rows);
        for (double[] a : rows) {
            for (double[] b : rows) {
                assertThat(fitted.between(a, b))
                        .isEqualTo(fitted.between(b, a))
                        .isNotNegative()
                        .isFinite();
            }
        }
    }

    @Test
    protected void equalRowsAreZeroApart() {
        double[][] rows = rows(3);
        FittedDissimilarity fitted = fit(rows);
        for (double[] row : rows) {
            assertThat(fitted.between(row, row.clone())).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    protected void metricObeysTheTriangleInequality(long seed) {
        double[][] rows = rows(seed);
        FittedDissimilarity fitted = fit(rows);
        if (!fitted.isMetric()) {
            return;
        }
        SeededRandom random = SeededRandom.of(seed);
        for (int turn = 0; turn < 20_000; turn++) {
            double[] a = rows[random.nextInt(ROWS)];
            double[] b = rows[random.nextInt(ROWS)];
            double[] c = rows[random.nextInt(ROWS)];
            double over = fitted.between(a, b) + fitted.between(b, c);
            assertThat(fitted.between(a, c)).isLessThanOrEqualTo(over + 1e-12 * over);
        }
    }

    @Test
    protected void embeddingAgreesWithTheDissimilarityToTheBit() {
        double[][] rows = rows(6);
        if (!(fit(rows) instanceof EuclideanEmbedding fitted)) {
            return;
        }
        double[] a = new double[fitted.dimensions()];
        double[] b = new double[fitted.dimensions()];
        double before = -1;
        for (double squared = 0; squared < 4; squared += 0.01) {
            assertThat(fitted.ofSquared(squared)).isGreaterThan(before);
            before = fitted.ofSquared(squared);
        }
        assertThat(fitted.ofSquared(0)).isZero();
        for (int r = 1; r < ROWS; r++) {
            fitted.embed(rows[r - 1], a);
            fitted.embed(rows[r], b);
            double squared = 0;
            for (int c = 0; c < a.length; c++) {
                squared = Math.fma(a[c] - b[c], a[c] - b[c], squared);
            }
            assertThat(fitted.ofSquared(squared)).isEqualTo(fitted.between(rows[r - 1], rows[r]));
        }
    }

    @Test
    protected void restoredItGivesTheSameBits() {
        double[][] rows = rows(7);
        FittedDissimilarity fitted = fit(rows);
        FittedDissimilarity restored = Distances.restore(fitted.state(), restorers());
        assertThat(restored.columnCount()).isEqualTo(fitted.columnCount()).isEqualTo(3);
        assertThat(restored.isMetric()).isEqualTo(fitted.isMetric());
        assertThat(restored.state().names()).isEqualTo(fitted.state().names());
        for (int r = 1; r < ROWS; r++) {
            assertThat(restored.between(rows[r - 1], rows[r])).isEqualTo(fitted.between(rows[r - 1], rows[r]));
        }
    }

    @Test
    protected void threadsChangeNoBit() {
        double[][] some = rows(8);
        double[][] rows = new double[40_000][];
        Arrays.setAll(rows, r -> some[r % ROWS]);
        FittedDissimilarity expected = fit(rows);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            FittedDissimilarity found =
                    dissimilarity().fit(matrix(rows), RunContext.seeded(2).withExecutor(pool, 3));
            for (int r = 1; r < ROWS; r++) {
                assertThat(found.between(rows[r - 1], rows[r])).isEqualTo(expected.between(rows[r - 1], rows[r]));
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    protected void fitChangesNothingInTheDissimilarity() {
        Dissimilarity dissimilarity = dissimilarity();
        String description = dissimilarity.describe();
        double[][] rows = rows(9);
        double first = dissimilarity.fit(matrix(rows), RunContext.seeded(1)).between(rows[0], rows[1]);
        FittedDissimilarity unused = dissimilarity.fit(matrix(rows(10)), RunContext.seeded(1));
        assertThat(unused.columnCount()).isEqualTo(3);
        assertThat(dissimilarity.fit(matrix(rows), RunContext.seeded(1)).between(rows[0], rows[1]))
                .isEqualTo(first);
        assertThat(dissimilarity.describe()).isEqualTo(description).isNotBlank();
    }

    private FittedDissimilarity fit(double[][] rows) {
        return dissimilarity().fit(matrix(rows), RunContext.seeded(1));
    }

    private static FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(List.of(Feature.of("a"), Feature.of("b"), Feature.of("c")), rows);
    }
}
