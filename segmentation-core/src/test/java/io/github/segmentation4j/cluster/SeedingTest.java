package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedingTest {
    /** Chi-square with 11 degrees of freedom exceeds this in one of a million draws. */
    private static final double RARE = 48.9;

    @ParameterizedTest
    @EnumSource
    void startsAreDifferentRowsEvenIfNearlyAllRowsAreEqual(KMeans.Start start) {
        double[][] rows = new double[10_000][2];
        rows[17][0] = 1;
        rows[4_000][1] = -2;
        rows[9_999][1] = 1e-200;
        for (long seed = 0; seed < 10; seed++) {
            assertThat(values(rows, Seeding.rows(work(rows, 4), start, seed))).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void startsAreDifferentRowsAmongCopies(KMeans.Start start) {
        SeededRandom random = SeededRandom.of(1);
        double[][] rows = new double[600][2];
        for (double[] row : rows) {
            row[0] = random.nextInt(4);
            row[1] = random.nextInt(3);
        }
        for (long seed = 0; seed < 20; seed++) {
            for (int clusters : new int[] {1, 2, 7, 12}) {
                assertThat(values(rows, Seeding.rows(work(rows, clusters), start, seed)))
                        .hasSize(clusters);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void asManyStartsAsRowsAreAllRows(KMeans.Start start) {
        double[][] rows = wholes(SeededRandom.of(2), 300, 3, 1_000);
        int[] found = Seeding.rows(work(rows, 300), start, 5);
        Arrays.sort(found);
        assertThat(found).isEqualTo(IntStream.range(0, 300).toArray());
    }

    /** Columns of zeros change no distance, but many columns are gone through in another way than few. */
    @ParameterizedTest
    @EnumSource
    void columnsOfZerosChangeNoStart(KMeans.Start start) {
        SeededRandom random = SeededRandom.of(8);
        double[][] narrow = new double[3_000][2];
        double[][] wide = new double[3_000][64];
        for (int row = 0; row < narrow.length; row++) {
            narrow[row][0] = random.nextInt(9) * 5 + random.nextGaussian();
            narrow[row][1] = random.nextGaussian();
            wide[row][0] = narrow[row][0];
            wide[row][63] = narrow[row][1];
        }
        for (long seed = 0; seed < 5; seed++) {
            for (int clusters : new int[] {2, 9, 40}) {
                assertThat(Seeding.rows(work(wide, clusters), start, seed))
                        .isEqualTo(Seeding.rows(work(narrow, clusters), start, seed));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneClusterOfEqualRowsStartsFromAnyOfThem(KMeans.Start start) {
        double[][] rows = new double[300][2];
        Set<Integer> drawn = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            drawn.add(Seeding.rows(work(rows, 1), start, seed)[0]);
        }
        assertThat(drawn).hasSizeGreaterThan(10).allMatch(row -> row >= 0 && row < 300);
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfWeightZeroAreNeverDrawn(KMeans.Start start) {
        double[][] rows = wholes(SeededRandom.of(3), 700, 2, 1_000);
        double[] weights = new double[rows.length];
        for (int row = 0; row < rows.length; row += 7) {
            weights[row] = 1 + row % 3;
        }
        for (long seed = 0; seed < 20; seed++) {
            int[] found = Seeding.rows(work(rows, weights, 100, RunContext.seeded(0)), start, seed);
            assertThat(Arrays.stream(found).distinct().count()).isEqualTo(100);
            assertThat(Arrays.stream(found)).allMatch(row -> weights[row] > 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sameStartsForAnyThreadCount(KMeans.Start start) {
        SeededRandom random = SeededRandom.of(4);
        double[][] rows = new double[9_001][3];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        int[] expected = Seeding.rows(work(rows, 20), start, 6);
        for (int threads : new int[] {1, 2, 3, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                RunContext context = RunContext.seeded(0).withExecutor(pool, threads);
                double[] ones = new double[rows.length];
                Arrays.fill(ones, 1);
                assertThat(Seeding.rows(work(rows, ones, 20, context), start, 6))
                        .isEqualTo(expected);
            } finally {
                pool.shutdown();
            }
        }
    }

    // A start in the wrong group has a chance of about 1e-11.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RANDOM")
    void everyGroupFarFromTheOthersIsHitOnce(KMeans.Start start) {
        double[][] rows = wholes(SeededRandom.of(5), 3_000, 2, 10);
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] += 1e7 * (row % 10);
        }
        for (long seed = 0; seed < 10; seed++) {
            int[] found = Seeding.rows(work(rows, 10), start, seed);
            assertThat(Arrays.stream(found).map(row -> row % 10)).doesNotHaveDuplicates();
        }
    }

    @Test
    void plusPlusDrawsByWeightTimesSquaredDistance() {
        double[][] rows = {{0, 0}, {1, 0}, {0, 2}, {3, 3}};
        double[] weights = {3, 1, 2, 0.5};
        assertLaw(KMeans.Start.PLUS_PLUS, rows, weights, (first, second) -> squared(rows[first], rows[second]));
    }

    @Test
    void randomRowsAreDrawnByWeightAmongThoseThatDiffer() {
        double[][] rows = {{0, 0}, {1, 0}, {0, 2}, {3, 3}};
        assertLaw(
                KMeans.Start.RANDOM,
                rows,
                new double[] {3, 1, 2, 0.5},
                (first, second) -> first.equals(second) ? 0 : 1);
    }

    /** Compares ordered pairs of starts with their exact probabilities, the second given by its pull on a row. */
    private static void assertLaw(
            KMeans.Start start, double[][] rows, double[] weights, ToDoubleBiFunction<Integer, Integer> pull) {
        int draws = 20_000;
        int[][] counts = new int[4][4];
        KMeansWork work = work(rows, weights, 2, RunContext.seeded(0));
        for (int draw = 0; draw < draws; draw++) {
            int[] found = Seeding.rows(work, start, SeededRandom.derive(9, draw));
            counts[found[0]][found[1]]++;
        }
        double chiSquare = 0;
        for (int i = 0; i < 4; i++) {
            int first = i;
            double[] shares = IntStream.range(0, 4)
                    .mapToDouble(second -> weights[second] * pull.applyAsDouble(first, second))
                    .toArray();
            for (int j = 0; j < 4; j++) {
                double expected = draws
                        * (weights[i] / Arrays.stream(weights).sum())
                        * (shares[j] / Arrays.stream(shares).sum());
                if (i == j) {
                    assertThat(counts[i][j]).isZero();
                } else {
                    chiSquare += (counts[i][j] - expected) * (counts[i][j] - expected) / expected;
                }
            }
        }
        assertThat(chiSquare).isLessThan(RARE);
    }

    // Whole numbers, so that every order of additions gives the same bits.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void greedyKeepsTheTryThatLowersTheSumMost(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = wholes(random, 700, 1 + random.nextInt(9), 100);
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> random.nextInt(4));
        for (int clusters : new int[] {2, 3, 8, 21}) {
            KMeansWork work = work(rows, weights, clusters, RunContext.seeded(0));
            int tries = 2 + (int) Math.floor(StrictMath.log(clusters));
            assertThat(Seeding.rows(work, KMeans.Start.GREEDY_PLUS_PLUS, seed))
                    .isEqualTo(slowly(rows, weights, clusters, tries, SeededRandom.of(seed)));
            assertThat(Seeding.rows(work, KMeans.Start.PLUS_PLUS, seed))
                    .isEqualTo(slowly(rows, weights, clusters, 1, SeededRandom.of(seed)));
        }
    }

    private static int[] slowly(double[][] rows, double[] weights, int clusters, int tries, SeededRandom random) {
        int[] picked = new int[clusters];
        picked[0] = drawInBlocks(weights, random);
        for (int j = 1; j < clusters; j++) {
            double[] shares = shares(rows, weights, Arrays.copyOf(picked, j));
            int[] tried = IntStream.range(0, tries)
                    .map(t -> drawInBlocks(shares, random))
                    .toArray();
            double least = Double.MAX_VALUE;
            for (int row : tried) {
                int[] with = Arrays.copyOf(picked, j + 1);
                with[j] = row;
                double sum = Arrays.stream(shares(rows, weights, with)).sum();
                if (sum < least) {
                    least = sum;
                    picked[j] = row;
                }
            }
        }
        return picked;
    }

    private static int drawInBlocks(double[] shares, SeededRandom random) {
        double[] blocks = new double[(shares.length + PointBlocks.ROWS - 1) / PointBlocks.ROWS];
        for (int row = 0; row < shares.length; row++) {
            blocks[row / PointBlocks.ROWS] += shares[row];
        }
        int first = PointBlocks.firstRow(SeedingRows.draw(blocks, random));
        return first
                + SeedingRows.draw(
                        Arrays.copyOfRange(shares, first, Math.min(shares.length, first + PointBlocks.ROWS)), random);
    }

    /** The weight of each row times its squared distance to the nearest of some rows. */
    private static double[] shares(double[][] rows, double[] weights, int[] picked) {
        return IntStream.range(0, rows.length)
                .mapToDouble(row -> weights[row]
                        * Arrays.stream(picked)
                                .mapToDouble(other -> squared(rows[row], rows[other]))
                                .min()
                                .orElseThrow())
                .toArray();
    }

    @Test
    void drawTakesAnyRowOnceAllAreDrawn() {
        PointBlocks points = new PointBlocks(3, 1);
        points.set(2, 0, 5);
        double[] weights = new double[PointBlocks.ROWS];
        Arrays.fill(weights, 0, 3, 1);
        DistinctDraw draw =
                new DistinctDraw(SeedingRows.few(points, new double[][] {weights}, 0, () -> {}), 3, SeededRandom.of(1));
        List<Double> drawn = IntStream.range(0, 3)
                .mapToObj(turn -> points.get(draw.next(), 0))
                .toList();
        assertThat(drawn.subList(0, 2)).containsExactlyInAnyOrder(0.0, 5.0);
        assertThat(drawn.get(2)).isIn(0.0, 5.0);
    }

    // Over the 40 seeds k-means|| costs half of what k-means++ does and a tenth less than greedy k-means++.
    @Test
    @RequiresData("clustering/sipu/s1.data.gz")
    void parallelStartsCostNoMoreThanPlusPlus() {
        double[][] rows = ReferenceData.matrix("clustering/sipu/s1.data.gz");
        double parallel = meanCost(rows, KMeans.Start.PARALLEL);
        assertThat(parallel).isLessThan(meanCost(rows, KMeans.Start.PLUS_PLUS));
        assertThat(parallel).isLessThan(1.1 * meanCost(rows, KMeans.Start.GREEDY_PLUS_PLUS));
    }

    private static double meanCost(double[][] rows, KMeans.Start start) {
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        KMeansWork work = work(rows, 15);
        return IntStream.range(0, 40)
                .mapToDouble(seed -> Arrays.stream(shares(rows, ones, Seeding.rows(work, start, seed)))
                        .sum())
                .average()
                .orElseThrow();
    }

    // The lowest inertia seen of S1, as in GoldenClusteringTest. Border rows can lie differently for one part in
    // 100,000,
    // a missed cluster costs a tenth and more. Rows drawn at random need many more restarts.
    @ParameterizedTest
    @CsvSource({"GREEDY_PLUS_PLUS, 20", "PLUS_PLUS, 40", "PARALLEL, 20", "RANDOM, 300"})
    @RequiresData("clustering/sipu/s1.data.gz")
    void everyStartSolvesS1(KMeans.Start start, int restarts) {
        FeatureMatrix rows = FeatureMatrix.of(ReferenceData.matrix("clustering/sipu/s1.data.gz"));
        for (long seed = 1; seed <= 3; seed++) {
            Clustering found = KMeans.withClusters(15)
                    .withStart(start)
                    .withRestarts(restarts)
                    .fit(rows, RunContext.seeded(seed));
            assertThat(found.inertia().orElseThrow()).isCloseTo(8.917616e12, within(8.917616e12 * 1e-5));
        }
    }

    @Test
    void descriptionNamesTheStart() {
        KMeans kmeans = KMeans.withClusters(2);
        assertThat(kmeans.withStart(KMeans.Start.PARALLEL).describe()).contains("start=k-means||");
        assertThat(kmeans.withStart(KMeans.Start.RANDOM).describe()).contains("start=random rows");
    }

    private static Set<List<Double>> values(double[][] rows, int[] picked) {
        Set<List<Double>> values = new HashSet<>();
        for (int row : picked) {
            values.add(Arrays.stream(rows[row]).boxed().toList());
        }
        return values;
    }

    private static double[][] wholes(SeededRandom random, int count, int columns, int bound) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(bound));
        }
        return rows;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }

    private static KMeansWork work(double[][] rows, int clusters) {
        RunContext context = RunContext.seeded(0);
        return work(TrainingSet.of(FeatureMatrix.of(rows)), clusters, context);
    }

    private static KMeansWork work(double[][] rows, double[] weights, int clusters, RunContext context) {
        return work(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), clusters, context);
    }

    private static KMeansWork work(TrainingSet training, int clusters, RunContext context) {
        return new KMeansWork(
                KMeansInput.of(training, clusters, Optional.empty(), Optional.empty(), context), clusters, context);
    }
}
