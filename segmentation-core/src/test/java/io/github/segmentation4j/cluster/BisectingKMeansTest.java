package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Partitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of bisecting k-means; options, refusals and degenerate data. */
class BisectingKMeansTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twoClustersAreThoseOfKMeans(long seed) {
        double[][] longer = uniform(seed, 300, 3);
        for (double[] row : longer) {
            // In one direction longer than in the others, so that one cut is clearly the best.
            row[0] *= 4;
        }
        FeatureMatrix rows = FeatureMatrix.of(longer);
        Clustering expected = KMeans.withClusters(2).withRestarts(40).fit(rows, RunContext.seeded(seed));
        Clustering found = BisectingKMeans.withClusters(2).fit(rows, RunContext.seeded(seed));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(inertia(found)).isCloseTo(inertia(expected), within(1e-12 * inertia(expected)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inertiaOfFewRowsIsTheLowestOfAllPartitions(long seed) {
        double[][] rows = uniform(seed, 8, 2);
        double lowest = Double.POSITIVE_INFINITY;
        for (int partition = 0; partition < 6_561; partition++) {
            int[] labels = new int[8];
            int rest = partition;
            for (int row = 0; row < 8; row++) {
                labels[row] = rest % 3;
                rest /= 3;
            }
            double[][] means = Partitions.means(rows, labels, 3);
            double sum = 0;
            for (int row = 0; row < 8; row++) {
                sum += StrictMath.pow(rows[row][0] - means[labels[row]][0], 2)
                        + StrictMath.pow(rows[row][1] - means[labels[row]][1], 2);
            }
            lowest = Math.min(lowest, sum);
        }
        Clustering found =
                BisectingKMeans.withClusters(3).withRuns(100).withTrials(1).fit(FeatureMatrix.of(rows), seeded());
        assertThat(inertia(found)).isCloseTo(lowest, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void centroidsAreTheMeansOfTheirRowsAndMoreRunsAreNeverWorse(long seed) {
        double[][] rows = uniform(seed, 1_500, 4);
        double before = Double.POSITIVE_INFINITY;
        for (int runs = 1; runs <= 4; runs++) {
            Clustering found =
                    BisectingKMeans.withClusters(9).withRuns(runs).fit(FeatureMatrix.of(rows), RunContext.seeded(seed));
            assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
            double[][] means = Partitions.means(rows, found.labels(), 9);
            for (int j = 0; j < 9; j++) {
                assertThat(((CentroidModel) found.model()).centroid(j)).containsExactly(means[j], within(1e-12));
            }
            assertThat(inertia(found)).isLessThanOrEqualTo(before);
            before = inertia(found);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void weightCountsLikeCopies(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[120][2];
        double[] weights = new double[rows.length];
        List<double[]> copies = new ArrayList<>();
        List<Integer> origin = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            Arrays.setAll(rows[row], c -> random.nextInt(100));
            weights[row] = random.nextInt(4);
            for (int copy = 0; copy < weights[row]; copy++) {
                copies.add(rows[row]);
                origin.add(row);
            }
        }
        BisectingKMeans kmeans = BisectingKMeans.withClusters(3).withRuns(50).withTrials(1);
        Clustering weighted = kmeans.fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded());
        Clustering copied = kmeans.fit(FeatureMatrix.of(copies.toArray(double[][]::new)), seeded());
        assertThat(inertia(weighted)).isCloseTo(inertia(copied), within(1e-9 * inertia(copied)));
        for (int copy = 0; copy < origin.size(); copy++) {
            assertThat(copied.label(copy)).isEqualTo(weighted.label(origin.get(copy)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-40, 0.5, 1024, 0x1p300})
    void scalingByAPowerOfTwoScalesEveryBit(double factor) {
        double[][] rows = uniform(3, 600, 3);
        double[][] larger = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> x * factor).toArray())
                .toArray(double[][]::new);
        Clustering plain = BisectingKMeans.withClusters(7).withRuns(3).fit(FeatureMatrix.of(rows), seeded());
        Clustering scaled = BisectingKMeans.withClusters(7).withRuns(3).fit(FeatureMatrix.of(larger), seeded());
        assertThat(scaled.labels()).isEqualTo(plain.labels());
        assertThat(inertia(scaled)).isEqualTo(inertia(plain) * factor * factor);
    }

    @Test
    void featureWeightsActLikeColumnsScaledByTheirRoots() {
        double[][] rows = uniform(6, 400, 2);
        double[][] scaled = Arrays.stream(rows)
                .map(row -> new double[] {row[0] * 4, row[1] / 2})
                .toArray(double[][]::new);
        BisectingKMeans kmeans = BisectingKMeans.withClusters(6).withRuns(3);
        Clustering weighted = kmeans.withFeatureWeights(16, 0.25).fit(FeatureMatrix.of(rows), seeded());
        Clustering plain = kmeans.fit(FeatureMatrix.of(scaled), seeded());
        assertThat(weighted.labels()).isEqualTo(plain.labels());
        assertThat(inertia(weighted)).isEqualTo(inertia(plain));
    }

    @Test
    void theSplitDecidesWhichClusterIsCut() {
        double[][] rows = new double[102][1];
        for (int row = 0; row < 100; row++) {
            rows[row][0] = row % 2;
        }
        rows[100][0] = 1_000;
        rows[101][0] = 1_100;
        BisectingKMeans kmeans = BisectingKMeans.withClusters(3).withRuns(1);
        assertThat(kmeans.fit(FeatureMatrix.of(rows), seeded()).sizes()).containsExactly(100, 1, 1);
        assertThat(kmeans.withSplit(BisectingKMeans.Split.LARGEST_WEIGHT)
                        .fit(FeatureMatrix.of(rows), seeded())
                        .sizes())
                .containsExactly(50, 50, 2);
    }

    @Test
    void clusterOfEqualRowsIsNotCut() {
        double[][] rows = new double[100][];
        Arrays.fill(rows, new double[] {0.1, 7});
        rows[98] = new double[] {5, 0.3};
        rows[99] = new double[] {6, 0.3};
        Clustering found = BisectingKMeans.withClusters(3)
                .withSplit(BisectingKMeans.Split.LARGEST_WEIGHT)
                .withFeatureWeights(1.5, 0.7)
                .fit(FeatureMatrix.of(rows), seeded());
        assertThat(found.sizes()).containsExactly(98, 1, 1);
        assertThat(inertia(found)).isCloseTo(0, within(1e-25));
    }

    @Test
    void rowsAsGoodAsEqualMayLeaveAClusterEmpty() {
        Clustering found =
                BisectingKMeans.withClusters(3).fit(FeatureMatrix.of(new double[][] {{0}, {1e-200}, {1}}), seeded());
        assertThat(found.sizes()).containsExactlyInAnyOrder(2, 0, 1);
        assertThat(inertia(found)).isZero();
    }

    @Test
    void asManyClustersAsRowsHaveNoInertia() {
        double[][] rows = uniform(1, 40, 2);
        Clustering found = BisectingKMeans.withClusters(40).withRuns(1).fit(FeatureMatrix.of(rows), seeded());
        assertThat(found.sizes()).containsOnly(1);
        assertThat(inertia(found)).isZero();
    }

    @Test
    void rowOfWeightZeroGetsALabelAndAttractsNothing() {
        double[][] rows = {{0}, {1}, {10}, {11}, {1000}};
        Clustering found = BisectingKMeans.withClusters(2)
                .fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(new double[] {1, 1, 1, 1, 0}), seeded());
        assertThat(found.labels()).containsExactly(0, 0, 1, 1, 1);
        assertThat(((CentroidModel) found.model()).centroid(1)).containsExactly(10.5);
    }

    @Test
    void moreClustersThanDistinctRowsAreRefusedBeforeTheWork() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        RunContext context = seeded().withListener(heard::add);
        assertThatThrownBy(() ->
                        BisectingKMeans.withClusters(3).fit(FeatureMatrix.of(new double[][] {{1}, {2}, {2}}), context))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the 2 distinct rows");
        assertThat(heard).isEmpty();
    }

    @Test
    void progressCountsEachCutAndTheRefinement() {
        List<Long> done = new ArrayList<>();
        RunContext context = seeded().withListener(progress -> {
            assertThat(progress.total()).isEqualTo(10);
            assertThat(progress.stage()).isEqualTo("bisecting k-means");
            done.add(progress.done());
        });
        BisectingKMeans.withClusters(5).withRuns(2).fit(FeatureMatrix.of(uniform(1, 90, 2)), context);
        assertThat(done).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        BisectingKMeans kmeans = BisectingKMeans.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> BisectingKMeans.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withRuns(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withTrials(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withMaxIterations(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withFeatureWeights(0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kmeans.withFeatureWeights(1).fit(FeatureMatrix.of(uniform(1, 9, 2)), seeded()))
                .withMessageContaining("2 feature weights");
    }

    @Test
    void descriptionNamesEveryOption() {
        assertThat(BisectingKMeans.withClusters(5).describe())
                .isEqualTo("bisecting k-means(clusters=5, runs=20, trials=2, split=largest inertia, "
                        + "maxIterations=300)");
        assertThat(BisectingKMeans.withClusters(2)
                        .withRuns(3)
                        .withTrials(4)
                        .withSplit(BisectingKMeans.Split.LARGEST_WEIGHT)
                        .withMaxIterations(7)
                        .withFeatureWeights(1, 0.5)
                        .describe())
                .isEqualTo("bisecting k-means(clusters=2, runs=3, trials=4, split=largest weight, maxIterations=7, "
                        + "featureWeights=[1.0, 0.5])");
    }

    private static double[][] uniform(long seed, int count, int columns) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextDouble());
        }
        return rows;
    }

    private static RunContext seeded() {
        return RunContext.seeded(11);
    }

    private static double inertia(Clustering clustering) {
        return clustering.inertia().orElseThrow();
    }
}
