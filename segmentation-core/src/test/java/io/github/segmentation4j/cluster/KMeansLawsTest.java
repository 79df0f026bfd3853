package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Partitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of k-means, whatever the data. */
class KMeansLawsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void inertiaOfFewRowsIsTheLowestOfAllPartitions(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = uniform(random, 4 + random.nextInt(5), 1 + random.nextInt(3));
        for (int clusters = 1; clusters <= 3; clusters++) {
            double found =
                    inertia(KMeans.withClusters(clusters).withRestarts(60).fit(matrix(rows), seeded(seed)));
            assertThat(found).isCloseTo(lowestInertia(rows, clusters), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyIterationEqualsTheTextbook(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = uniform(random, 700, 1 + random.nextInt(6));
        double[][] centroids = Arrays.copyOf(uniform(random, 7, rows[0].length), 7);
        for (int limit = 1; limit <= 12; limit++) {
            Lloyd run = Lloyd.fromCentroids(work(rows, 7), centroids);
            run.iterate(-1, limit);
            assertSamePartition(run.labels(), textbook(rows, centroids, limit));
        }
    }

    /** So many clusters x columns that rows which have settled are not compared any more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowsThatAreNotComparedKeepTheLabelsOfTheTextbook(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = uniform(random, 1_500, 64);
        for (int row = 0; row < rows.length; row++) {
            rows[row][row % 32] += row % 2 == 0 ? 3 : 0.3;
        }
        double[][] centroids = Arrays.copyOf(rows, 40);
        long compared = 0;
        for (int limit = 1; limit <= 25; limit++) {
            Lloyd run = Lloyd.fromCentroids(work(rows, 40), centroids);
            run.iterate(-1, limit);
            assertSamePartition(run.labels(), textbook(rows, centroids, limit));
            assertThat(run.inertia()).isCloseTo(sum(rows, run), within(1e-9));
            compared = run.compared();
        }
        assertThat(compared).isBetween(3L * rows.length, 20L * rows.length);
    }

    private static double sum(double[][] rows, Lloyd run) {
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            sum += squared(rows[row], run.centroids()[run.labels()[row]]);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void weightsOfVeryDifferentSizesLeaveTheMeansExact(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = uniform(random, 500, 3);
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> row % 3 == 0 ? 1e12 : row % 3 == 1 ? 1 : 1e-9);
        TrainingSet training = TrainingSet.of(matrix(rows)).withWeights(weights);
        Clustering found = KMeans.withClusters(8).fit(training, seeded(seed));
        for (int j = 0; j < 8; j++) {
            double[] mean = new double[3];
            double total = 0;
            for (int row = 0; row < rows.length; row++) {
                if (found.label(row) == j) {
                    total += weights[row];
                    for (int c = 0; c < 3; c++) {
                        mean[c] += weights[row] * rows[row][c];
                    }
                }
            }
            for (int c = 0; c < 3; c++) {
                assertThat(((CentroidModel) found.model()).centroid(j)[c]).isCloseTo(mean[c] / total, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void centroidsAreTheMeansOfTheirRows(long seed) {
        double[][] rows = uniform(SeededRandom.of(seed), 2_000, 4);
        Clustering found = KMeans.withClusters(9).fit(matrix(rows), seeded(seed));
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        double[][] means = Partitions.means(rows, found.labels(), 9);
        for (int j = 0; j < 9; j++) {
            assertThat(((CentroidModel) found.model()).centroid(j)).containsExactly(means[j], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inertiaIsThatOfTheLabelsAgainstTheCentroids(long seed) {
        double[][] rows = uniform(SeededRandom.of(seed), 900, 3);
        Clustering found = KMeans.withClusters(6)
                .withMaxIterations(2)
                .withFeatureWeights(1, 2, 0.3)
                .fit(matrix(rows), seeded(seed));
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            sum += ((CentroidModel) found.model()).squaredDistance(rows[row], found.label(row));
        }
        assertThat(inertia(found)).isCloseTo(sum, within(sum * 1e-13));
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.ITERATION_LIMIT);
        assertThat(found.iterations()).isEqualTo(2);
        assertThat(found.model().assign(matrix(rows), seeded(0))).isEqualTo(found.labels());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-40, 0.5, 1024, 0x1p300})
    void scalingByAPowerOfTwoScalesEveryBit(double factor) {
        double[][] rows = uniform(SeededRandom.of(3), 600, 3);
        Clustering plain = KMeans.withClusters(5).fit(matrix(rows), seeded(8));
        Clustering scaled = KMeans.withClusters(5).fit(matrix(map(rows, value -> value * factor)), seeded(8));
        assertThat(scaled.labels()).isEqualTo(plain.labels());
        assertThat(inertia(scaled)).isEqualTo(inertia(plain) * factor * factor);
        for (int j = 0; j < 5; j++) {
            int cluster = j;
            double[] expected = ((CentroidModel) plain.model()).centroid(j);
            Arrays.setAll(expected, c -> expected[c] * factor);
            assertThat(((CentroidModel) scaled.model()).centroid(cluster)).isEqualTo(expected);
        }
    }

    @Test
    void translationChangesNoLabel() {
        double[][] rows = wholes(SeededRandom.of(4), 600, 3, 1000);
        int[] expected = KMeans.withClusters(5).fit(matrix(rows), seeded(8)).labels();
        assertThat(KMeans.withClusters(5)
                        .fit(matrix(map(rows, value -> value - 12_345)), seeded(8))
                        .labels())
                .isEqualTo(expected);
    }

    @Test
    void unitSpreadFarFromTheOriginIsClusteredRight() {
        double[][] near = new double[900][2];
        SeededRandom random = SeededRandom.of(2);
        for (int row = 0; row < near.length; row++) {
            near[row][0] = (row % 3) * 8 + Math.rint(random.nextGaussian() * 1024) / 1024;
            near[row][1] = Math.rint(random.nextGaussian() * 1024) / 1024;
        }
        Clustering expected = KMeans.withClusters(3).fit(matrix(near), seeded(1));
        Clustering found = KMeans.withClusters(3).fit(matrix(map(near, value -> value + 1e9)), seeded(1));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(inertia(found)).isCloseTo(inertia(expected), within(1e-9 * inertia(expected)));
        for (int row = 0; row < near.length; row++) {
            assertThat(found.label(row)).isEqualTo(row % 3);
        }
    }

    @Test
    void orderOfTheColumnsChangesNoGroup() {
        double[][] rows = wholes(SeededRandom.of(5), 500, 4, 1000);
        double[][] turned = Arrays.stream(rows)
                .map(row -> new double[] {row[2], row[0], row[3], row[1]})
                .toArray(double[][]::new);
        Clustering plain = KMeans.withClusters(4).withRestarts(30).fit(matrix(rows), seeded(8));
        Clustering permuted = KMeans.withClusters(4).withRestarts(30).fit(matrix(turned), seeded(8));
        assertThat(inertia(permuted)).isCloseTo(inertia(plain), within(1e-9 * inertia(plain)));
        assertSamePartition(permuted.labels(), plain.labels());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void weightCountsLikeCopies(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = wholes(random, 120, 2, 100);
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
        KMeans kmeans = KMeans.withClusters(3).withRestarts(50);
        Clustering weighted = kmeans.fit(TrainingSet.of(matrix(rows)).withWeights(weights), seeded(seed));
        Clustering copied = kmeans.fit(matrix(copies.toArray(double[][]::new)), seeded(seed));
        assertThat(inertia(weighted)).isCloseTo(inertia(copied), within(1e-9 * inertia(copied)));
        for (int copy = 0; copy < origin.size(); copy++) {
            assertThat(copied.label(copy)).isEqualTo(weighted.label(origin.get(copy)));
        }
    }

    @Test
    void rowOfWeightZeroGetsALabelAndAttractsNothing() {
        double[][] rows = {{0}, {1}, {10}, {11}, {1000}};
        Clustering found = KMeans.withClusters(2)
                .fit(TrainingSet.of(matrix(rows)).withWeights(new double[] {1, 1, 1, 1, 0}), seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 1, 1, 1);
        assertThat(((CentroidModel) found.model()).centroid(1)).containsExactly(10.5);
        assertThat(inertia(found)).isEqualTo(1);
    }

    @Test
    void featureOfWeightZeroIsIgnored() {
        double[][] rows = uniform(SeededRandom.of(6), 400, 3);
        double[][] noisy = uniform(SeededRandom.of(60), 400, 4);
        for (int row = 0; row < rows.length; row++) {
            noisy[row][3] *= 1e6;
            System.arraycopy(rows[row], 0, noisy[row], 0, 3);
        }
        Clustering plain = KMeans.withClusters(4).fit(matrix(rows), seeded(2));
        Clustering ignored =
                KMeans.withClusters(4).withFeatureWeights(1, 1, 1, 0).fit(matrix(noisy), seeded(2));
        assertThat(ignored.labels()).isEqualTo(plain.labels());
        assertThat(inertia(ignored)).isEqualTo(inertia(plain));
        double[][] means = Partitions.means(noisy, ignored.labels(), 4);
        for (int j = 0; j < 4; j++) {
            assertThat(((CentroidModel) ignored.model()).centroid(j)).containsExactly(means[j], within(1e-6));
        }
    }

    @Test
    void featureWeightsActLikeColumnsScaledByTheirRoots() {
        double[][] rows = uniform(SeededRandom.of(6), 400, 2);
        Clustering weighted =
                KMeans.withClusters(4).withFeatureWeights(16, 0.25).fit(matrix(rows), seeded(2));
        double[][] scaled = Arrays.stream(rows)
                .map(row -> new double[] {row[0] * 4, row[1] / 2})
                .toArray(double[][]::new);
        Clustering plain = KMeans.withClusters(4).fit(matrix(scaled), seeded(2));
        assertThat(weighted.labels()).isEqualTo(plain.labels());
        assertThat(inertia(weighted)).isEqualTo(inertia(plain));
        assertThat(((CentroidModel) weighted.model()).centroid(0)[0])
                .isEqualTo(((CentroidModel) plain.model()).centroid(0)[0] / 4);
    }

    @Test
    void numbersFollowTheCentroidsFromTheFirstColumnOn() {
        double[][] rows = {{5, 9}, {1, 8}, {5, 2}, {1, 3}};
        for (long seed = 0; seed < 20; seed++) {
            Clustering found = KMeans.withClusters(4).fit(matrix(rows), seeded(seed));
            assertThat(found.labels()).containsExactly(3, 1, 2, 0);
        }
    }

    @Test
    void lastDigitOfAMeanDoesNotDecideANumber() {
        double[][] rows = {{0.1, 0}, {0.2, 0}, {0.3, 0}, {0.3, 9}, {0.2, 9}, {0.1, 9}, {0.1, 4}, {0.3, 4}, {0.2, 4}};
        int[] order = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        for (long seed = 0; seed < 30; seed++) {
            SeededRandom.of(seed).shuffle(order);
            Clustering found = KMeans.withClusters(3).fit(matrix(rows).rows(order), seeded(seed));
            for (int row = 0; row < order.length; row++) {
                assertThat(found.label(row)).isEqualTo(rows[order[row]][1] == 0 ? 0 : rows[order[row]][1] == 4 ? 1 : 2);
            }
        }
    }

    @Test
    void equalRowsOfDecimalsHaveNoInertia() {
        double[][] rows = new double[999][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row % 3 == 0 ? new double[] {0.1, 0.7} : new double[] {0.3, 1e9 + 0.1};
        }
        Clustering found = KMeans.withClusters(2).fit(matrix(rows), seeded(1));
        assertThat(found.sizes()).containsExactly(333, 666);
        assertThat(inertia(found)).isCloseTo(0, within(1e-25));
    }

    private static KMeansWork work(double[][] rows, int clusters) {
        RunContext context = seeded(0);
        return new KMeansWork(
                KMeansInput.of(TrainingSet.of(matrix(rows)), clusters, Optional.empty(), Optional.empty(), context),
                clusters,
                context);
    }

    private static int[] textbook(double[][] rows, double[][] starts, int limit) {
        double[][] centroids = starts;
        int[] labels = nearest(rows, centroids);
        for (int iteration = 0; iteration < limit; iteration++) {
            centroids = Partitions.means(rows, labels, centroids.length);
            labels = nearest(rows, centroids);
        }
        return labels;
    }

    private static int[] nearest(double[][] rows, double[][] centroids) {
        return Arrays.stream(rows)
                .mapToInt(row -> {
                    int best = 0;
                    for (int j = 1; j < centroids.length; j++) {
                        if (squared(row, centroids[j]) < squared(row, centroids[best])) {
                            best = j;
                        }
                    }
                    return best;
                })
                .toArray();
    }

    private static double lowestInertia(double[][] rows, int clusters) {
        int partitions = 1;
        for (int row = 0; row < rows.length; row++) {
            partitions *= clusters;
        }
        double lowest = Double.POSITIVE_INFINITY;
        int[] labels = new int[rows.length];
        for (int partition = 0; partition < partitions; partition++) {
            int rest = partition;
            for (int row = 0; row < rows.length; row++) {
                labels[row] = rest % clusters;
                rest /= clusters;
            }
            double[][] means = Partitions.means(rows, labels, clusters);
            double sum = 0;
            for (int row = 0; row < rows.length; row++) {
                sum += squared(rows[row], means[labels[row]]);
            }
            lowest = Math.min(lowest, sum);
        }
        return lowest;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }

    private static void assertSamePartition(int[] a, int[] b) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(a[i] == a[j]).isEqualTo(b[i] == b[j]);
            }
        }
    }

    private static double[][] uniform(SeededRandom random, int count, int columns) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextDouble());
        }
        return rows;
    }

    private static double[][] wholes(SeededRandom random, int count, int columns, int bound) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(bound));
        }
        return rows;
    }

    private static double[][] map(double[][] rows, DoubleUnaryOperator change) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(change).toArray())
                .toArray(double[][]::new);
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
