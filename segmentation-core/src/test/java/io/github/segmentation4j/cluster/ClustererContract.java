package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Clusterer} must keep. A test of an implementation extends this class and says how to make one:
 *
 * <pre>{@code
 * class MyClustererContractTest extends ClustererContract {
 *     @Override
 *     protected Clusterer clusterer(int clusters) {
 *         return MyClusterer.withClusters(clusters);
 *     }
 * }
 * }</pre>
 */
public abstract class ClustererContract {
    /** The groups of the test data; far enough apart that every sensible clusterer finds them. */
    private static final double[][] CENTRES = {{0, 0, 0}, {40, 0, 10}, {0, 40, -10}, {40, 40, 90}};

    private static final int GROUPS = CENTRES.length;

    /** The clusterer under test. */
    protected abstract Clusterer clusterer(int clusters);

    /** How to restore models that {@link ClusterModels} does not know; none by default. */
    protected Map<String, Function<ModelState, ClusterModel>> restorers() {
        return Map.of();
    }

    /**
     * Rows as the clusterer wants them; by default columns called {@code x1}, {@code x2} and so on.
     *
     * @param rows of two or three columns, all of the same length
     */
    protected FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    protected void sameBitsForAnyThreadCount(int threads) {
        FeatureMatrix rows = groups(9_001, 1);
        Clustering expected = clusterer(GROUPS).fit(rows, RunContext.seeded(5));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int run = 0; run < 2; run++) {
                RunContext context = RunContext.seeded(5).withExecutor(pool, threads);
                Clustering found = clusterer(GROUPS).fit(rows, context);
                assertSame(found, expected);
                assertThat(found.model().assign(rows, context)).isEqualTo(expected.labels());
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    protected void fitChangesNothingInTheClusterer() {
        Clusterer clusterer = clusterer(GROUPS);
        String description = clusterer.describe();
        Clustering first = clusterer.fit(groups(700, 2), RunContext.seeded(1));
        clusterer.fit(groups(300, 3), RunContext.seeded(2));
        assertSame(clusterer.fit(groups(700, 2), RunContext.seeded(1)), first);
        assertThat(clusterer.describe()).isEqualTo(description).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    protected void sameLabelsForAnyOrderOfTheRowsAndAnySeed(long seed) {
        FeatureMatrix rows = groups(700, 4);
        int[] order = new int[rows.rowCount()];
        Arrays.setAll(order, row -> row);
        SeededRandom.of(seed).shuffle(order);
        Clustering expected = clusterer(GROUPS).fit(rows, RunContext.seeded(7));
        Clustering shuffled = clusterer(GROUPS).fit(rows.rows(order), RunContext.seeded(seed));
        for (int row = 0; row < order.length; row++) {
            assertThat(shuffled.label(row)).isEqualTo(expected.label(order[row]));
        }
    }

    @Test
    protected void groupsFarApartAreFound() {
        Clustering found = clusterer(GROUPS).fit(groups(400, 5), RunContext.seeded(1));
        for (int row = GROUPS; row < found.size(); row++) {
            assertThat(found.label(row)).isEqualTo(found.label(row % GROUPS));
        }
        assertThat(Arrays.stream(found.labels()).distinct().count()).isEqualTo(GROUPS);
    }

    @Test
    protected void labelsLieInTheirRangeAndSizesCountThem() {
        Clustering found = clusterer(3).fit(groups(513, 6), RunContext.seeded(1));
        assertThat(found.size()).isEqualTo(513);
        assertThat(Arrays.stream(found.labels()))
                .allMatch(label -> label >= Clustering.NOISE && label < found.clusterCount());
        long noise = Arrays.stream(found.labels())
                .filter(label -> label == Clustering.NOISE)
                .count();
        assertThat(Arrays.stream(found.sizes()).sum() + noise).isEqualTo(513);
    }

    @Test
    protected void modelAssignsTheTrainingRowsAsTheFitDid() {
        FeatureMatrix rows = overlapping(1_000);
        Clustering found = clusterer(3).fit(rows, RunContext.seeded(9));
        assertThat(found.model().assign(rows, RunContext.seeded(0))).isEqualTo(found.labels());
        for (int row = 0; row < rows.rowCount(); row++) {
            assertThat(found.model().assign(rows.row(row))).isEqualTo(found.label(row));
        }
    }

    @Test
    protected void restoredModelAssignsLikeTheOriginal() {
        FeatureMatrix rows = overlapping(600);
        ClusterModel model = clusterer(3).fit(rows, RunContext.seeded(9)).model();
        ClusterModel restored = ClusterModels.restore(model.state(), restorers());
        assertThat(restored.clusterCount()).isEqualTo(model.clusterCount());
        assertThat(restored.columnCount()).isEqualTo(model.columnCount());
        assertThat(restored.assign(rows, RunContext.seeded(0))).isEqualTo(model.assign(rows, RunContext.seeded(0)));
        assertThat(restored.state().names()).isEqualTo(model.state().names());
    }

    @Test
    protected void missingValueIsRefusedByItsPlace() {
        double[][] rows = groups(20, 1).toArray();
        rows[11][2] = Double.NaN;
        assertThatThrownBy(() -> clusterer(2).fit(matrix(rows), RunContext.seeded(1)))
                .isInstanceOfSatisfying(InvalidInputException.class, error -> {
                    assertThat(error.row()).hasValue(12);
                    assertThat(error.column()).contains("x3");
                });
    }

    @Test
    protected void modelRefusesRowsItCannotPlace() {
        ClusterModel model =
                clusterer(2).fit(groups(50, 1), RunContext.seeded(1)).model();
        assertThatThrownBy(() -> model.assign(new double[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.assign(new double[] {1, Double.NaN, 1}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> model.assign(matrix(new double[1][2]), RunContext.seeded(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.assign(matrix(new double[][] {{1, Double.NaN, 1}}), RunContext.seeded(0)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    protected void oneRowIsOneCluster() {
        Clustering found = clusterer(1).fit(matrix(new double[][] {{3, 4}}), RunContext.seeded(1));
        assertThat(found.labels()).containsExactly(0);
    }

    @Test
    protected void equalRowsAreOneCluster() {
        double[][] rows = new double[300][];
        Arrays.fill(rows, new double[] {0.1, -7, 1e9});
        Clustering found = clusterer(1).fit(matrix(rows), RunContext.seeded(1));
        assertThat(found.labels()).containsOnly(0);
        found.inertia().ifPresent(inertia -> assertThat(inertia).isZero());
    }

    @Test
    protected void cancelledBeforeItBeginsItDoesNothing() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext context = RunContext.seeded(1).withCancellation(cancellation);
        assertThatThrownBy(() -> clusterer(2).fit(groups(50, 1), context)).isInstanceOf(CancelledException.class);
    }

    @Test
    protected void cancelledWhileItRunsItStops() {
        Cancellation cancellation = Cancellation.create();
        RunContext context =
                RunContext.seeded(1).withCancellation(cancellation).withListener(progress -> cancellation.cancel());
        assertThatThrownBy(() -> clusterer(2).fit(groups(50, 1), context)).isInstanceOf(CancelledException.class);
    }

    @Test
    protected void interruptedItStopsAndTheThreadKeepsItsFlag() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> clusterer(2).fit(groups(50, 1), RunContext.seeded(1)))
                    .isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    protected void progressOnlyGrowsAndReachesItsEnd() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        clusterer(3).fit(groups(300, 1), RunContext.seeded(1).withListener(heard::add));
        assertThat(heard).isNotEmpty();
        for (int i = 0; i < heard.size(); i++) {
            ProgressListener.Progress now = heard.get(i);
            assertThat(now.done()).isBetween(0L, now.total());
            if (i > 0 && heard.get(i - 1).stage().equals(now.stage())) {
                assertThat(now.done()).isGreaterThanOrEqualTo(heard.get(i - 1).done());
                assertThat(now.total()).isEqualTo(heard.get(i - 1).total());
            }
        }
        ProgressListener.Progress last = heard.get(heard.size() - 1);
        assertThat(last.done()).isEqualTo(last.total());
    }

    @Test
    protected void failingListenerEndsTheFitAndHarmsNothing() {
        Clusterer clusterer = clusterer(GROUPS);
        Clustering expected = clusterer.fit(groups(300, 1), RunContext.seeded(1));
        IllegalStateException broken = new IllegalStateException("broken listener");
        RunContext context = RunContext.seeded(1).withListener(progress -> {
            throw broken;
        });
        assertThatThrownBy(() -> clusterer.fit(groups(300, 1), context)).isSameAs(broken);
        assertSame(clusterer.fit(groups(300, 1), RunContext.seeded(1)), expected);
    }

    @Test
    protected void executorThatRefusesEverythingChangesNothing() {
        FeatureMatrix rows = groups(9_001, 1);
        RunContext context = RunContext.seeded(1)
                .withExecutor(
                        task -> {
                            throw new RejectedExecutionException("full");
                        },
                        4);
        assertSame(clusterer(GROUPS).fit(rows, context), clusterer(GROUPS).fit(rows, RunContext.seeded(1)));
    }

    private void assertSame(Clustering found, Clustering expected) {
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.inertia()).isEqualTo(expected.inertia());
        assertThat(found.iterations()).isEqualTo(expected.iterations());
        assertThat(found.convergence()).isEqualTo(expected.convergence());
        assertSame(found.model().state(), expected.model().state());
    }

    private void assertSame(ModelState found, ModelState expected) {
        assertThat(found.type()).isEqualTo(expected.type());
        assertThat(found.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            Object value = expected.value(name);
            if (value instanceof ModelState child) {
                assertSame(found.child(name), child);
            } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof ModelState) {
                for (int i = 0; i < list.size(); i++) {
                    assertSame(
                            found.children(name).get(i), expected.children(name).get(i));
                }
            } else {
                assertThat(found.value(name)).isEqualTo(value);
            }
        }
    }

    /** Rows of four groups in turn. */
    private FeatureMatrix groups(int count, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][];
        for (int row = 0; row < count; row++) {
            rows[row] = CENTRES[row % GROUPS].clone();
            for (int c = 0; c < rows[row].length; c++) {
                rows[row][c] += random.nextGaussian();
            }
        }
        return matrix(rows);
    }

    /** Rows without gaps, many of them exactly between others. */
    private FeatureMatrix overlapping(int count) {
        SeededRandom random = SeededRandom.of(77);
        double[][] rows = new double[count][2];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(12));
        }
        return matrix(rows);
    }
}
