package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, refusals and degenerate data. */
class KMeansTest {
    private static final double[][] SMALL = {{0, 0}, {0, 1}, {9, 0}, {9, 1}, {9, 2}};

    @Test
    void moreClustersThanDistinctRowsAreRefusedWithTheirNumber() {
        double[][] rows = {{1, 0.0}, {1, -0.0}, {2, 5}, {2, 5}, {3, 5}};
        assertInvalid(KMeans.withClusters(4), rows, "clusters must be between 1 and the 3 distinct rows, was 4");
        assertThat(KMeans.withClusters(3).fit(FeatureMatrix.of(rows), seeded()).sizes())
                .containsExactly(2, 2, 1);
    }

    @Test
    void onlyRowsThatWeighSomethingCountAsDistinct() {
        TrainingSet training = TrainingSet.of(FeatureMatrix.of(SMALL)).withWeights(new double[] {1, 1, 0, 0, 0});
        assertThatThrownBy(() -> KMeans.withClusters(3).fit(training, seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the 2 distinct rows");
    }

    @Test
    void noRowsAndNoColumnsAreRefused() {
        assertInvalid(KMeans.withClusters(1), new double[0][], "at least one row");
        assertInvalid(KMeans.withClusters(1), new double[3][0], "at least one column");
    }

    @Test
    void missingValueIsRefusedWithWhatToDo() {
        assertInvalid(KMeans.withClusters(1), new double[][] {{1}, {Double.NaN}}, "Imputation");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e154, 1e200, Double.MAX_VALUE})
    void valuesWhoseDistancesOverflowAreRefused(double value) {
        assertInvalid(KMeans.withClusters(1), new double[][] {{1, value}, {1, -value}}, "column 'x2'");
        assertInvalid(KMeans.withClusters(2), new double[][] {{1, value}, {1, -value}}, "scale");
    }

    @Test
    void largeWeightsThatOverflowTheInertiaAreRefused() {
        TrainingSet training =
                TrainingSet.of(FeatureMatrix.of(new double[][] {{0}, {1e100}})).withWeights(new double[] {1e150, 1});
        assertThatThrownBy(() -> KMeans.withClusters(1).fit(training, seeded()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void differencesWhoseSquaresVanishAreRefused() {
        assertInvalid(KMeans.withClusters(2), new double[][] {{1e-200}, {2e-200}}, "scale the columns up");
        assertThat(KMeans.withClusters(1)
                        .fit(FeatureMatrix.of(new double[][] {{1e-200}, {2e-200}}), seeded())
                        .labels())
                .containsExactly(0, 0);
    }

    @Test
    void rowsAsGoodAsEqualMayLeaveAClusterEmpty() {
        Clustering found = KMeans.withClusters(3).fit(FeatureMatrix.of(new double[][] {{0}, {1e-200}, {1}}), seeded());
        assertThat(found.sizes()).containsExactlyInAnyOrder(2, 0, 1);
        assertThat(found.inertia()).hasValue(0);
    }

    @Test
    void asManyClustersAsRowsHaveNoInertia() {
        Clustering found = KMeans.withClusters(5).fit(FeatureMatrix.of(SMALL), seeded());
        assertThat(found.labels()).containsExactly(0, 1, 2, 3, 4);
        assertThat(found.inertia()).hasValue(0);
    }

    @Test
    void emptyClusterGetsTheRowThatCostsMost() {
        double[][] far = {{0, 0}, {500, 500}, {600, 600}};
        Clustering found = KMeans.withClusters(3).withCentroids(far).fit(FeatureMatrix.of(SMALL), seeded());
        assertThat(found.sizes()).doesNotContain(0);
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(found.model().assign(FeatureMatrix.of(SMALL), seeded())).isEqualTo(found.labels());
    }

    @Test
    void equalGivenCentroidsStillGiveAllClusters() {
        double[][] equal = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
        Clustering found = KMeans.withClusters(4).withCentroids(equal).fit(FeatureMatrix.of(SMALL), seeded());
        assertThat(found.sizes()).doesNotContain(0);
    }

    @Test
    void givenCentroidsAreOneRunForAnySeed() {
        KMeans kmeans = KMeans.withClusters(2).withCentroids(new double[][] {{9, 9}, {0, 0}});
        List<ProgressListener.Progress> heard = new ArrayList<>();
        Clustering a = kmeans.fit(FeatureMatrix.of(SMALL), RunContext.seeded(1).withListener(heard::add));
        Clustering b = kmeans.fit(FeatureMatrix.of(SMALL), RunContext.seeded(2));
        assertThat(a.labels()).isEqualTo(b.labels()).containsExactly(0, 0, 1, 1, 1);
        assertThat(heard).allMatch(progress -> progress.total() == 1);
        assertThat(kmeans.describe()).contains("restarts=1", "start=given");
    }

    @Test
    void givenCentroidsAndWeightsMustFitTheColumns() {
        FeatureMatrix rows = FeatureMatrix.of(SMALL);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        KMeans.withClusters(1).withCentroids(new double[1][3]).fit(rows, seeded()))
                .withMessageContaining("2 values");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> KMeans.withClusters(1).withFeatureWeights(1, 2, 3).fit(rows, seeded()))
                .withMessageContaining("2 feature weights");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        KMeans kmeans = KMeans.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> KMeans.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withRestarts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withMaxIterations(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withTolerance(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withTolerance(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withFeatureWeights(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withFeatureWeights(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withFeatureWeights(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withCentroids(new double[1][2]));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withCentroids(new double[][] {{1}, {1, 2}}));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withCentroids(new double[][] {{1}, {Double.NaN}}));
    }

    @Test
    void descriptionNamesEveryOption() {
        assertThat(KMeans.withClusters(5).describe())
                .isEqualTo("k-means(clusters=5, restarts=10, start=greedy k-means++, maxIterations=300, "
                        + "tolerance=0.0)");
        assertThat(KMeans.withClusters(2)
                        .withRestarts(3)
                        .withStart(KMeans.Start.PLUS_PLUS)
                        .withMaxIterations(7)
                        .withTolerance(0.5)
                        .withFeatureWeights(1, 0.5)
                        .describe())
                .isEqualTo("k-means(clusters=2, restarts=3, start=k-means++, maxIterations=7, tolerance=0.5, "
                        + "featureWeights=[1.0, 0.5])");
    }

    @Test
    void executorThatBreaksEndsTheFitAndHarmsNothing() {
        double[][] rows = new double[6000][1];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = row;
        }
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        KMeans kmeans = KMeans.withClusters(3).withRestarts(2);
        int[] expected = kmeans.fit(matrix, seeded()).labels();
        RunContext broken = seeded().withExecutor(
                        task -> {
                            throw new IllegalStateException("broken executor");
                        },
                        2);
        assertThatThrownBy(() -> kmeans.fit(matrix, broken)).hasMessage("broken executor");
        assertThat(kmeans.fit(matrix, seeded()).labels()).isEqualTo(expected);
    }

    @Test
    void toleranceEndsARunEarlyWithLabelsOfItsFinalCentroids() {
        double[][] rows = new double[1000][1];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = StrictMath.sqrt(row);
        }
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        KMeans kmeans = KMeans.withClusters(8);
        for (int restarts : new int[] {1, 5}) {
            Clustering exact = kmeans.withRestarts(restarts).fit(matrix, seeded());
            Clustering early = kmeans.withRestarts(restarts).withTolerance(0.02).fit(matrix, seeded());

            assertThat(early.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
            assertThat(exact.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
            assertThat(early.iterations()).isLessThan(exact.iterations());
            assertThat(early.inertia().orElseThrow())
                    .isGreaterThanOrEqualTo(exact.inertia().orElseThrow());
            assertThat(early.model().assign(matrix, seeded())).isEqualTo(early.labels());
        }
    }

    @Test
    void rowTooFarAwayToBeComparedIsRefused() {
        ClusterModel model =
                KMeans.withClusters(2).fit(FeatureMatrix.of(SMALL), seeded()).model();
        assertThatThrownBy(() -> model.assign(new double[] {1e200, 0}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("scale");
        assertThatThrownBy(() -> model.assign(FeatureMatrix.of(new double[][] {{1e200, 0}}), seeded()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void storedModelKeepsEveryBit() {
        CentroidModel model = (CentroidModel) KMeans.withClusters(2)
                .withFeatureWeights(0.3, 2)
                .fit(FeatureMatrix.of(SMALL), seeded())
                .model();
        CentroidModel restored = KMeans.restore(model.state());
        assertThat(model.state().type()).isEqualTo("kmeans/1");
        for (int j = 0; j < 2; j++) {
            assertThat(restored.centroid(j)).isEqualTo(model.centroid(j));
            assertThat(restored.squaredDistance(SMALL[3], j)).isEqualTo(model.squaredDistance(SMALL[3], j));
        }
    }

    @Test
    void damagedOrUnknownStateIsRefused() {
        assertDamaged(state(2, 2, 1, 2, 3));
        assertDamaged(state(0, 2));
        assertDamaged(state(1, 0));
        assertDamaged(state(1, 2, 1, Double.NaN));
        assertDamaged(ModelState.of("kmeans/1").put("clusters", 1).build());
        assertDamaged(ModelState.of("kmeans/1")
                .put("clusters", 1)
                .put("columns", 1)
                .put("centroids", new double[] {1})
                .put("featureWeights", new double[] {-1})
                .build());
        assertThatThrownBy(() -> KMeans.restore(ModelState.of("other/1").build()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ClusterModels.restore(ModelState.of("other/1").build(), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("other/1");
    }

    @Test
    void modelsOfOthersAreRestoredAsToldTo() {
        ClusterModel own = KMeans.restore(state(1, 1, 4));
        assertThat(ClusterModels.restore(ModelState.of("other/1").build(), Map.of("other/1", state -> own)))
                .isSameAs(own);
    }

    private static ModelState state(int clusters, int columns, double... centroids) {
        return ModelState.of("kmeans/1")
                .put("clusters", clusters)
                .put("columns", columns)
                .put("centroids", centroids)
                .build();
    }

    private static void assertDamaged(ModelState state) {
        assertThatThrownBy(() -> ClusterModels.restore(state, Map.of())).isInstanceOf(InvalidInputException.class);
    }

    private static void assertInvalid(KMeans kmeans, double[][] rows, String message) {
        assertThatThrownBy(() -> kmeans.fit(FeatureMatrix.of(rows), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    private static RunContext seeded() {
        return RunContext.seeded(11);
    }
}
