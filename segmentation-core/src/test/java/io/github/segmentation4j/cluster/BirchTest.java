package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Partitions;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What BIRCH finds, what its tree holds, refusals and degenerate data. */
class BirchTest {
    // Bounds a little below what Ward's method and k-means are published to reach on these data.
    @ParameterizedTest
    @CsvSource({"s1, 15, 5000, .97", "s1, 15, 300, .95", "a1, 20, 5000, .9", "a1, 20, 300, .88"})
    @RequiresData({"clustering/sipu/s1.data.gz", "clustering/sipu/a1.data.gz"})
    void benchmarkSetsAreFound(String name, int clusters, int leaves, double bound) {
        Clustering found = Birch.withClusters(clusters)
                .withMaximumLeaves(leaves)
                .fit(FeatureMatrix.of(ReferenceData.matrix("clustering/sipu/" + name + ".data.gz")), seeded());
        int[] truth = ReferenceData.labels("clustering/sipu/" + name + ".labels0.gz");
        assertThat(rand(truth, found)).isGreaterThan(bound);
    }

    @Test
    @RequiresData("clustering/iris.csv")
    void irisIsFound() {
        Clustering found =
                Birch.withClusters(3).fit(FeatureMatrix.of(ReferenceData.iris().rows()), seeded());
        assertThat(rand(ReferenceData.iris().species(), found)).isGreaterThan(.7);
    }

    @Test
    void rowsThatAllFitAreClusteredLikeWardAndPlacedByTheNearestMean() {
        double[][] rows = gaussian(SeededRandom.of(1), 500, 3);
        int[] ward = Agglomerative.withClusters(6)
                .fit(FeatureMatrix.of(rows), seeded())
                .labels();
        Clustering expected = KMeans.withClusters(6)
                .withCentroids(Partitions.means(rows, ward, 6))
                .withMaxIterations(1)
                .fit(FeatureMatrix.of(rows), seeded());
        Clustering found = Birch.withClusters(6).fit(FeatureMatrix.of(rows), seeded());
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
    }

