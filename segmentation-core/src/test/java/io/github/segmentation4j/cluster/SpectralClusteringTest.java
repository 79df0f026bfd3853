package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes that only a graph tells apart, laws, degenerate data and public data. */
class SpectralClusteringTest {
    private static final List<Affinity> AFFINITIES = List.of(
            Affinity.symmetricNeighbours(10),
            Affinity.mutualNeighbours(10),
            Affinity.gaussian(0.15),
            Affinity.localScaling(7));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ringsAndHalfMoonsAreFound(long seed) {
        for (double[][] rows : List.of(rings(seed), moons(seed))) {
            int[] truth = IntStream.range(0, rows.length).map(row -> row % 2).toArray();
            for (Affinity affinity : AFFINITIES) {
                int[] found = fit(rows, 2, affinity, seed).labels();
                assertThat(agreement(truth, found)).as(affinity.toString()).isEqualTo(1);
            }
        }
    }

    // scikit-learn 1.2.1 reaches 1.0 and 1.0 on jain, .9501 on flame, .9949 on aggregation, and .6416 with the same
    // graph on
    // r15, whose eigenvectors it does not scale row by row.
    @Test
    @RequiresData({
        "clustering/sipu/jain.data.gz",
        "clustering/sipu/jain.labels0.gz",
        "clustering/sipu/flame.data.gz",
        "clustering/sipu/flame.labels0.gz",
        "clustering/sipu/aggregation.data.gz",
        "clustering/sipu/aggregation.labels0.gz",
        "clustering/sipu/r15.data.gz",
        "clustering/sipu/r15.labels0.gz"
    })
    void publicShapesAreFoundAboutAsWellAsByOtherPrograms() {
        assertThat(agreement("jain", 2, Affinity.symmetricNeighbours(10))).isEqualTo(1);
        assertThat(agreement("jain", 2, Affinity.gaussian(1))).isEqualTo(1);
        assertThat(agreement("flame", 2, Affinity.gaussian(1))).isGreaterThan(.95);
        assertThat(agreement("aggregation", 7, Affinity.gaussian(1))).isGreaterThan(.98);
        assertThat(agreement("r15", 15, Affinity.symmetricNeighbours(10))).isGreaterThan(.99);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameBitsForAnyThreadCountWhereEigenvectorsAreSearched(int threads) {
        double[][] rows = uniform(SeededRandom.of(4), 300, 3);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Affinity affinity : AFFINITIES) {
                SpectralClustering spectral = SpectralClustering.withClusters(5).withAffinity(affinity);
                Clustering expected = spectral.fit(FeatureMatrix.of(rows), RunContext.seeded(1));
                Clustering found = spectral.fit(
                        FeatureMatrix.of(rows), RunContext.seeded(1).withExecutor(pool, threads));
                assertThat(found.labels()).isEqualTo(expected.labels());
                assertThat(found.iterations()).isEqualTo(expected.iterations());
            }
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderOfTheRowsChangesNoLabelWhateverTheData(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] grid = new double[300][2];
        for (double[] row : grid) {
            Arrays.setAll(row, c -> random.nextInt(12));
        }
        int[] order = IntStream.range(0, grid.length).toArray();
        random.shuffle(order);
        for (Affinity affinity : AFFINITIES) {
            SpectralClustering spectral = SpectralClustering.withClusters(6).withAffinity(affinity);
            int[] expected =
                    spectral.fit(FeatureMatrix.of(grid), RunContext.seeded(1)).labels();
            int[] found = spectral.fit(FeatureMatrix.of(grid).rows(order), RunContext.seeded(1))
                    .labels();
            for (int row = 0; row < order.length; row++) {
                assertThat(found[row]).isEqualTo(expected[order[row]]);
            }
        }
    }

    @Test
    void modelGivesTheTrainingRowsTheirLabelsAndKeepsEachDistinctRowOnce() {
        double[][] rows = uniform(SeededRandom.of(4), 500, 2);
        rows[17] = rows[400].clone();
        rows[18] = new double[] {-0.0, 0.5};
        rows[19] = new double[] {0.0, 0.5};
        for (Affinity affinity : AFFINITIES) {
            Clustering found = fit(rows, 5, affinity, 3);
            assertThat(found.model().assign(FeatureMatrix.of(rows), RunContext.seeded(0)))
                    .isEqualTo(found.labels());
            assertThat(((InstanceModel) found.model()).instanceCount()).isEqualTo(498);
            assertThat(found.label(17)).isEqualTo(found.label(400));
            assertThat(found.label(18)).isEqualTo(found.label(19));
            assertThat(Arrays.stream(found.sizes())).allMatch(size -> size > 0);
        }
    }

