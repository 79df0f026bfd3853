package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of k-medoids, on small random data with ties. */
class KMedoidsLawsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void onTenRowsTheCostIsTheLowestThereIs(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        // Whole numbers in a small square on odd seeds: equal rows and equal distances.
        double[][] rows = new double[10][2];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> seed % 2 == 1 ? random.nextInt(4) : random.nextGaussian());
        }
        double[] weights = new double[10];
        Arrays.setAll(weights, row -> seed % 4 < 2 ? 1 : 1 + random.nextInt(3));
        TrainingSet training = TrainingSet.of(matrix(rows)).withWeights(weights);
        for (int k = 1; k <= 4; k++) {
            double lowest = lowest(rows, weights, k);
            Clustering found = KMedoids.withClusters(k)
                    .withStart(KMedoids.Start.RANDOM)
                    .withRestarts(100)
                    .fit(training, RunContext.seeded(seed));
            assertThat(cost(found)).isCloseTo(lowest, within(1e-12 * lowest));
            Clustering built = KMedoids.withClusters(k).fit(training, RunContext.seeded(seed));
            assertThat(cost(built)).isBetween(lowest * (1 - 1e-12), lowest * 1.2);
        }
    }

    @ParameterizedTest
    @EnumSource(KMedoids.Start.class)
    void noReplacementLowersTheCostAnyMore(KMedoids.Start start) {
        double[][] rows = gaussian(60, 2, 5);
        Clustering found =
                KMedoids.withClusters(5).withStart(start).withRestarts(2).fit(matrix(rows), RunContext.seeded(3));
        int[] medoids = ((MedoidModel) found.model()).rowsIn(matrix(rows));
        assertThat(cost(found)).isCloseTo(cost(rows, ones(60), medoids), within(1e-9));
        for (int j = 0; j < medoids.length; j++) {
            for (int row = 0; row < rows.length; row++) {
                int[] replaced = medoids.clone();
                replaced[j] = row;
                assertThat(cost(rows, ones(60), replaced)).isGreaterThan(cost(found) * (1 - 1e-9));
            }
        }
    }

    @Test
    void replacementsNeverRaiseTheCost() {
        FeatureMatrix rows = matrix(gaussian(300, 3, 8));
        DistinctRows distinct = DistinctRows.of(rows, "test", RunContext.seeded(0));
        BlockRunner runner = BlockRunner.of(Optional.empty(), 1, () -> {});
        FittedDissimilarity euclidean = Distances.euclidean().fit(rows, RunContext.seeded(0));
        DissimilarityTable table = DissimilarityTable.of(
                distinct.rows, ones(distinct.count()), euclidean, 1 << 20, runner, Checkpoint.none());
        int[] order = MedoidStart.shuffled(300, SeededRandom.of(1));
        for (int seed = 0; seed < 20; seed++) {
            int[] first = new MedoidStart(table, runner, Checkpoint.none()).random(8, SeededRandom.of(seed));
            double before = new MedoidSwaps(table, first, order, runner, Checkpoint.none()).cost();
            for (int iterations = 1; iterations <= 4; iterations++) {
                MedoidSwaps swaps = new MedoidSwaps(table, first, order, runner, Checkpoint.none());
                swaps.run(iterations);
                assertThat(swaps.cost()).isLessThanOrEqualTo(before);
                assertThat(swaps.iterations()).isLessThanOrEqualTo(iterations);
                before = swaps.cost();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KMedoids.Start.class)
    void orderOfTheRowsChangesNoBit(KMedoids.Start start) {
        SeededRandom random = SeededRandom.of(11);
        double[][] rows = new double[400][2];
        double[] weights = new double[400];
        for (int row = 0; row < rows.length; row++) {
            Arrays.setAll(rows[row], c -> random.nextInt(25));
            weights[row] = random.nextDouble();
        }
        int[] order = new int[rows.length];
        Arrays.setAll(order, row -> row);
        KMedoids medoids = KMedoids.withClusters(7).withStart(start).withRestarts(2);
        Clustering expected = medoids.fit(TrainingSet.of(matrix(rows)).withWeights(weights), RunContext.seeded(5));
        for (int shuffle = 0; shuffle < 3; shuffle++) {
            random.shuffle(order);
            double[] shuffled =
                    Arrays.stream(order).mapToDouble(row -> weights[row]).toArray();
            Clustering found =
                    medoids.fit(TrainingSet.of(matrix(rows).rows(order)).withWeights(shuffled), RunContext.seeded(5));
            assertThat(cost(found)).isEqualTo(cost(expected));
            for (int j = 0; j < 7; j++) {
                assertThat(((MedoidModel) found.model()).medoid(j))
                        .isEqualTo(((MedoidModel) expected.model()).medoid(j));
            }
            for (int row = 0; row < order.length; row++) {
                assertThat(found.label(row)).isEqualTo(expected.label(order[row]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KMedoids.Start.class)
    void rowOfWeightTwoCountsLikeTwoEqualRowsAndOneOfWeightZeroLikeNone(KMedoids.Start start) {
        double[][] rows = gaussian(80, 2, 4);
        double[][] often = new double[140][];
        double[] weights = new double[80];
        int at = 0;
        for (int row = 0; row < 80; row++) {
            weights[row] = row < 10 ? 0 : row % 70 < 40 ? 2 : 1;
            for (int copy = 0; copy < weights[row]; copy++) {
                often[at++] = rows[row];
            }
        }
        KMedoids medoids = KMedoids.withClusters(4).withStart(start);
        Clustering weighted = medoids.fit(TrainingSet.of(matrix(rows)).withWeights(weights), RunContext.seeded(2));
        Clustering repeated = medoids.fit(matrix(Arrays.copyOf(often, at)), RunContext.seeded(2));
        assertThat(cost(weighted)).isEqualTo(cost(repeated));
        assertThat(weighted.model().state().numbers("medoids"))
                .isEqualTo(repeated.model().state().numbers("medoids"));
        assertThat(weighted.label(0)).isEqualTo(weighted.model().assign(rows[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void storedOrComputedDissimilaritiesGiveTheSameBitsOnAnyThreads(int threads) {
        FeatureMatrix rows = matrix(gaussian(700, 2, 6));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            RunContext context = RunContext.seeded(4).withExecutor(pool, threads);
            for (KMedoids.Start start : KMedoids.Start.values()) {
                KMedoids medoids = KMedoids.withClusters(9).withStart(start).withRestarts(2);
                Clustering stored = medoids.fit(rows, RunContext.seeded(4));
                Clustering computed = medoids.withMemory(8L * 700 * 700 - 1).fit(rows, context);
                assertThat(computed.labels()).isEqualTo(stored.labels());
                assertThat(computed.cost()).isEqualTo(stored.cost());
                assertThat(computed.iterations()).isEqualTo(stored.iterations());
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void limitOnIterationsIsKeptAndSaid() {
        FeatureMatrix rows = matrix(gaussian(400, 2, 9));
        KMedoids medoids =
                KMedoids.withClusters(12).withStart(KMedoids.Start.RANDOM).withRestarts(1);
        Clustering stopped = medoids.withMaxIterations(1).fit(rows, RunContext.seeded(1));
        assertThat(stopped.convergence()).isEqualTo(Clustering.Convergence.ITERATION_LIMIT);
        assertThat(stopped.iterations()).isEqualTo(1);
        Clustering done = medoids.fit(rows, RunContext.seeded(1));
        assertThat(done.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(cost(done)).isLessThan(cost(stopped));
    }

    @Test
    void sortedRowsAreDistinctHoweverManyThereAre() {
        SeededRandom random = SeededRandom.of(1);
        double[][] rows = new double[40_000][1];
        for (double[] row : rows) {
            row[0] = random.nextInt(15_000) - 7_000;
        }
        double[] expected = Arrays.stream(rows)
                .mapToDouble(row -> row[0])
                .distinct()
                .sorted()
                .toArray();
        DistinctRows distinct = DistinctRows.of(matrix(rows), "test", RunContext.seeded(0));
        assertThat(distinct.count()).isEqualTo(expected.length);
        double[] found = new double[expected.length];
        Arrays.setAll(found, row -> distinct.rows[row][0]);
        assertThat(found).containsExactly(expected);
        assertThat(Arrays.stream(distinct.counts()).sum()).isEqualTo(40_000);
    }

    /** The lowest cost of all sets of rows. */
    private static double lowest(double[][] rows, double[] weights, int clusters) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int set = 0; set < 1 << rows.length; set++) {
            if (Integer.bitCount(set) == clusters) {
                int[] medoids = new int[clusters];
                int at = 0;
                for (int row = 0; row < rows.length; row++) {
                    if ((set >> row & 1) == 1) {
                        medoids[at++] = row;
                    }
                }
                lowest = Math.min(lowest, cost(rows, weights, medoids));
            }
        }
        return lowest;
    }

    private static double cost(double[][] rows, double[] weights, int[] medoids) {
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            double least = Double.POSITIVE_INFINITY;
            for (int medoid : medoids) {
                double square = 0;
                for (int c = 0; c < rows[row].length; c++) {
                    square += (rows[row][c] - rows[medoid][c]) * (rows[row][c] - rows[medoid][c]);
                }
                least = Math.min(least, Math.sqrt(square));
            }
            sum += weights[row] * least;
        }
        return sum;
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[][] gaussian(int count, int columns, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return rows;
    }

    private static double cost(Clustering clustering) {
        return clustering.cost().orElseThrow();
    }

    private static FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(rows);
    }
}
