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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of trimmed k-means, whatever the data. */
class TrimmedKMeansLawsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noPartitionAndTrimmingOfFewRowsIsBetterThanAFixedPointAndTheBestIsOne(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = uniform(random, 6, 1 + random.nextInt(2));
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> seed % 2 == 0 ? 1 : 1 + random.nextInt(3));
        double share = seed % 3 == 0 ? 2.0 / 6 : 0.4 * random.nextDouble();
        for (int clusters = 1; clusters <= 2; clusters++) {
            Best best = best(rows, weights, clusters, share);
            KMeansWork work = work(rows, weights, clusters);
            TrimReach reach = new TrimReach(work, share, seeded(0));
            TrimmedLloyd fromBest = new TrimmedLloyd(work, reach, best.centroids);
            fromBest.iterate(100);
            assertThat(fromBest.objective()).isCloseTo(best.objective, within(1e-12));
            for (int start = 0; start < 50; start++) {
                TrimmedLloyd run = new TrimmedLloyd(work, reach, TrimmedSeeding.centroids(work, reach, start));
                run.iterate(100);
                assertThat(run.objective()).isGreaterThanOrEqualTo(best.objective - 1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void twoGroupsWithOutliersGetTheLowestObjectiveThereIs(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = uniform(random, 7, 2);
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] += row < 2 ? 20 * (row + 1) : row % 2 * 4;
        }
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 1);
        Clustering found =
                TrimmedKMeans.withClusters(2).withTrimmedShare(2.0 / 7).fit(matrix(rows), seeded(seed));
        assertThat(inertia(found)).isCloseTo(best(rows, weights, 2, 2.0 / 7).objective, within(1e-12));
        assertThat(noise(found)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noIterationRaisesTheObjective(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = seed % 2 == 0 ? wholes(random, 700, 2, 9) : uniform(random, 700, 3);
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> seed < 5 ? 1 : random.nextInt(5) * random.nextInt(5));
        KMeansWork work = work(rows, weights, 7);
        TrimReach reach = new TrimReach(work, 0.13, seeded(0));
        TrimmedLloyd run = new TrimmedLloyd(work, reach, TrimmedSeeding.centroids(work, reach, seed));
        double before = Double.POSITIVE_INFINITY;
        for (int limit = 1; limit <= 200 && !run.hasEnded(); limit++) {
            run.iterate(limit);
            assertThat(run.objective()).isLessThanOrEqualTo(before * (1 + 1e-14));
            before = run.objective();
        }
        assertThat(run.hasEnded()).isTrue();
    }

    // With one cluster and one column, what is kept is a window of the sorted rows: least trimmed squares.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneClusterInOneColumnIsLeastTrimmedSquares(long seed) {
        double[][] rows = uniform(SeededRandom.of(seed), 100, 1);
        Clustering found = TrimmedKMeans.withClusters(1)
                .withTrimmedShare(0.25)
                .withRestarts(100)
                .fit(matrix(rows), seeded(seed));
        double[] sorted =
                Arrays.stream(rows).mapToDouble(row -> row[0]).sorted().toArray();
        double lowest = Double.POSITIVE_INFINITY;
        for (int first = 0; first <= 25; first++) {
            double[] window = Arrays.copyOfRange(sorted, first, first + 75);
            double mean = Arrays.stream(window).average().orElseThrow();
            lowest = Math.min(
                    lowest,
                    Arrays.stream(window).map(x -> (x - mean) * (x - mean)).sum());
        }
        assertThat(inertia(found)).isCloseTo(lowest, within(1e-12));
        assertThat(noise(found)).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void plantedOutliersAreExactlyTheNoise(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[1_050][];
        for (int row = 0; row < rows.length; row++) {
            double side = random.nextInt(2) * 2 - 1;
            rows[row] = row % 21 == 0
                    ? new double[] {side * (1_000 + 1e5 * random.nextDouble()), 1e5 * random.nextGaussian()}
                    : new double[] {row % 5 * 30 + random.nextGaussian(), row % 3 * 30 + random.nextGaussian()};
        }
        Clustering found =
                TrimmedKMeans.withClusters(15).withTrimmedShare(50.0 / 1_050).fit(matrix(rows), seeded(seed));
        for (int row = 0; row < rows.length; row++) {
            // Rows 1 to 15 are one of each group.
            assertThat(found.label(row)).isEqualTo(row % 21 == 0 ? Clustering.NOISE : found.label((row - 1) % 15 + 1));
        }
        assertThat(found.sizes()).doesNotContain(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shareOfZeroIsKMeans(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = uniform(random, 150, 2);
        for (int r = 0; r < rows.length; r++) {
            rows[r][0] += 3 * (r % 4);
        }
        Clustering expected = KMeans.withClusters(4).withRestarts(50).fit(matrix(rows), seeded(seed));
        Clustering found = TrimmedKMeans.withClusters(4)
                .withTrimmedShare(0)
                .withRestarts(50)
                .fit(matrix(rows), seeded(seed));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(inertia(found)).isCloseTo(inertia(expected), within(1e-12));
        for (int j = 0; j < 4; j++) {
            assertThat(centroid(found, j)).containsExactly(centroid(expected, j), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void centroidsAndInertiaAreThoseOfTheKeptRowsWhichAreTheNearest(long seed) {
        double[][] rows = uniform(SeededRandom.of(seed), 1_000, 3);
        Clustering found = TrimmedKMeans.withClusters(6).withTrimmedShare(0.1).fit(matrix(rows), seeded(seed));
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(noise(found)).isEqualTo(100);
        int[] kept = IntStream.range(0, rows.length)
                .filter(row -> found.label(row) != Clustering.NOISE)
                .toArray();
        double[][] means = Partitions.means(
                Arrays.stream(kept).mapToObj(row -> rows[row]).toArray(double[][]::new),
                Arrays.stream(kept).map(found::label).toArray(),
                6);
        CentroidModel model = (CentroidModel) found.model();
        double sum = 0;
        double farthest = 0;
        for (int row : kept) {
            double square = model.squaredDistance(rows[row], found.label(row));
            sum += square;
            farthest = Math.max(farthest, square);
        }
        assertThat(inertia(found)).isCloseTo(sum, within(1e-12 * sum));
        for (int j = 0; j < 6; j++) {
            assertThat(model.centroid(j)).containsExactly(means[j], within(1e-12));
            for (int row = 0; row < rows.length; row++) {
                if (found.label(row) == Clustering.NOISE) {
                    assertThat(model.squaredDistance(rows[row], j)).isGreaterThan(farthest);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void trimmedWeightNeverExceedsTheShare(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = wholes(random, 400, 2, 12);
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> random.nextDouble() * random.nextInt(9));
        double share = 0.3 * random.nextDouble();
        FeatureMatrix matrix = matrix(rows);
        Clustering found = TrimmedKMeans.withClusters(5)
                .withTrimmedShare(share)
                .fit(TrainingSet.of(matrix).withWeights(weights), seeded(seed));
        double trimmed = 0;
        for (int row = 0; row < rows.length; row++) {
            trimmed += found.label(row) == Clustering.NOISE ? weights[row] : 0;
        }
        assertThat(trimmed)
                .isPositive()
                .isLessThanOrEqualTo(share * Arrays.stream(weights).sum());
        assertThat(found.model().assign(matrix, seeded(0))).isEqualTo(found.labels());
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
        TrimmedKMeans kmeans =
                TrimmedKMeans.withClusters(3).withTrimmedShare(0.11).withRestarts(100);
        Clustering weighted = kmeans.fit(TrainingSet.of(matrix(rows)).withWeights(weights), seeded(seed));
        Clustering copied = kmeans.fit(matrix(copies.toArray(double[][]::new)), seeded(seed));
        assertThat(inertia(weighted)).isCloseTo(inertia(copied), within(1e-9 * inertia(copied)));
        for (int copy = 0; copy < origin.size(); copy++) {
            assertThat(copied.label(copy)).isEqualTo(weighted.label(origin.get(copy)));
        }
    }

    @Test
    void rowThatWeighsMoreThanWhatIsLeftIsKeptAndPullsWithTheRest() {
        double[][] rows = {{0}, {2}, {10}};
        Clustering found = TrimmedKMeans.withClusters(1)
                .withTrimmedShare(0.5)
                .fit(TrainingSet.of(matrix(rows)).withWeights(new double[] {1, 1, 4}), seeded(1));
        // Trims three of six: both light rows and one of the heavy one, which is then alone.
        assertThat(found.labels()).containsExactly(-1, -1, 0);
        assertThat(centroid(found, 0)).containsExactly(10);
        Clustering less = TrimmedKMeans.withClusters(1)
                .withTrimmedShare(0.25)
                .fit(TrainingSet.of(matrix(rows)).withWeights(new double[] {1, 1, 4}), seeded(1));
        // Trims one and a half of six: the row at 0, and half of the row at 2.
        assertThat(less.labels()).containsExactly(-1, 0, 0);
        assertThat(centroid(less, 0)[0]).isCloseTo((0.5 * 2 + 4 * 10) / 4.5, within(1e-12));
    }

    @Test
    void rowOfWeightZeroAttractsNothingAndIsJudgedByTheReach() {
        double[][] rows = {{0}, {1}, {10}, {11}, {1000}, {10.5}};
        Clustering found = TrimmedKMeans.withClusters(2)
                .withTrimmedShare(0)
                .fit(TrainingSet.of(matrix(rows)).withWeights(new double[] {1, 1, 1, 1, 0, 0}), seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 1, 1, Clustering.NOISE, 1);
        assertThat(centroid(found, 1)).containsExactly(10.5);
        assertThat(inertia(found)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-40, 0.5, 1024, 0x1p300})
    void scalingByAPowerOfTwoScalesEveryBit(double factor) {
        double[][] rows = uniform(SeededRandom.of(3), 600, 3);
        double[][] larger = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> x * factor).toArray())
                .toArray(double[][]::new);
        Clustering plain = TrimmedKMeans.withClusters(5).fit(matrix(rows), seeded(8));
        Clustering scaled = TrimmedKMeans.withClusters(5).fit(matrix(larger), seeded(8));
        assertThat(scaled.labels()).isEqualTo(plain.labels());
        assertThat(inertia(scaled)).isEqualTo(inertia(plain) * factor * factor);
        for (int j = 0; j < 5; j++) {
            double[] expected =
                    Arrays.stream(centroid(plain, j)).map(x -> x * factor).toArray();
            assertThat(centroid(scaled, j)).isEqualTo(expected);
        }
    }

    @Test
    void featureWeightsActLikeColumnsScaledByTheirRoots() {
        double[][] rows = uniform(SeededRandom.of(6), 400, 2);
        Clustering weighted =
                TrimmedKMeans.withClusters(4).withFeatureWeights(16, 0.25).fit(matrix(rows), seeded(2));
        double[][] scaled = Arrays.stream(rows)
                .map(row -> new double[] {row[0] * 4, row[1] / 2})
                .toArray(double[][]::new);
        Clustering plain = TrimmedKMeans.withClusters(4).fit(matrix(scaled), seeded(2));
        assertThat(weighted.labels()).isEqualTo(plain.labels());
        assertThat(inertia(weighted)).isEqualTo(inertia(plain));
        assertThat(weighted.model().assign(matrix(rows), seeded(0))).isEqualTo(weighted.labels());
    }

    @Test
    void reachIsExactFarFromTheOrigin() {
        SeededRandom random = SeededRandom.of(2);
        double[][] near = new double[900][2];
        for (double[] row : near) {
            Arrays.setAll(row, c -> Math.rint(random.nextGaussian() * 1024) / 1024);
        }
        near[17][0] = 50;
        double[][] far = Arrays.stream(near)
                .map(row -> Arrays.stream(row).map(x -> x + 1e9).toArray())
                .toArray(double[][]::new);
        Clustering expected =
                TrimmedKMeans.withClusters(1).withTrimmedShare(1.0 / 900).fit(matrix(near), seeded(1));
        Clustering found =
                TrimmedKMeans.withClusters(1).withTrimmedShare(1.0 / 900).fit(matrix(far), seeded(1));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.label(17)).isEqualTo(Clustering.NOISE);
        assertThat(inertia(found)).isCloseTo(inertia(expected), within(1e-9 * inertia(expected)));
    }

    /**
     * The lowest sum there is: it is reached where at most one row is trimmed in part, because for given clusters the sum
     * is concave in what is kept.
     */
    private static Best best(double[][] rows, double[] weights, int clusters, double share) {
        double budget = share * Arrays.stream(weights).sum();
        Best best = new Best();
        for (int trimmed = 0; trimmed < 1 << rows.length; trimmed++) {
            double left = budget;
            double[] kept = weights.clone();
            for (int row = 0; row < rows.length; row++) {
                if ((trimmed >> row & 1) == 1) {
                    left -= kept[row];
                    kept[row] = 0;
                }
            }
            for (int part = 0; part < rows.length && left >= -1e-12; part++) {
                if (kept[part] >= left) {
                    double[] rest = kept.clone();
                    rest[part] -= Math.max(0, left);
                    best.lower(rows, rest, clusters);
                }
            }
        }
        return best;
    }

    private static final class Best {
        private double objective = Double.POSITIVE_INFINITY;
        private double[][] centroids = {};

        /** Goes through all partitions. */
        private void lower(double[][] rows, double[] weights, int clusters) {
            int partitions = (int) Math.round(StrictMath.pow(clusters, rows.length));
            for (int partition = 0; partition < partitions; partition++) {
                double sum = 0;
                double[][] means = new double[clusters][];
                for (int j = 0; j < clusters; j++) {
                    double[] own = new double[rows.length];
                    int rest = partition;
                    for (int row = 0; row < rows.length; row++) {
                        own[row] = rest % clusters == j ? weights[row] : 0;
                        rest /= clusters;
                    }
                    means[j] = mean(rows, own);
                    sum += sumOfSquares(rows, own, means[j]);
                }
                if (sum < objective) {
                    objective = sum;
                    centroids = means;
                }
            }
        }
    }

    private static double[] mean(double[][] rows, double[] weights) {
        double total = Arrays.stream(weights).sum();
        double[] mean = new double[rows[0].length];
        for (int row = 0; row < rows.length && total > 0; row++) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += weights[row] * rows[row][c] / total;
            }
        }
        return mean;
    }

    private static double sumOfSquares(double[][] rows, double[] weights, double[] mean) {
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int c = 0; c < mean.length; c++) {
                sum += weights[row] * (rows[row][c] - mean[c]) * (rows[row][c] - mean[c]);
            }
        }
        return sum;
    }

    private static KMeansWork work(double[][] rows, double[] weights, int clusters) {
        RunContext context = seeded(0);
        TrainingSet training = TrainingSet.of(matrix(rows)).withWeights(weights);
        return new KMeansWork(
                KMeansInput.of(training, clusters, Optional.empty(), Optional.empty(), context), clusters, context);
    }

    private static long noise(Clustering clustering) {
        return Arrays.stream(clustering.labels())
                .filter(label -> label == Clustering.NOISE)
                .count();
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

    private static double[] centroid(Clustering clustering, int cluster) {
        return ((CentroidModel) clustering.model()).centroid(cluster);
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
