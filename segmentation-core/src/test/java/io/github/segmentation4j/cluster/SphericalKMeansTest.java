package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of spherical k-means, refusals, degenerate data and values of public data. */
class SphericalKMeansTest {
    private static final double[][] SMALL = {{1, 0}, {5, 1}, {0, 2}, {1, 7}, {-3, 0.5}};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inertiaOfFewRowsIsTheLowestOfAllPartitions(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = gaussian(random, 4 + random.nextInt(4), 2 + random.nextInt(2));
        for (int clusters = 1; clusters <= 3; clusters++) {
            Clustering found =
                    SphericalKMeans.withClusters(clusters).withRestarts(60).fit(matrix(rows), seeded(seed));
            assertThat(inertia(found)).isCloseTo(lowestInertia(rows, clusters), within(1e-12));
        }
    }

    // Multiples by whole numbers of whole numbers are exact, and so are all bits of the quotients.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lengthOfARowChangesNoBit(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = wholes(random, 600, 4, 100);
        double[][] longer = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            double factor = 1 + random.nextInt(1_000);
            longer[row] = Arrays.stream(rows[row]).map(value -> value * factor).toArray();
        }
        Clustering plain = SphericalKMeans.withClusters(5).fit(matrix(rows), seeded(seed));
        Clustering scaled = SphericalKMeans.withClusters(5).fit(matrix(longer), seeded(seed));
        assertThat(scaled.labels()).isEqualTo(plain.labels());
        assertThat(scaled.inertia()).isEqualTo(plain.inertia());
        assertThat(centroids(scaled)).isDeepEqualTo(centroids(plain));
        assertThat(plain.model().assign(matrix(longer), seeded(0))).isEqualTo(plain.labels());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-1000, 0x1p-600, 0x1p600, 0x1p1000})
    void lengthsNearTheEndsOfTheRangeAreNoHarm(double factor) {
        double[][] rows = wholes(SeededRandom.of(1), 300, 3, 100);
        double[][] scaled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
                .toArray(double[][]::new);
        Clustering plain = SphericalKMeans.withClusters(4).fit(matrix(rows), seeded(2));
        assertThat(SphericalKMeans.withClusters(4)
                        .fit(matrix(scaled), seeded(2))
                        .labels())
                .isEqualTo(plain.labels());
    }

    @Test
    void orderOfTheColumnsChangesNoGroup() {
        double[][] rows = wholes(SeededRandom.of(5), 400, 4, 1_000);
        double[][] turned = Arrays.stream(rows)
                .map(row -> new double[] {row[2], row[0], row[3], row[1]})
                .toArray(double[][]::new);
        SphericalKMeans spherical = SphericalKMeans.withClusters(3).withRestarts(30);
        Clustering plain = spherical.fit(matrix(rows), seeded(8));
        Clustering permuted = spherical.fit(matrix(turned), seeded(8));
        assertThat(inertia(permuted)).isCloseTo(inertia(plain), within(1e-9 * inertia(plain)));
        assertSamePartition(permuted.labels(), plain.labels());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inertiaNeverRises(long seed) {
        double[][] rows = gaussian(SeededRandom.of(seed), 900, 5);
        SphericalKMeans one = SphericalKMeans.withClusters(12).withRestarts(1);
        double before = 4 * rows.length;
        int limit = 1;
        Clustering found;
        do {
            found = one.withMaxIterations(limit).fit(matrix(rows), seeded(seed));
            assertThat(inertia(found)).isLessThanOrEqualTo(before * (1 + 1e-14));
            before = inertia(found);
            limit++;
        } while (found.convergence() == Clustering.Convergence.ITERATION_LIMIT);
        assertThat(found.iterations()).isGreaterThan(3);
    }

    @Test
    void centroidsAreTheMeanDirectionsOfTheirRowsAndInertiaIsTwoMinusTwoCosines() {
        double[][] rows = gaussian(SeededRandom.of(9), 500, 4);
        Clustering found = SphericalKMeans.withClusters(6).fit(matrix(rows), seeded(1));
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        double[][] sums = new double[6][4];
        double inertia = 0;
        for (int row = 0; row < rows.length; row++) {
            double[] unit = unit(rows[row]);
            double cosine = 0;
            for (int c = 0; c < unit.length; c++) {
                sums[found.label(row)][c] += unit[c];
                cosine += unit[c] * centroids(found)[found.label(row)][c];
            }
            inertia += 2 - 2 * cosine;
            assertThat(((CentroidModel) found.model()).squaredDistance(rows[row], found.label(row)))
                    .isCloseTo(2 - 2 * cosine, within(1e-14));
        }
        for (int j = 0; j < 6; j++) {
            assertThat(centroids(found)[j]).containsExactly(unit(sums[j]), within(1e-12));
        }
        assertThat(inertia(found)).isCloseTo(inertia, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void weightCountsLikeCopies(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = wholes(random, 120, 3, 100);
        double[] weights = new double[rows.length];
        List<double[]> copies = new ArrayList<>();
        List<Integer> origin = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            weights[row] = random.nextInt(4);
            for (int copy = 0; copy < weights[row]; copy++) {
                copies.add(rows[row]);
                origin.add(row);
            }
        }
        SphericalKMeans spherical = SphericalKMeans.withClusters(3).withRestarts(50);
        Clustering weighted = spherical.fit(TrainingSet.of(matrix(rows)).withWeights(weights), seeded(seed));
        Clustering copied = spherical.fit(matrix(copies.toArray(double[][]::new)), seeded(seed));
        assertThat(inertia(weighted)).isCloseTo(inertia(copied), within(1e-9 * inertia(copied)));
        for (int copy = 0; copy < origin.size(); copy++) {
            assertThat(copied.label(copy)).isEqualTo(weighted.label(origin.get(copy)));
        }
    }

    @Test
    void rowOfWeightZeroGetsALabelAndAttractsNothing() {
        double[][] rows = {{1, 0}, {2, 0}, {0, 1}, {0, 9}, {-1, 3}};
        Clustering found = SphericalKMeans.withClusters(2)
                .fit(TrainingSet.of(matrix(rows)).withWeights(new double[] {1, 1, 1, 1, 0}), seeded(1));
        assertThat(found.labels()).containsExactly(1, 1, 0, 0, 0);
        assertThat(centroids(found)).isDeepEqualTo(new double[][] {{0, 1}, {1, 0}});
        assertThat(inertia(found)).isZero();
    }

    @Test
    void rowOfZerosIsRefusedByItsNumber() {
        double[][] rows = {{1, 2}, {0, -0.0}, {3, 1}};
        assertThatThrownBy(() -> SphericalKMeans.withClusters(1).fit(matrix(rows), seeded(1)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        error -> assertThat(error.row()).hasValue(2))
                .hasMessageContaining("direction");
        ClusterModel model =
                SphericalKMeans.withClusters(2).fit(matrix(SMALL), seeded(1)).model();
        assertThatThrownBy(() -> model.assign(new double[2])).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> model.assign(matrix(rows), seeded(1)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        error -> assertThat(error.row()).hasValue(2));
    }

    @Test
    void moreClustersThanDirectionsAreRefusedWithTheirNumber() {
        double[][] rows = {{1, 3}, {2, 6}, {7, 21}, {1, 1}, {1, 0}, {1, 1e-310}};
        assertThatThrownBy(() -> SphericalKMeans.withClusters(4).fit(matrix(rows), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the 3 distinct directions of the rows, was 4");
        assertThat(SphericalKMeans.withClusters(3).fit(matrix(rows), seeded(1)).sizes())
                .containsExactly(3, 1, 2);
    }

    @Test
    void asManyClustersAsDirectionsHaveNoInertia() {
        Clustering found = SphericalKMeans.withClusters(5).fit(matrix(SMALL), seeded(1));
        assertThat(found.sizes()).containsOnly(1);
        assertThat(inertia(found)).isZero();
    }

    @Test
    void rowsThatCancelOutLeaveTheirCentroidWithADirection() {
        double[][] rows = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
        Clustering found = SphericalKMeans.withClusters(1).fit(matrix(rows), seeded(1));
        assertThat(found.labels()).containsOnly(0);
        assertThat(inertia(found)).isEqualTo(8);
        assertThat(centroids(found)[0]).containsExactly(1, 0);
    }

    @Test
    void emptyClusterGetsTheRowThatCostsMost() {
        double[][] units = {{1, 0}, {0.8, 0.6}, {0.6, 0.8}, {0, 1}};
        double[][] ones = new double[1][256];
        Arrays.fill(ones[0], 1);
        double[][] starts = {{1, 0}, {-1, 0}};
        SphericalRun run = new SphericalRun(
                new NearestPass(matrix(units).pointsView(), ones, 2, seeded(0), "test"), units.length, starts);
        run.iterate(100);
        assertThat(run.labels()).containsExactly(0, 0, 0, 1);
        assertThat(run.isStable()).isTrue();
    }

    // The lowest of 150 runs of an independent program in another language, which normalises, iterates and sums 2 - 2
    // cos.
    @ParameterizedTest
    @CsvSource({"2, 0.5549610474728", "3, 0.3228574409535", "5, 0.2308887100606"})
    @RequiresData("clustering/iris.csv")
    void irisInertia(int clusters, double inertia) {
        for (long seed = 1; seed <= 3; seed++) {
            Clustering found = SphericalKMeans.withClusters(clusters)
                    .withRestarts(200)
                    .fit(matrix(ReferenceData.iris().rows()), seeded(seed));
            assertThat(inertia(found)).isCloseTo(inertia, within(1e-9));
        }
    }

    @Test
    void storedModelKeepsEveryBitAndADamagedOneIsRefused() {
        CentroidModel model = (CentroidModel)
                SphericalKMeans.withClusters(2).fit(matrix(SMALL), seeded(1)).model();
        CentroidModel restored = (CentroidModel) ClusterModels.restore(model.state(), Map.of());
        assertThat(model.state().type()).isEqualTo("sphericalKMeans/1");
        for (int j = 0; j < 2; j++) {
            assertThat(restored.centroid(j)).isEqualTo(model.centroid(j));
            assertThat(restored.squaredDistance(SMALL[3], j)).isEqualTo(model.squaredDistance(SMALL[3], j));
        }
        assertDamaged(state(2, 2, 1, 0, 0));
        assertDamaged(state(0, 2));
        assertDamaged(state(1, 2, 1, 1));
        assertDamaged(state(1, 2, 1, Double.NaN));
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        SphericalKMeans spherical = SphericalKMeans.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> SphericalKMeans.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> spherical.withRestarts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> spherical.withMaxIterations(0));
        assertThatThrownBy(() -> spherical.fit(matrix(new double[0][0]), seeded(1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void descriptionNamesEveryOption() {
        assertThat(SphericalKMeans.withClusters(5).toString())
                .isEqualTo("spherical k-means(clusters=5, restarts=10, maxIterations=300)");
    }

    private static ModelState state(int clusters, int columns, double... centroids) {
        return ModelState.of("sphericalKMeans/1")
                .put("clusters", clusters)
                .put("columns", columns)
                .put("centroids", centroids)
                .build();
    }

    private static void assertDamaged(ModelState state) {
        assertThatThrownBy(() -> ClusterModels.restore(state, Map.of())).isInstanceOf(InvalidInputException.class);
    }

    /** 2 n - 2 x the sum of the lengths of the sums of the unit rows of each cluster, least over all partitions. */
    private static double lowestInertia(double[][] rows, int clusters) {
        int partitions = 1;
        for (int row = 0; row < rows.length; row++) {
            partitions *= clusters;
        }
        double lowest = Double.POSITIVE_INFINITY;
        for (int partition = 0; partition < partitions; partition++) {
            double[][] sums = new double[clusters][rows[0].length];
            int rest = partition;
            for (double[] row : rows) {
                double[] unit = unit(row);
                for (int c = 0; c < unit.length; c++) {
                    sums[rest % clusters][c] += unit[c];
                }
                rest /= clusters;
            }
            double lengths = 0;
            for (double[] sum : sums) {
                lengths += length(sum);
            }
            lowest = Math.min(lowest, 2 * rows.length - 2 * lengths);
        }
        return lowest;
    }

    private static double[] unit(double[] row) {
        double length = length(row);
        return Arrays.stream(row).map(value -> value / length).toArray();
    }

    private static double length(double[] row) {
        return Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
    }

    private static void assertSamePartition(int[] a, int[] b) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(a[i] == a[j]).isEqualTo(b[i] == b[j]);
            }
        }
    }

    private static double[][] gaussian(SeededRandom random, int count, int columns) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return rows;
    }

    /** Rows of whole numbers from 1 on. */
    private static double[][] wholes(SeededRandom random, int count, int columns, int bound) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> 1 + random.nextInt(bound));
        }
        return rows;
    }

    private static double[][] centroids(Clustering clustering) {
        CentroidModel model = (CentroidModel) clustering.model();
        double[][] rows = new double[model.clusterCount()][];
        Arrays.setAll(rows, model::centroid);
        return rows;
    }

    private static FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(rows);
    }

    private static RunContext seeded(long seed) {
        return RunContext.seeded(seed);
    }

    private static double inertia(Clustering clustering) {
        return clustering.inertia().orElseThrow();
    }
}
