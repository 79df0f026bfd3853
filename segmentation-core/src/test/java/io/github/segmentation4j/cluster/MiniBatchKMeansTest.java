package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.CentroidIndex;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Partitions;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How good mini-batches are, what they keep of k-means, options and degenerate data. */
class MiniBatchKMeansTest {
    private static final double[][] SMALL = {{0, 0}, {0, 1}, {9, 0}, {9, 1}, {9, 2}};

    // The losses the Javadoc states. P. Fränti, S. Sieranoja, K-means properties on six clustering benchmark datasets,
    // Applied Intelligence 48, 2018; the first inertia is what Lloyd's iteration reaches from the label centroids, the
    // second the lowest seen. 20 starts, as many as k-means itself needs to solve both sets from any seed.
    @ParameterizedTest
    @CsvSource({
        "s1, 15, 8.91765001e12, 8.917616e12, 256",
        "s1, 15, 8.91765001e12, 8.917616e12, 1024",
        "a1, 20, 1.21462575e10, 1.214626e10, 256",
        "a1, 20, 1.21462575e10, 1.214626e10, 1024"
    })
    @RequiresData({
        "clustering/sipu/s1.data.gz",
        "clustering/sipu/s1.labels0.gz",
        "clustering/sipu/a1.data.gz",
        "clustering/sipu/a1.labels0.gz"
    })
    void benchmarkSetsAreSolvedWithTheStatedLoss(
            String name, int clusters, double known, double lowest, int batchSize) {
        double[][] rows = ReferenceData.matrix("clustering/sipu/" + name + ".data.gz");
        int[] truth = Partitions.fromZero(ReferenceData.labels("clustering/sipu/" + name + ".labels0.gz"));
        double[][] means = Partitions.means(rows, truth, clusters);
        MiniBatchKMeans batches =
                MiniBatchKMeans.withClusters(clusters).withBatchSize(batchSize).withStarts(20);
        double best = Double.POSITIVE_INFINITY;
        for (long seed = 1; seed <= 10; seed++) {
            Clustering once = batches.fit(matrix(rows), seeded(seed));
            assertThat(CentroidIndex.between(means, centroids(once))).isZero();
            assertThat(inertia(once)).isBetween(lowest * (1 - 1e-6), known * 1.002);
            Clustering ended = batches.withFinish(MiniBatchKMeans.Finish.LLOYD).fit(matrix(rows), seeded(seed));
            assertThat(CentroidIndex.between(means, centroids(ended))).isZero();
            assertThat(ended.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
            assertThat(inertia(ended)).isBetween(lowest * (1 - 1e-6), Math.min(inertia(once), known * (1 + 1e-5)));
            best = Math.min(best, inertia(ended));
        }
        assertThat(best).isLessThanOrEqualTo(known * (1 + 1e-6));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void overlappingMixtureLosesNoMoreThanStated(long seed) {
        double[][] rows = mixture(SeededRandom.of(10 + seed), 30_000, 4, 8);
        Clustering full =
                KMeans.withClusters(8).withRestarts(5).withTolerance(1e-4).fit(matrix(rows), seeded(seed));
        Clustering found = MiniBatchKMeans.withClusters(8).fit(matrix(rows), seeded(seed));
        Clustering small = MiniBatchKMeans.withClusters(8).withBatchSize(256).fit(matrix(rows), seeded(seed));
        assertThat(inertia(found)).isLessThanOrEqualTo(inertia(full) * 1.01);
        assertThat(inertia(small)).isLessThanOrEqualTo(inertia(full) * 1.03);
    }

    @Test
    void fewRowsAreClusteredByKMeansItself() {
        Clustering found = MiniBatchKMeans.withClusters(2).fit(matrix(SMALL), seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 1, 1, 1);
        assertThat(inertia(found)).isEqualTo(2.5);
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(MiniBatchKMeans.withClusters(5).fit(matrix(SMALL), seeded(1)).labels())
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void inertiaIsThatOfAllRowsAgainstTheFinalCentroids() {
        double[][] rows = mixture(SeededRandom.of(3), 5_000, 3, 5);
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> row % 4);
        Clustering found = MiniBatchKMeans.withClusters(5)
                .withBatchSize(200)
                .withFeatureWeights(1, 2, 0.3)
                .fit(TrainingSet.of(matrix(rows)).withWeights(weights), seeded(4));
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            sum += weights[row] * ((CentroidModel) found.model()).squaredDistance(rows[row], found.label(row));
        }
        assertThat(inertia(found)).isCloseTo(sum, within(sum * 1e-12));
        assertThat(found.model().assign(matrix(rows), seeded(0))).isEqualTo(found.labels());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-40, 0.5, 1024, 0x1p300})
    void scalingByAPowerOfTwoScalesEveryBit(double factor) {
        double[][] rows = mixture(SeededRandom.of(3), 2_000, 3, 5);
        double[][] scaled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
                .toArray(double[][]::new);
        MiniBatchKMeans batches = MiniBatchKMeans.withClusters(5).withBatchSize(128);
        Clustering plain = batches.fit(matrix(rows), seeded(8));
        Clustering found = batches.fit(matrix(scaled), seeded(8));
        assertThat(found.labels()).isEqualTo(plain.labels());
        assertThat(inertia(found)).isEqualTo(inertia(plain) * factor * factor);
        assertThat(found.iterations()).isEqualTo(plain.iterations());
    }

