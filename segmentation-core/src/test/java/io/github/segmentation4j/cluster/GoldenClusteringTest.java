package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.CentroidIndex;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Partitions;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inertias that were published or found by independent programs on public data. */
class GoldenClusteringTest {
    // Values of k = 1..5 as published for Fisher's version, of 6 and 7 the lowest found by independent programs.
    @ParameterizedTest
    @CsvSource({
        "1, 681.370600, 1e-6",
        "2, 152.347952, 1e-6",
        "3, 78.8514414261, 1e-9",
        "4, 57.228473, 1e-6",
        "5, 46.446182, 1e-6",
        "6, 39.039987, 1e-6",
        "7, 34.298230, 1e-6"
    })
    @RequiresData("clustering/iris.csv")
    void irisInertia(int clusters, double inertia, double tolerance) {
        for (long seed = 0; seed < 3; seed++) {
            Clustering found = fit(ReferenceData.iris().rows(), clusters, clusters > 5 ? 300 : 20, seed);
            assertThat(inertia(found)).isCloseTo(inertia, within(tolerance));
            assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        }
    }

    // R, kmeans(iris[, 1:4], 3, nstart = 20): sizes and sums within clusters.
    @Test
    @RequiresData("clustering/iris.csv")
    void irisSizesAndInertiaOfEachCluster() {
        double[][] rows = ReferenceData.iris().rows();
        Clustering found = fit(rows, 3, 10, 42);
        assertThat(found.sizes()).containsExactly(50, 62, 38);
        double[] within = new double[3];
        for (int row = 0; row < rows.length; row++) {
            within[found.label(row)] += ((CentroidModel) found.model()).squaredDistance(rows[row], found.label(row));
        }
        assertThat(within[0]).isCloseTo(15.15100, within(5e-6));
        assertThat(within[1]).isCloseTo(39.82097, within(5e-6));
        assertThat(within[2]).isCloseTo(23.87947, within(5e-6));
    }

    @ParameterizedTest
    @CsvSource({"0, 139.820496", "1, 138.888360"})
    @RequiresData("clustering/iris.csv")
    void irisInertiaInStandardDeviations(int lostDegrees, double inertia) {
        double[][] rows = ReferenceData.iris().rows();
        for (int c = 0; c < 4; c++) {
            int column = c;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElseThrow();
            double square = Arrays.stream(rows)
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .sum();
            double deviation = Math.sqrt(square / (rows.length - lostDegrees));
            for (double[] row : rows) {
                row[c] = (row[c] - mean) / deviation;
            }
        }
        assertThat(inertia(fit(rows, 3, 20, 1))).isCloseTo(inertia, within(1e-6));
    }

    // P. Fränti, S. Sieranoja, K-means properties on six clustering benchmark datasets, Applied Intelligence 48, 2018.
    // The first value is what Lloyd's iteration reaches from the label centroids, the second the lowest seen: on S1 a
    // few border rows can still be placed better.
    @ParameterizedTest
    @CsvSource({"s1, 15, 8.91765001e12, 8.917616e12", "a1, 20, 1.21462575e10, 1.214626e10"})
    @RequiresData({
        "clustering/sipu/s1.data.gz",
        "clustering/sipu/s1.labels0.gz",
        "clustering/sipu/a1.data.gz",
        "clustering/sipu/a1.labels0.gz"
    })
    void benchmarkSetsAreSolvedFromAnySeed(String name, int clusters, double inertia, double lowest) {
        double[][] rows = ReferenceData.matrix("clustering/sipu/" + name + ".data.gz");
        int[] truth = Partitions.fromZero(ReferenceData.labels("clustering/sipu/" + name + ".labels0.gz"));
        double[][] means = Partitions.means(rows, truth, clusters);
        Clustering known =
                KMeans.withClusters(clusters).withCentroids(means).fit(FeatureMatrix.of(rows), RunContext.seeded(0));
        assertThat(inertia(known)).isCloseTo(inertia, within(inertia * 1e-6));
        for (long seed = 1; seed <= 5; seed++) {
            Clustering found = fit(rows, clusters, 20, seed);
            assertThat(inertia(found)).isLessThanOrEqualTo(inertia * (1 + 1e-6));
            assertThat(inertia(found)).isCloseTo(lowest, within(lowest * 1e-6));
            assertThat(CentroidIndex.between(centroids(known), centroids(found)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 89337.8321, 5e-5",
        "3, 51063.4750, 5e-5",
        "4, 12881.0512, 5e-5",
        "5, 10126.7198, 5e-5",
        "6, 8575.4069, 5e-5"
    })
    @RequiresData("clustering/ruspini.csv")
    void ruspiniInertia(int clusters, double inertia, double tolerance) {
        assertThat(inertia(fit(ruspini(), clusters, 40, 3))).isCloseTo(inertia, within(tolerance + 1e-6));
    }

    @ParameterizedTest
    @CsvSource({"clustering/sipu/r15.data.gz, 15, 108.6190, 5e-5", "clustering/uci/wine.data.gz, 3, 2370689.687, 5e-4"})
    @RequiresData({"clustering/sipu/r15.data.gz", "clustering/uci/wine.data.gz"})
    void lowestInertiaSeen(String file, int clusters, double inertia, double tolerance) {
        assertThat(inertia(fit(ReferenceData.matrix(file), clusters, 20, 3))).isCloseTo(inertia, within(tolerance));
    }

    // Lowest possible, by exact dynamic programming in one dimension, of the mean repeat spend of the 946 repeaters.
    @ParameterizedTest
    @CsvSource({"1, 866651.209516", "2, 355029.621273", "3, 181710.633932", "4, 98166.971693"})
    @RequiresData("transactions/cdnow/cdnow_customers_summary_with_transactions.csv")
    void cdnowSpendInOneDimension(int clusters, double inertia) {
        double[][] spend = csv("transactions/cdnow/cdnow_customers_summary_with_transactions.csv").stream()
                .filter(row -> row[1] > 0)
                .map(row -> new double[] {row[4]})
                .toArray(double[][]::new);
        assertThat(spend).hasDimensions(946, 1);
        assertThat(inertia(fit(spend, clusters, 20, 1))).isCloseTo(inertia, within(1e-6));
    }

    private static double[][] centroids(Clustering clustering) {
        CentroidModel model = (CentroidModel) clustering.model();
        return IntStream.range(0, model.clusterCount())
                .mapToObj(model::centroid)
                .toArray(double[][]::new);
    }

    private static Clustering fit(double[][] rows, int clusters, int restarts, long seed) {
        return KMeans.withClusters(clusters)
                .withRestarts(restarts)
                .fit(FeatureMatrix.of(rows), RunContext.seeded(seed));
    }

    private static double inertia(Clustering clustering) {
        return clustering.inertia().orElseThrow();
    }

    private static double[][] ruspini() {
        return csv("clustering/ruspini.csv").stream()
                .map(row -> Arrays.copyOfRange(row, 1, row.length))
                .toArray(double[][]::new);
    }

    /** The numbers of a file with a header. */
    private static List<double[]> csv(String file) {
        try (Stream<String> lines = Files.lines(ReferenceData.path(file))) {
            return lines.skip(1)
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(cell -> Double.parseDouble(cell.replace("\"", "")))
                            .toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
