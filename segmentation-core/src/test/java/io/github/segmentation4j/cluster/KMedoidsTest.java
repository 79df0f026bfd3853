package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden values of k-medoids, refusals, degenerate data and the model. */
class KMedoidsTest {
    // Exact k-medoids of the irises, found by an independent program over all sets; rows are counted from 1.
    @ParameterizedTest
    @EnumSource(KMedoids.Start.class)
    @RequiresData("clustering/iris.csv")
    void irisByEuclideanDistance(KMedoids.Start start) {
        FeatureMatrix iris = matrix(ReferenceData.iris().rows());
        Clustering found =
                KMedoids.withClusters(3).withStart(start).withRestarts(50).fit(iris, seeded(1));
        assertThat(cost(found)).isCloseTo(98.131155, within(5e-7));
        assertThat(model(found).rowsIn(iris)).containsExactlyInAnyOrder(7, 78, 112);
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(found.inertia()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(KMedoids.Start.class)
    @RequiresData("clustering/iris.csv")
    void irisByManhattanDistance(KMedoids.Start start) {
        FeatureMatrix iris = matrix(ReferenceData.iris().rows());
        Clustering found = KMedoids.withClusters(3)
                .withDissimilarity(Distances.manhattan())
                .withStart(start)
                .withRestarts(50)
                .fit(iris, seeded(1));
        assertThat(cost(found)).isCloseTo(162.5, within(1e-9));
        assertThat(model(found).rowsIn(iris)).containsExactlyInAnyOrder(7, 55, 112);
    }

    // The four groups of Ruspini's points are 20, 23, 17 and 15 points, known since 1970.
    @Test
    @RequiresData("clustering/ruspini.csv")
    void ruspiniIsFourGroups() {
        double[][] points = ReferenceData.fields("clustering/ruspini.csv", ",").stream()
                .skip(1)
                .map(row -> new double[] {Double.parseDouble(row[1]), Double.parseDouble(row[2])})
                .toArray(double[][]::new);
        Clustering found = KMedoids.withClusters(4).fit(matrix(points), seeded(1));
        int[] sizes = found.sizes();
        Arrays.sort(sizes);
        assertThat(sizes).containsExactly(15, 17, 20, 23);
    }

    @Test
    void medoidsAreTheMiddleRowsAndTiesGoToTheLowestCluster() {
        Clustering found = KMedoids.withClusters(2).fit(matrix(column(0, 1, 2, 10, 11, 12)), seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(cost(found)).isEqualTo(4);
        MedoidModel model = model(found);
        assertThat(model.medoid(0)).containsExactly(1);
        assertThat(model.medoid(1)).containsExactly(11);
        assertThat(model.instanceCount()).isEqualTo(2);
        assertThat(model.dissimilarity(new double[] {4}, 1)).isEqualTo(7);
        assertThat(model.assign(new double[] {6})).isZero();
        assertThat(model.rowsIn(matrix(column(11, 3, 11)))).containsExactly(-1, 0);
    }

    @Test
    void oneClusterIsTheRowWithTheLowestSumWhateverTheStart() {
        FeatureMatrix rows = matrix(column(0, 1, 3, 100, 2));
        for (KMedoids.Start start : KMedoids.Start.values()) {
            Clustering found = KMedoids.withClusters(1).withStart(start).fit(rows, seeded(3));
            assertThat(model(found).medoid(0)).containsExactly(2);
            assertThat(cost(found)).isEqualTo(2 + 1 + 1 + 98);
            assertThat(found.iterations()).isEqualTo(1);
        }
    }

    @Test
    void asManyClustersAsRowsCostNothing() {
        Clustering found = KMedoids.withClusters(4).fit(matrix(column(7, 1, 5, 2)), seeded(1));
        assertThat(found.labels()).containsExactly(3, 0, 2, 1);
        assertThat(cost(found)).isZero();
    }

    @Test
    void moreClustersThanDistinctRowsAreRefusedByTheirNumber() {
        FeatureMatrix rows = matrix(new double[][] {{1, 0.0}, {2, 3}, {1, -0.0}, {2, 3}});
        assertThatThrownBy(() -> KMedoids.withClusters(3).fit(rows, seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 distinct rows, was 3");
        TrainingSet light = TrainingSet.of(rows).withWeights(new double[] {1, 0, 1, 0});
        assertThatThrownBy(() -> KMedoids.withClusters(2).fit(light, seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1 distinct rows, was 2");
    }

    @Test
    void constantColumnChangesNothing() {
        double[][] plain = {{0}, {1}, {5}, {6}, {6.5}};
        double[][] beside =
                Arrays.stream(plain).map(row -> new double[] {3, row[0]}).toArray(double[][]::new);
        Clustering found = KMedoids.withClusters(2).fit(matrix(beside), seeded(1));
        Clustering expected = KMedoids.withClusters(2).fit(matrix(plain), seeded(1));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(cost(found)).isEqualTo(cost(expected));
    }

    @Test
    void scaleAndPlaceOfTheRowsChangeNoLabel() {
        double[] values = {0, 1, 3, 20, 22, 23, 60};
        int[] expected =
                KMedoids.withClusters(3).fit(matrix(column(values)), seeded(1)).labels();
        for (double scale : new double[] {1e9, 1e-9, 1e150, 1e-150}) {
            double[] scaled = Arrays.stream(values).map(value -> value * scale).toArray();
            assertThat(KMedoids.withClusters(3)
                            .fit(matrix(column(scaled)), seeded(1))
                            .labels())
                    .isEqualTo(expected);
        }
        double[] far = Arrays.stream(values).map(value -> value + 1e12).toArray();
        assertThat(KMedoids.withClusters(3).fit(matrix(column(far)), seeded(1)).labels())
                .isEqualTo(expected);
    }

    // Squares of denormals vanish, so different rows are at distance 0: only one of the clusters has rows.
    @Test
    void rowsAtDistanceZeroShareTheLowestCluster() {
        Clustering found = KMedoids.withClusters(2)
                .fit(matrix(column(Double.MIN_VALUE, 3 * Double.MIN_VALUE, 9 * Double.MIN_VALUE)), seeded(1));
        assertThat(found.labels()).containsOnly(0);
        assertThat(found.sizes()).containsExactly(3, 0);
        assertThat(cost(found)).isZero();
    }

    @Test
    void dissimilaritiesBeyondTheRangeOfADoubleAreRefused() {
        for (long memory : new long[] {0, 1 << 20}) {
            KMedoids medoids = KMedoids.withClusters(2).withMemory(memory);
            assertThatThrownBy(() -> medoids.fit(matrix(column(-1e200, 1, 1e200)), seeded(1)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("must be finite");
            KMedoids sums = medoids.withDissimilarity(Distances.manhattan());
            FeatureMatrix large = matrix(column(-8e307, -7.9e307, 0, 1, 8e307, 7.9e307));
            TrainingSet heavy = TrainingSet.of(large).withWeights(new double[] {9, 9, 9, 9, 9, 9});
            assertThatThrownBy(() -> sums.fit(heavy, seeded(1))).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void unsuitableMatrixIsRefused() {
        KMedoids medoids = KMedoids.withClusters(1);
        assertThatThrownBy(() -> medoids.fit(matrix(new double[0][0]), seeded(1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> medoids.fit(matrix(new double[3][0]), seeded(1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void storedModelKeepsEveryBitAndADamagedOneIsRefused() {
        MedoidModel model =
                model(KMedoids.withClusters(2).fit(matrix(new double[][] {{0.1, 2}, {7, 1}, {7.3, 1}}), seeded(1)));
        MedoidModel restored = (MedoidModel) ClusterModels.restore(model.state(), Map.of());
        assertThat(model.state().type()).isEqualTo("medoids/1");
        for (int j = 0; j < 2; j++) {
            assertThat(restored.medoid(j)).isEqualTo(model.medoid(j));
            assertThat(restored.dissimilarity(new double[] {3, 1}, j))
                    .isEqualTo(model.dissimilarity(new double[] {3, 1}, j));
        }
        assertDamaged(state(0));
        assertDamaged(state(2, 1, 2, 3));
        assertDamaged(state(1, 1, Double.NaN));
        assertDamaged(ModelState.of("medoids/1").put("clusters", 1).build());
        assertDamaged(ModelState.of("medoids/1")
                .put("clusters", 1)
                .put(
                        "dissimilarity",
                        ModelState.of("euclidean/1").put("columns", 0).build())
                .put("medoids", new double[] {1})
                .build());
    }

    @Test
    void modelOfAnOwnDissimilarityIsRestoredWithIt() {
        Dissimilarity own = new Manhattan();
        ClusterModel model = KMedoids.withClusters(2)
                .withDissimilarity(own)
                .fit(matrix(column(0, 1, 5, 6)), seeded(1))
                .model();
        assertThatThrownBy(() -> ClusterModels.restore(model.state(), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ownManhattan/1");
        FittedDissimilarity fitted = own.fit(matrix(column(0)), seeded(0));
        ClusterModel restored =
                ClusterModels.restore(model.state(), Map.of(), Map.of("ownManhattan/1", stored -> fitted));
        assertThat(restored.assign(new double[] {4})).isEqualTo(model.assign(new double[] {4}));
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        KMedoids medoids = KMedoids.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> KMedoids.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> medoids.withRestarts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> medoids.withMaxIterations(0));
        assertThatIllegalArgumentException().isThrownBy(() -> medoids.withMemory(-1));
    }

    @Test
    void descriptionNamesEveryOption() {
        assertThat(KMedoids.withClusters(5).toString())
                .isEqualTo("k-medoids(clusters=5, dissimilarity=euclidean, start=build, restarts=10,"
                        + " maxIterations=100, memory=536870912)");
    }

    private static ModelState state(int clusters, double... medoids) {
        return ModelState.of("medoids/1")
                .put("clusters", clusters)
                .put(
                        "dissimilarity",
                        ModelState.of("euclidean/1").put("columns", 2).build())
                .put("medoids", medoids)
                .build();
    }

    private static void assertDamaged(ModelState state) {
        assertThatThrownBy(() -> ClusterModels.restore(state, Map.of())).isInstanceOf(InvalidInputException.class);
    }

    private static double[][] column(double... values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }

    private static MedoidModel model(Clustering clustering) {
        return (MedoidModel) clustering.model();
    }

    private static double cost(Clustering clustering) {
        return clustering.cost().orElseThrow();
    }

    private static FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(rows);
    }

    private static RunContext seeded(long seed) {
        return RunContext.seeded(seed);
    }
}