    @Test
    void featureWeightsActLikeColumnsScaledByTheirRoots() {
        double[][] rows = mixture(SeededRandom.of(6), 2_000, 2, 4);
        double[][] scaled = Arrays.stream(rows)
                .map(row -> new double[] {row[0] * 4, row[1] / 2})
                .toArray(double[][]::new);
        MiniBatchKMeans batches = MiniBatchKMeans.withClusters(4).withBatchSize(128);
        Clustering weighted = batches.withFeatureWeights(16, 0.25).fit(matrix(rows), seeded(2));
        Clustering plain = batches.fit(matrix(scaled), seeded(2));
        assertThat(weighted.labels()).isEqualTo(plain.labels());
        assertThat(inertia(weighted)).isEqualTo(inertia(plain));
    }

    // Group centres lie 40 standard deviations apart, so both fits must find the groups; the mean of the drawn rows of
    // a
    // group then misses the mean of all its rows by far less than one.
    @Test
    void weightCountsLikeCopiesAndRowsOfWeightZeroAttractNothing() {
        SeededRandom random = SeededRandom.of(5);
        double[][] rows = new double[3_000][];
        double[] weights = new double[rows.length];
        double[][] copies = new double[4_000][];
        int copy = 0;
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new double[] {40 * (row % 4) + random.nextGaussian()};
            weights[row] = row % 4 == 3 ? 0 : 1 + row % 2;
            for (int times = 0; times < weights[row]; times++) {
                copies[copy++] = rows[row];
            }
        }
        copies = Arrays.copyOf(copies, copy);
        MiniBatchKMeans batches = MiniBatchKMeans.withClusters(3).withBatchSize(256);
        Clustering weighted = batches.fit(TrainingSet.of(matrix(rows)).withWeights(weights), seeded(1));
        Clustering copied = batches.fit(matrix(copies), seeded(1));
        for (int j = 0; j < 3; j++) {
            assertThat(centroids(weighted)[j][0]).isCloseTo(40 * j, within(1.0));
            assertThat(centroids(copied)[j][0]).isCloseTo(40 * j, within(1.0));
        }
        for (int row = 0; row < rows.length; row++) {
            assertThat(weighted.label(row)).isEqualTo(Math.min(2, row % 4));
        }
        assertThat(inertia(weighted)).isCloseTo(inertia(copied), within(inertia(copied) * 0.01));
    }

    @Test
    void starvedCentroidMovesToWhereRowsAre() {
        double[][] rows = new double[2_000][];
        Arrays.setAll(rows, row -> new double[] {row % 2 == 0 ? 0 : 50, row % 10});
        TrainingSet training = TrainingSet.of(matrix(rows));
        double[][] starts = {{25, 4.5}, {1e6, 1e6}};
        MiniBatches batches = new MiniBatches(
                training.matrix().pointsView(),
                new double[] {1, 1},
                RowSampler.of(training),
                starts,
                250,
                7,
                seeded(0));
        batches.run(40, done -> {});
        double[] firsts = Arrays.stream(batches.centroids())
                .mapToDouble(row -> row[0])
                .sorted()
                .toArray();
        // The one that had all rows at first is the mean of those as well; the one that moved is not.
        assertThat(Math.min(Math.abs(firsts[0]), Math.abs(firsts[1] - 50))).isLessThan(1);
        assertThat(firsts[1] - firsts[0]).isGreaterThan(30);
    }

    // 100,000 draws: the standard error of a share of a half is .0016, so six of them are .01.
    @Test
    void rowsAreDrawnInProportionToTheirWeights() {
        double[] weights = {0, 1, 0, 5, 4, 0};
        RowSampler sampler =
                RowSampler.of(TrainingSet.of(matrix(new double[6][1])).withWeights(weights));
        int[] counts = new int[weights.length];
        for (int row : sampler.draw(100_000, SeededRandom.of(3))) {
            counts[row]++;
        }
        for (int row = 0; row < weights.length; row++) {
            assertThat(counts[row] / 100_000.0).isCloseTo(weights[row] / 10, within(weights[row] == 0 ? 0 : 0.01));
        }
    }

    @Test
    void sampleThatIsTooAlikeGrowsUntilItHoldsEnough() {
        double[][] rows = new double[5_000][1];
        for (int row = 0; row < 4; row++) {
            rows[row][0] = 10 * (row + 1);
        }
        Clustering found = MiniBatchKMeans.withClusters(5).withBatchSize(16).fit(matrix(rows), seeded(1));
        assertThat(found.sizes()).containsExactly(4_996, 1, 1, 1, 1);
        assertThat(inertia(found)).isZero();
    }

    @Test
    void equalRowsAreOneClusterAndNoMore() {
        double[][] rows = new double[3_000][];
        Arrays.fill(rows, new double[] {0.1, 1e9 + 0.1});
        MiniBatchKMeans one = MiniBatchKMeans.withClusters(1).withBatchSize(64);
        Clustering found = one.fit(matrix(rows), seeded(1));
        assertThat(found.labels()).containsOnly(0);
        assertThat(inertia(found)).isZero();
        assertThatThrownBy(() -> MiniBatchKMeans.withClusters(2).fit(matrix(rows), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("clusters must be between 1 and the 1 distinct rows, was 2");
    }

    @Test
    void rowsThatKMeansRefusesAreRefused() {
        assertThatThrownBy(() -> MiniBatchKMeans.withClusters(1).fit(matrix(new double[0][0]), seeded(1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        MiniBatchKMeans.withClusters(1).fit(matrix(new double[][] {{1e200}, {-1e200}}), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column 'x1'");
    }

    @Test
    void limitOnBatchesIsReported() {
        double[][] rows = mixture(SeededRandom.of(3), 2_000, 2, 3);
        Clustering found = MiniBatchKMeans.withClusters(3)
                .withBatchSize(100)
                .withMaxBatches(4)
                .fit(matrix(rows), seeded(1));
        assertThat(found.iterations()).isEqualTo(5);
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.ITERATION_LIMIT);
    }

    @Test
    void storedModelIsThatOfKMeans() {
        CentroidModel model = (CentroidModel) MiniBatchKMeans.withClusters(2)
                .withFeatureWeights(0.3, 2)
                .fit(matrix(SMALL), seeded(1))
                .model();
        CentroidModel restored = (CentroidModel) ClusterModels.restore(model.state(), Map.of());
        assertThat(model.state().type()).isEqualTo("kmeans/1");
        for (int j = 0; j < 2; j++) {
            assertThat(restored.centroid(j)).isEqualTo(model.centroid(j));
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        MiniBatchKMeans batches = MiniBatchKMeans.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> MiniBatchKMeans.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> batches.withBatchSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> batches.withMaxBatches(0));
        assertThatIllegalArgumentException().isThrownBy(() -> batches.withStarts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> batches.withFeatureWeights(1, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batches.withFeatureWeights(1, 2, 3).fit(matrix(SMALL), seeded(1)))
                .withMessageContaining("2 feature weights");
    }

    @Test
    void descriptionNamesEveryOption() {
        assertThat(MiniBatchKMeans.withClusters(5).describe())
                .isEqualTo("mini-batch k-means(clusters=5, batchSize=4096, maxBatches=100, starts=10, finish=once)");
        assertThat(MiniBatchKMeans.withClusters(2)
                        .withBatchSize(100)
                        .withMaxBatches(7)
                        .withStarts(3)
                        .withFinish(MiniBatchKMeans.Finish.LLOYD)
                        .withFeatureWeights(1, 0.5)
                        .toString())
                .isEqualTo("mini-batch k-means(clusters=2, batchSize=100, maxBatches=7, starts=3, finish=lloyd, "
                        + "featureWeights=[1.0, 0.5])");
    }

    private static double[][] mixture(SeededRandom random, int count, int columns, int groups) {
        double[][] centres = new double[groups][columns];
        for (double[] centre : centres) {
            Arrays.setAll(centre, c -> random.nextGaussian());
        }
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            double[] centre = centres[random.nextInt(groups)];
            Arrays.setAll(row, c -> centre[c] + random.nextGaussian());
        }
        return rows;
    }

    private static double[][] centroids(Clustering clustering) {
        CentroidModel model = (CentroidModel) clustering.model();
        return IntStream.range(0, model.clusterCount())
                .mapToObj(model::centroid)
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