    @Test
    void asManyPiecesAsClustersAreTheClusters() {
        double[][] rows = {{0}, {1}, {2}, {50}, {51}, {52}, {200}, {201}, {202}};
        assertThat(fit(rows, 3, Affinity.symmetricNeighbours(2), 1).labels())
                .containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void ofMorePiecesThanClustersTheNearestArePutTogether() {
        double[][] rows = {{0}, {1}, {2}, {50}, {51}, {52}, {200}, {201}, {202}};
        assertThat(fit(rows, 2, Affinity.symmetricNeighbours(2), 1).labels())
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1);
        assertThat(fit(rows, 1, Affinity.gaussian(1), 1).labels()).containsOnly(0);
        // So narrow a kernel joins nothing: single linkage of the rows.
        assertThat(fit(rows, 3, Affinity.gaussian(1e-3), 1).labels()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void rowThatNothingJoinsIsAClusterOfItsOwn() {
        double[][] rows = {{0}, {1}, {2}, {3}, {4}, {90}};
        assertThat(fit(rows, 2, Affinity.mutualNeighbours(2), 1).labels()).containsExactly(0, 0, 0, 0, 0, 1);
    }

    @Test
    void fewerPiecesThanClustersAreToldApartAndCutFurther() {
        double[][] rows = new double[60][];
        Arrays.setAll(rows, i -> new double[] {i < 20 ? i : 1_000 + i + (i < 40 ? 0 : 5)});
        int[] found = fit(rows, 3, Affinity.symmetricNeighbours(6), 1).labels();
        for (int row = 0; row < rows.length; row++) {
            assertThat(found[row]).isEqualTo(row / 20);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void asManyClustersAsDistinctRowsAreTheRows(int count) {
        double[][] rows = uniform(SeededRandom.of(count), count, 2);
        for (Affinity affinity : AFFINITIES) {
            assertThat(fit(rows, count, affinity, 1).sizes()).containsOnly(1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1, 1e9, 1e140, 1e-140})
    void sizeOfTheValuesChangesNoLabel(double scale) {
        double[][] rows = moons(1);
        int[] expected = fit(rows, 2, Affinity.gaussian(0.2), 1).labels();
        double[][] scaled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> value * scale).toArray())
                .toArray(double[][]::new);
        assertThat(fit(scaled, 2, Affinity.gaussian(0.2 * scale), 1).labels()).isEqualTo(expected);
        assertThat(fit(scaled, 2, Affinity.symmetricNeighbours(10), 1).labels()).isEqualTo(expected);
    }

    @Test
    void distanceFromTheOriginAndConstantColumnsChangeNoLabel() {
        double[][] rows = moons(1);
        int[] expected = fit(rows, 2, Affinity.symmetricNeighbours(10), 1).labels();
        double[][] far = Arrays.stream(rows)
                .map(row -> new double[] {row[0] + 1e9, 7, row[1] - 1e9})
                .toArray(double[][]::new);
        assertThat(fit(far, 2, Affinity.symmetricNeighbours(10), 1).labels()).isEqualTo(expected);
    }

    @Test
    void rowsWhoseDistanceIsOutOfRangeAreRefused() {
        for (double[][] rows :
                List.of(new double[][] {{0}, {Double.MIN_VALUE}, {1}}, new double[][] {{-1e200}, {0}, {1e200}})) {
            for (Affinity affinity : AFFINITIES) {
                assertThatThrownBy(() -> fit(rows, 2, affinity, 1))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("scale the columns");
            }
        }
    }

    @Test
    void moreClustersThanDistinctRowsAreRefused() {
        double[][] rows = {{1, 2}, {1, 2}, {3, 4}};
        assertThatThrownBy(() -> fit(rows, 3, Affinity.symmetricNeighbours(10), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("clusters must be between 1 and the 2 distinct rows, was 3; lower it or add data");
        assertThat(fit(rows, 2, Affinity.symmetricNeighbours(10), 1).labels()).containsExactly(0, 0, 1);
    }

    @Test
    void moreDistinctRowsThanTheLimitAreRefusedBeforeTheyAreCompared() {
        double[][] rows = new double[20_001][];
        Arrays.setAll(rows, i -> new double[] {i});
        assertThatThrownBy(() -> fit(rows, 2, Affinity.symmetricNeighbours(10), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("takes at most 20000 distinct rows, were 20001; cluster a sample");
        assertThatThrownBy(() -> fit(rows, 2, Affinity.mutualNeighbours(1_000), 1))
                .hasMessageContaining("at most 8000 distinct rows");
        assertThatThrownBy(() -> fit(rows, 2, Affinity.localScaling(7), 1))
                .hasMessageContaining("at most 4000 distinct rows");
        // Rows that are equal count once, so there may be any number of them.
        Arrays.setAll(rows, i -> new double[] {i % 50});
        assertThat(fit(rows, 1, Affinity.gaussian(1), 1).labels()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void cancelledAtAnyStepItStops(int step) {
        Cancellation cancellation = Cancellation.create();
        RunContext context = RunContext.seeded(1).withCancellation(cancellation).withListener(progress -> {
            if (progress.done() == step) {
                cancellation.cancel();
            }
        });
        FeatureMatrix rows = FeatureMatrix.of(uniform(SeededRandom.of(1), 300, 2));
        assertThatThrownBy(() -> SpectralClustering.withClusters(3).fit(rows, context))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void weightsAndOptionsOutOfRangeAreRefused() {
        TrainingSet weighted =
                TrainingSet.of(FeatureMatrix.of(new double[][] {{1}, {2}})).withWeights(new double[] {1, 2});
        assertThatThrownBy(() -> SpectralClustering.withClusters(2).fit(weighted, RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("spectral clustering does not look at weights");
        assertThatIllegalArgumentException().isThrownBy(() -> SpectralClustering.withClusters(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpectralClustering.withClusters(101))
                .withMessageContaining("between 1 and 100");
        assertThatIllegalArgumentException().isThrownBy(() -> Affinity.symmetricNeighbours(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Affinity.localScaling(0));
        for (double bandwidth : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Affinity.gaussian(bandwidth));
        }
    }

    @Test
    void descriptionSaysEverythingThatCounts() {
        assertThat(SpectralClustering.withClusters(3).describe())
                .isEqualTo("spectral clustering(clusters=3, affinity=10 symmetric neighbours, restarts=10)");
        assertThat(SpectralClustering.withClusters(3)
                        .withAffinity(Affinity.gaussian(2))
                        .withRestarts(4))
                .hasToString("spectral clustering(clusters=3, affinity=gaussian, bandwidth 2.0, restarts=4)");
    }

    /** Two rings, row by row in turn. */
    private static double[][] rings(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[400][];
        Arrays.setAll(rows, i -> {
            double angle = 2 * Math.PI * random.nextDouble();
            double radius = (i % 2 == 0 ? 1 : 3) + 0.1 * random.nextGaussian();
            return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        });
        return rows;
    }

    /** Two half-moons that reach into each other, row by row in turn. */
    private static double[][] moons(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[400][];
        Arrays.setAll(rows, i -> {
            double angle = Math.PI * random.nextDouble();
            double x = StrictMath.cos(angle) + 0.05 * random.nextGaussian();
            double y = StrictMath.sin(angle) + 0.05 * random.nextGaussian();
            return i % 2 == 0 ? new double[] {x, y} : new double[] {1 - x, 0.5 - y};
        });
        return rows;
    }

    private static double[][] uniform(SeededRandom random, int count, int columns) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextDouble());
        }
        return rows;
    }

    private static double agreement(String name, int clusters, Affinity affinity) {
        double[][] rows = ReferenceData.matrix("clustering/sipu/" + name + ".data.gz");
        int[] truth = ReferenceData.labels("clustering/sipu/" + name + ".labels0.gz");
        return agreement(truth, fit(rows, clusters, affinity, 1).labels());
    }

    private static double agreement(int[] truth, int[] labels) {
        return Agreement.between(truth, labels).adjustedRand().orElseThrow();
    }

    private static Clustering fit(double[][] rows, int clusters, Affinity affinity, long seed) {
        return SpectralClustering.withClusters(clusters)
                .withAffinity(affinity)
                .fit(FeatureMatrix.of(rows), RunContext.seeded(seed));
    }
}
