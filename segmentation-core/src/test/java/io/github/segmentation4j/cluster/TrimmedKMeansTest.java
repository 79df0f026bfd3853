package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options, the model, refusals and degenerate data. */
class TrimmedKMeansTest {
    private static final double[][] SMALL = {{0, 0}, {0, 1}, {9, 0}, {9, 1}, {500, 500}};

    private static final TrimmedKMeans ONE_OF_FIVE =
            TrimmedKMeans.withClusters(2).withTrimmedShare(0.2);

    @Test
    void newRowBeyondTheFarthestKeptOneIsNoise() {
        Clustering found = ONE_OF_FIVE.fit(FeatureMatrix.of(SMALL), seeded());
        assertThat(found.labels()).containsExactly(0, 0, 1, 1, Clustering.NOISE);
        assertThat(found.inertia()).hasValue(1);
        ClusterModel model = found.model();
        // The centroids are (0, 0.5) and (9, 0.5), and the farthest kept row lies half a unit away.
        double[][] rows = {{0.5, 0.5}, {Math.nextUp(0.5), 0.5}, {9, 0.7}, {1e200, 0}, {0, -1e300}};
        assertThat(model.assign(FeatureMatrix.of(rows), seeded()))
                .containsExactly(0, Clustering.NOISE, 1, Clustering.NOISE, Clustering.NOISE);
        assertThat(Arrays.stream(rows).mapToInt(model::assign).toArray())
                .containsExactly(0, Clustering.NOISE, 1, Clustering.NOISE, Clustering.NOISE);
    }

    @Test
    void rowsAtTheReachAreKeptSoTiesTrimLess() {
        double[][] rows = {{-1}, {0}, {0}, {0}, {1}};
        Clustering found = TrimmedKMeans.withClusters(1).withTrimmedShare(0.4).fit(FeatureMatrix.of(rows), seeded());
        assertThat(found.labels()).containsExactly(-1, 0, 0, 0, -1);
        // One row is to be trimmed, but all lie equally far: on their centroids.
        double[][] corners = {{-1, 0}, {1, 0}, {-1, 0}, {1, 0}};
        Clustering tied = TrimmedKMeans.withClusters(2).withTrimmedShare(0.25).fit(FeatureMatrix.of(corners), seeded());
        assertThat(tied.labels()).containsExactly(0, 1, 0, 1);
    }

    @Test
    void shareBelowOneRowTrimsNone() {
        Clustering found = TrimmedKMeans.withClusters(2).fit(FeatureMatrix.of(SMALL), seeded());
        assertThat(found.labels()).doesNotContain(Clustering.NOISE);
    }

    @Test
    void fewerDistinctRowsKeptThanClustersLeaveClustersEmpty() {
        double[][] rows = {{0}, {0}, {0}, {1}, {1}, {1}, {100}, {300}};
        Clustering found = TrimmedKMeans.withClusters(4).withTrimmedShare(0.25).fit(FeatureMatrix.of(rows), seeded());
        assertThat(Arrays.copyOf(found.labels(), 6)).doesNotContain(Clustering.NOISE);
        assertThat(found.inertia()).hasValue(0);
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(found.model().assign(FeatureMatrix.of(rows), seeded())).isEqualTo(found.labels());
    }

    @Test
    void asManyClustersAsRowsHaveNoInertia() {
        Clustering found = TrimmedKMeans.withClusters(5).withTrimmedShare(0).fit(FeatureMatrix.of(SMALL), seeded());
        assertThat(found.labels()).containsExactly(0, 1, 2, 3, 4);
        assertThat(found.inertia()).hasValue(0);
    }

    @Test
    void equalRowsAreAllKept() {
        double[][] rows = new double[50][];
        Arrays.fill(rows, new double[] {0.1, 1e9 + 0.1});
        Clustering found = TrimmedKMeans.withClusters(1).withTrimmedShare(0.9).fit(FeatureMatrix.of(rows), seeded());
        assertThat(found.labels()).containsOnly(0);
        assertThat(found.inertia()).hasValue(0);
    }

    @Test
    void limitOnIterationsLeavesLabelsOfTheCentroids() {
        double[][] rows = new double[900][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new double[] {StrictMath.sqrt(row), row % 31};
        }
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        Clustering found = TrimmedKMeans.withClusters(9).withMaxIterations(1).fit(matrix, seeded());
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.ITERATION_LIMIT);
        assertThat(found.iterations()).isEqualTo(1);
        assertThat(found.model().assign(matrix, seeded())).isEqualTo(found.labels());
    }

    @Test
    void moreClustersThanDistinctRowsAreRefused() {
        assertThatThrownBy(() -> TrimmedKMeans.withClusters(6).fit(FeatureMatrix.of(SMALL), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the 5 distinct rows");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        TrimmedKMeans kmeans = TrimmedKMeans.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> TrimmedKMeans.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withTrimmedShare(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withTrimmedShare(1));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withTrimmedShare(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withRestarts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withMaxIterations(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withFeatureWeights(1, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kmeans.withFeatureWeights(1).fit(FeatureMatrix.of(SMALL), seeded()))
                .withMessageContaining("2 feature weights");
    }

    @Test
    void descriptionNamesEveryOption() {
        assertThat(TrimmedKMeans.withClusters(5).describe())
                .isEqualTo("trimmed k-means(clusters=5, trimmedShare=0.05, restarts=20, maxIterations=300)");
        assertThat(TrimmedKMeans.withClusters(2)
                        .withTrimmedShare(0.125)
                        .withRestarts(3)
                        .withMaxIterations(7)
                        .withFeatureWeights(1, 0.5)
                        .describe())
                .isEqualTo("trimmed k-means(clusters=2, trimmedShare=0.125, restarts=3, maxIterations=7, "
                        + "featureWeights=[1.0, 0.5])");
    }

    @Test
    void storedModelKeepsEveryBit() {
        CentroidModel model = (CentroidModel) ONE_OF_FIVE
                .withFeatureWeights(0.3, 2)
                .fit(FeatureMatrix.of(SMALL), seeded())
                .model();
        ModelState state = model.state();
        CentroidModel restored = (CentroidModel) ClusterModels.restore(state, Map.of());
        assertThat(state.type()).isEqualTo("trimmedKMeans/1");
        assertThat(restored.state().number("reach")).isEqualTo(state.number("reach"));
        for (int j = 0; j < 2; j++) {
            assertThat(restored.centroid(j)).isEqualTo(model.centroid(j));
            assertThat(restored.squaredDistance(SMALL[4], j)).isEqualTo(model.squaredDistance(SMALL[4], j));
        }
    }

    @Test
    void damagedStateIsRefused() {
        ModelState centroids = ((TrimmedModel)
                        ONE_OF_FIVE.fit(FeatureMatrix.of(SMALL), seeded()).model())
                .state()
                .child("centroids");
        for (double reach : new double[] {-1, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertDamaged(ModelState.of("trimmedKMeans/1")
                    .put("centroids", centroids)
                    .put("reach", reach)
                    .build());
        }
        assertDamaged(ModelState.of("trimmedKMeans/1").put("reach", 1.0).build());
        assertDamaged(
                ModelState.of("trimmedKMeans/1").put("centroids", centroids).build());
        assertThatThrownBy(() -> TrimmedModel.restore(centroids))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("kmeans/1");
    }

    private static void assertDamaged(ModelState state) {
        assertThatThrownBy(() -> ClusterModels.restore(state, Map.of())).isInstanceOf(InvalidInputException.class);
    }

    private static RunContext seeded() {
        return RunContext.seeded(11);
    }
}