    @Test
    void aRowOfWeightTwoCountsLikeTwoEqualRowsAndOneOfWeightZeroLikeNone() {
        double[][] rows = gaussian(SeededRandom.of(2), 400, 2);
        double[] weights = new double[rows.length];
        List<double[]> repeated = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            weights[row] = row % 3;
            for (int i = 0; i < weights[row]; i++) {
                repeated.add(rows[row]);
            }
        }
        Birch birch = Birch.withClusters(4);
        Clustering plain = birch.fit(FeatureMatrix.of(repeated.toArray(new double[0][])), seeded());
        Clustering weighted = birch.fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded());
        assertThat(plain.model().assign(FeatureMatrix.of(rows), seeded())).isEqualTo(weighted.labels());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3, 2})
    void leafEntriesHoldAllRowsWithinTheThreshold(double radius) {
        double[][] rows = gaussian(SeededRandom.of(3), 3_000, 3);
        FeatureTree tree = new FeatureTree(3, 6, radius * radius, Checkpoint.none());
        for (double[] row : rows) {
            tree.insert(1, row, 0);
        }
        double[] sum = new double[5];
        tree.visit((weight, mean, deviations) -> {
            assertThat(deviations / weight).isLessThanOrEqualTo(radius * radius * (1 + 1e-12));
            sum[3] += weight;
            sum[4]++;
            for (int c = 0; c < 3; c++) {
                sum[c] += weight * mean[c];
            }
        });
        assertThat(sum[3]).isEqualTo(3_000);
        assertThat(sum[4]).isEqualTo(tree.leaves());
        for (int c = 0; c < 3; c++) {
            int column = c;
            assertThat(sum[c])
                    .isCloseTo(
                            Arrays.stream(rows).mapToDouble(row -> row[column]).sum(), within(1e-9));
        }
    }

    // Sums of squares of such values keep no digit of the deviations.
    @Test
    void deviationsOfDataFarFromTheOriginKeepTheirDigits() {
        double[][] rows = gaussian(SeededRandom.of(4), 2_000, 2);
        FeatureTree near = new FeatureTree(2, 8, 100, Checkpoint.none());
        FeatureTree far = new FeatureTree(2, 8, 100, Checkpoint.none());
        for (double[] row : rows) {
            Arrays.setAll(row, c -> Math.rint(row[c] * 1024) / 1024);
            near.insert(1, row, 0);
            far.insert(1, Arrays.stream(row).map(value -> value + 1e9).toArray(), 0);
        }
        assertThat(near.leaves()).isOne();
        assertThat(far.leaves()).isOne();
        assertThat(far.deviation()).isCloseTo(near.deviation(), within(1e-6 * near.deviation()));
    }

    @Test
    void treeWithoutAThresholdMergesEqualRowsOnly() {
        double[][] rows = gaussian(SeededRandom.of(5), 1_000, 2);
        FeatureTree tree = new FeatureTree(2, 3, 0, Checkpoint.none());
        for (double[] row : rows) {
            tree.insert(1, row, 0);
            tree.insert(2, row, 0);
        }
        Set<String> kept = new HashSet<>();
        tree.visit((weight, mean, deviations) -> {
            assertThat(deviations).isZero();
            kept.add(Arrays.toString(mean));
        });
        assertThat(kept)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(rows).map(Arrays::toString).toList());
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 7", "5, 50", "64, 300"})
    void leavesStayWithinTheirLimit(int branching, int limit) {
        double[][] rows = gaussian(SeededRandom.of(6), 4_000, 2);
        LeafEntries.Entries entries =
                LeafEntries.of(FeatureMatrix.of(rows), Optional.empty(), 0, branching, limit, seeded());
        assertThat(entries.weights()).hasSizeBetween(1, limit);
        assertThat(Arrays.stream(entries.weights()).sum()).isEqualTo(4_000);
    }

    @ParameterizedTest
    @CsvSource({"1e-9, 0", "1e9, 0", "1, 1e9"})
    void scaleAndDistanceFromTheOriginAreNoHarm(double scale, double origin) {
        SeededRandom random = SeededRandom.of(7);
        double[][] rows = new double[2_000][2];
        for (int row = 0; row < rows.length; row++) {
            int group = row % 3;
            Arrays.setAll(rows[row], c -> (20 * group + random.nextGaussian()) * scale + origin);
        }
        Clustering found = Birch.withClusters(3).withMaximumLeaves(200).fit(FeatureMatrix.of(rows), seeded());
        for (int row = 0; row < rows.length; row++) {
            assertThat(found.label(row)).isEqualTo(row % 3);
        }
    }

    @Test
    void fewerLeafEntriesThanClustersAreRefused() {
        double[][] rows = gaussian(SeededRandom.of(8), 100, 2);
        assertThatThrownBy(() -> Birch.withClusters(3).withThreshold(1e6).fit(FeatureMatrix.of(rows), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at most the 1 leaf entries that the tree kept, was 3")
                .hasMessageContaining("lower the threshold");
    }

    @Test
    void moreClustersThanDistinctRowsAreRefused() {
        double[][] rows = {{1, 2}, {1, 2}, {3, 4}, {3, 4}};
        assertThat(Birch.withClusters(2).fit(FeatureMatrix.of(rows), seeded()).labels())
                .containsExactly(0, 0, 1, 1);
        assertThatThrownBy(() -> Birch.withClusters(3).fit(FeatureMatrix.of(rows), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 distinct rows, was 3");
    }

    @Test
    void modelKeepsNoRow() {
        Clustering found = Birch.withClusters(3).fit(FeatureMatrix.of(gaussian(SeededRandom.of(9), 100, 2)), seeded());
        assertThat(found.model()).isInstanceOf(CentroidModel.class).isNotInstanceOf(InstanceModel.class);
        assertThat(found.inertia()).isPresent();
    }

    @Test
    void optionsOutOfTheirRangeAreRefused() {
        Birch birch = Birch.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> Birch.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> birch.withThreshold(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> birch.withThreshold(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> birch.withThreshold(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> birch.withBranching(1));
        assertThatIllegalArgumentException().isThrownBy(() -> birch.withMaximumLeaves(0));
    }

    @Test
    void descriptionTellsAllOptions() {
        assertThat(Birch.withClusters(4)
                        .withThreshold(0.5)
                        .withBranching(8)
                        .withMaximumLeaves(900)
                        .describe())
                .isEqualTo("birch(clusters=4, threshold=0.5, branching=8, maximumLeaves=900)");
    }

    private static RunContext seeded() {
        return RunContext.seeded(1);
    }

    private static double rand(int[] truth, Clustering found) {
        return ((Statistic.Value) Agreement.between(truth, found.labels()).adjustedRand()).number();
    }

    private static double[][] gaussian(SeededRandom random, int count, int columns) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return rows;
    }
}
