package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a model of labelled rows puts others, and what is stored of it. */
class NearestRowModelTest {
    private static final double[][] ROWS = {{4, 0}, {0, 0}, {0, 0}, {2, 2}, {9, 9}};
    private static final int[] LABELS = {1, 0, 0, 1, Clustering.NOISE};

    @Test
    void nearestRowDecidesOfEquallyNearOnesTheFirstByItsCoordinates() {
        NearestRowModel model = model(Distances.euclidean(), 3);
        assertThat(model.instanceCount()).isEqualTo(4);
        assertThat(model.assign(new double[] {2, 0})).isZero();
        assertThat(model.assign(new double[] {2.1, 0})).isEqualTo(1);
        assertThat(model.assign(new double[] {-3, -0.0})).isZero();
        assertThat(model.assign(new double[] {-3.1, 0})).isEqualTo(Clustering.NOISE);
        assertThat(model.assign(new double[] {9, 8.5})).isEqualTo(Clustering.NOISE);
    }

    @Test
    void equalRowDecidesBeforeOthersThatAreNoFarther() {
        FittedDissimilarity cosine = fit(Distances.cosine());
        double[][] rows = {{1, 1}, {2, 2}};
        NearestRowModel model = new NearestRowModel(cosine, rows, new int[] {1, 0}, 2, Double.POSITIVE_INFINITY);
        assertThat(model.assign(new double[] {2, 2})).isZero();
        assertThat(model.assign(new double[] {1, 1})).isEqualTo(1);
        assertThat(model.assign(new double[] {3, 3})).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void treeAndLookAtAllRowsAgree(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[500][2];
        int[] labels = new int[rows.length];
        for (int r = 0; r < rows.length; r++) {
            Arrays.setAll(rows[r], c -> random.nextInt(1_000));
            labels[r] = random.nextInt(7) - 1;
        }
        DistinctRows sorted = DistinctRows.of(FeatureMatrix.of(rows), "test", RunContext.seeded(1));
        int[] byRow = new int[sorted.count()];
        for (int r = 0; r < rows.length; r++) {
            byRow[sorted.of[r]] = labels[r];
        }
        FittedDissimilarity euclidean = fit(Distances.euclidean());
        AllNeighbours all = new AllNeighbours(euclidean, sorted.rows);
        Neighbours tree = Neighbours.of(euclidean, sorted.rows, "test", RunContext.seeded(1));
        assertThat(tree).isInstanceOf(KdNeighbours.class);
        for (int turn = 0; turn < 500; turn++) {
            double[] query = {random.nextInt(1_000), random.nextInt(1_000)};
            double radius = random.nextInt(60);
            assertThat(tree.search().nearest(query, radius))
                    .isEqualTo(all.search().nearest(query, radius));
            assertThat(tree.search().within(query, radius))
                    .isEqualTo(all.search().within(query, radius));
            double[] weights = new double[sorted.count()];
            Arrays.setAll(weights, r -> random.nextInt(3) / 2.0);
            assertThat(tree.search().radiusOf(query, weights, 6, radius))
                    .isEqualTo(all.search().radiusOf(query, weights, 6, radius));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.5, Double.POSITIVE_INFINITY})
    void restoredModelAssignsLikeTheOriginal(double radius) {
        NearestRowModel model = model(Distances.manhattan(), radius);
        NearestRowModel restored = (NearestRowModel) ClusterModels.restore(model.state(), Map.of());
        assertThat(restored.state().number("radius")).isEqualTo(radius);
        assertThat(restored.instanceCount()).isEqualTo(4);
        for (double x = -5; x < 12; x += 0.5) {
            assertThat(restored.assign(new double[] {x, x / 2})).isEqualTo(model.assign(new double[] {x, x / 2}));
        }
    }

    @Test
    void dissimilarityOfAUsersOwnIsRestoredAsTold() {
        NearestRowModel model = model(new Largest(), 3);
        assertThatThrownBy(() -> ClusterModels.restore(model.state(), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("largest/1");
        ClusterModel restored = ClusterModels.restore(
                model.state(), Map.of(), Map.of("largest/1", state -> new FittedLargest(state.integer("columns"))));
        assertThat(restored.assign(new double[] {6, 2})).isEqualTo(1);
    }

    @Test
    void damagedStateIsRefused() {
        assertDamaged(1, 1, new double[] {1}, new double[] {1, 2});
        assertDamaged(1, 1, new double[] {0.5}, new double[] {1, 2});
        assertDamaged(1, 1, new double[] {0}, new double[] {1});
        assertDamaged(1, Double.NaN, new double[] {0}, new double[] {1, 2});
        assertDamaged(1, 1, new double[] {0}, new double[] {1, Double.NaN});
        assertDamaged(-1, 1, new double[0], new double[0]);
    }

    private static void assertDamaged(int clusters, double radius, double[] labels, double[] rows) {
        ModelState state = ModelState.of("nearestRow/1")
                .put("clusters", clusters)
                .put("radius", radius)
                .put("dissimilarity", fit(Distances.euclidean()).state())
                .put("labels", labels)
                .put("rows", rows)
                .build();
        assertThatThrownBy(() -> ClusterModels.restore(state, Map.of())).isInstanceOf(InvalidInputException.class);
    }

    private static NearestRowModel model(Dissimilarity dissimilarity, double radius) {
        double[][] rows = Arrays.stream(ROWS).map(double[]::clone).toArray(double[][]::new);
        return new NearestRowModel(fit(dissimilarity), rows, LABELS.clone(), 2, radius);
    }

    private static FittedDissimilarity fit(Dissimilarity dissimilarity) {
        return dissimilarity.fit(FeatureMatrix.of(new double[][] {{1, 2}}), RunContext.seeded(1));
    }

    /** The largest difference of any column. */
    private record Largest() implements Dissimilarity {
        @Override
        public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
            return new FittedLargest(matrix.columnCount());
        }

        @Override
        public String describe() {
            return "largest";
        }
    }

    private record FittedLargest(int columnCount) implements FittedDissimilarity {
        @Override
        public double between(double[] first, double[] second) {
            double largest = 0;
            for (int c = 0; c < columnCount; c++) {
                largest = Math.max(largest, Math.abs(first[c] - second[c]));
            }
            return largest;
        }

        @Override
        public boolean isMetric() {
            return true;
        }

        @Override
        public ModelState state() {
            return ModelState.of("largest/1").put("columns", columnCount).build();
        }
    }
}
