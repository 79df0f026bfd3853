package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoresetTest {
    /** The issue: a pass over rows that do not fit into memory loses less than this part of the inertia. */
    private static final double ALLOWED_EXCESS = 0.02;

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100})
    void rowsThatFitAreKeptAsTheyAre(int count) {
        double[][] rows = clouds(SeededRandom.of(1), count, 2, 3, 3);
        Coreset coreset = coreset(rows, 100, 7, seeded(1));
        assertThat(coreset.trainingSet().matrix().toArray()).isDeepEqualTo(rows);
        assertThat(coreset.trainingSet().weights().orElseThrow()).containsOnly(1);
        assertThat(coreset.rowCount()).isEqualTo(count);
        assertThat(coreset.totalWeight()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 64, 333})
    void sizeIsKeptToAndTheWeightIsThatOfTheRows(int size) {
        double[][] rows = clouds(SeededRandom.of(2), 5_000, 3, 4, 2);
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> row % 5 == 0 ? 0 : 1 + row % 7 * 0.1);
        Coreset coreset = Coreset.builder(size, seeded(3))
                .add(TrainingSet.of(matrix(rows)).withWeights(weights))
                .build();
        // Systematic sampling draws the expected number of rows, give or take one for rounding.
        assertThat(coreset.size()).isBetween(Math.max(1, size - 1), size);
        double total = Arrays.stream(weights).sum();
        assertThat(coreset.totalWeight()).isCloseTo(total, within(total * 1e-12));
        assertThat(sum(coreset)).isCloseTo(total, within(total * 1e-12));
        assertThat(coreset.rowCount()).isEqualTo(5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 256, 1_000, 6_000})
    void cutIntoBlocksIsIndifferent(int block) {
        double[][] rows = clouds(SeededRandom.of(3), 6_000, 3, 4, 2);
        assertSame(coreset(rows, 100, block, seeded(5)), coreset(rows, 100, 613, seeded(5)));
    }

    /** Four standard errors of 500 draws of one half: 6,000 x 4 x (0.25 / 500)^0.5. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rowsThatRepeatInARhythmAreDrawnInProportion(long seed) {
        double[][] rows = new double[6_000][2];
        int[] places = {0, 1, 2, 2};
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = 10 * places[row % 4];
            rows[row][1] = row % 4;
        }
        TrainingSet sample = coreset(rows, 500, 97, seeded(seed)).trainingSet();
        double[] weights = sample.weights().orElseThrow();
        double last = 0;
        for (int i = 0; i < weights.length; i++) {
            last += sample.matrix().get(i, 0) == 20 ? weights[i] : 0;
        }
        assertThat(last).isCloseTo(3_000, within(540.0));
    }

    @Test
    void seedDecidesWhichRowsAreDrawn() {
        double[][] rows = clouds(SeededRandom.of(3), 3_000, 3, 4, 2);
        Coreset coreset = coreset(rows, 100, 50, seeded(5));
        assertSame(coreset(rows, 100, 50, seeded(5).withExecutor(Runnable::run, 8)), coreset);
        assertThat(coreset(rows, 100, 50, seeded(6)).trainingSet().matrix().toArray())
                .isNotEqualTo(coreset.trainingSet().matrix().toArray());
    }

    @Test
    void inertiaOfGivenCentroidsIsEstimatedWithoutBias() {
        double[][] rows = clouds(SeededRandom.of(8), 4_000, 3, 5, 2);
        double[][] centroids = Arrays.copyOf(rows, 6);
        assertUnbiased(
                seed -> inertia(coreset(rows, 150, 500, seeded(seed)).trainingSet(), centroids),
                inertia(rows, centroids));
    }

    @Test
    void meanIsKeptWithoutBias() {
        double[][] rows = clouds(SeededRandom.of(8), 4_000, 3, 5, 2);
        double mean = Arrays.stream(rows).mapToDouble(row -> row[1]).average().orElseThrow();
        assertUnbiased(seed -> mean(coreset(rows, 150, 500, seeded(seed)).trainingSet(), 1), mean);
    }

    /**
     * The average of 400 independent estimates lies within 4 of its standard errors of the truth but for one time in
     * 15,000 (normal quantile). Scaling the weights to their total makes each estimate a ratio, whose bias of the order of
     * 1 / size is far below that.
     */
    private static void assertUnbiased(LongToDoubleFunction estimate, double truth) {
        double[] found = LongStream.range(0, 400).mapToDouble(estimate).toArray();
        double average = Arrays.stream(found).average().orElseThrow();
        double variance =
                Arrays.stream(found).map(x -> (x - average) * (x - average)).sum() / (found.length - 1);
        assertThat(average).isCloseTo(truth, within(4 * Math.sqrt(variance / found.length)));
    }

    /** 200,000 rows: 1/50 of the size that the benchmark streams. The full fit begins at the true centres. */
    @ParameterizedTest
    @CsvSource({"10, 1", "10, 10", "50, 10"})
    void centroidsOfOnePassAreNearlyAsGoodAsThoseOfAFullFit(int clusters, double spread) {
        double[][] rows = clouds(SeededRandom.of(11), 200_000, 8, clusters, spread);
        double[][] centres = centres(SeededRandom.of(11), 8, clusters, spread);
        double full = KMeans.withClusters(clusters)
                .withCentroids(centres)
                .withTolerance(1e-4)
                .fit(matrix(rows), seeded(1))
                .inertia()
                .orElseThrow();
        Coreset once = coreset(rows, 20_000, 4_096, seeded(1));
        assertThat(excess(once, rows, clusters, full)).isLessThan(ALLOWED_EXCESS);
        Coreset halves = coreset(Arrays.copyOf(rows, 100_000), 20_000, 4_096, seeded(1))
                .merge(coreset(Arrays.copyOfRange(rows, 100_000, 200_000), 20_000, 4_096, seeded(2)), seeded(3));
        assertThat(excess(halves, rows, clusters, full)).isLessThan(ALLOWED_EXCESS);
        assertThat(halves.rowCount()).isEqualTo(200_000);
    }

    private static double excess(Coreset coreset, double[][] rows, int clusters, double full) {
        Clustering fitted = KMeans.withClusters(clusters).fit(coreset.trainingSet(), seeded(1));
        double[][] centroids = IntStream.range(0, clusters)
                .mapToObj(((CentroidModel) fitted.model())::centroid)
                .toArray(double[][]::new);
        return inertia(rows, centroids) / full - 1;
    }

    @Test
    void mergingAddsRowsAndWeightsAndKeepsTheLargerSize() {
        double[][] rows = clouds(SeededRandom.of(4), 3_000, 2, 4, 2);
        Coreset small = coreset(Arrays.copyOf(rows, 1_000), 50, 100, seeded(1));
        Coreset large = coreset(Arrays.copyOfRange(rows, 1_000, 3_000), 200, 100, seeded(2));
        Coreset merged = small.merge(large, seeded(3));
        assertThat(merged.rowCount()).isEqualTo(3_000);
        assertThat(merged.totalWeight()).isCloseTo(3_000, within(1e-9));
        assertThat(sum(merged)).isCloseTo(3_000, within(1e-9));
        assertThat(merged.size()).isBetween(199, 200);
        assertThat(merged.describe()).isEqualTo("lightweight coreset(size=200, rows=3000)");
        assertSame(small.merge(large, seeded(3)), merged);
    }

    @Test
    void rowThatMattersByItselfIsKeptWithItsOwnWeight() {
        double[][] rows = clouds(SeededRandom.of(5), 20_000, 2, 3, 1);
        rows[12_345] = new double[] {1e6, -1e6};
        TrainingSet kept = coreset(rows, 100, 1_000, seeded(1)).trainingSet();
        int far = IntStream.range(0, kept.matrix().rowCount())
                .filter(row -> kept.matrix().get(row, 0) == 1e6)
                .findFirst()
                .orElseThrow();
        assertThat(kept.weights().orElseThrow()[far]).isEqualTo(1);
    }

    @Test
    void heavyRowIsKeptWithItsOwnWeight() {
        double[][] rows = clouds(SeededRandom.of(5), 1_000, 2, 3, 1);
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 1);
        weights[77] = 1e12;
        TrainingSet kept = Coreset.builder(50, seeded(1))
                .add(TrainingSet.of(matrix(rows)).withWeights(weights))
                .build()
                .trainingSet();
        assertThat(kept.weights().orElseThrow()).contains(1e12);
        double others = Arrays.stream(kept.weights().orElseThrow())
                .filter(weight -> weight < 1e12)
                .sum();
        assertThat(others).isCloseTo(999, within(1e-9));
    }

    @Test
    void equalRowsStayEqual() {
        double[][] rows = new double[1_000][];
        Arrays.fill(rows, new double[] {0.1, 1e9});
        Coreset coreset = coreset(rows, 10, 64, seeded(1));
        assertThat(coreset.size()).isBetween(9, 10);
        Clustering found = KMeans.withClusters(1).fit(coreset.trainingSet(), seeded(1));
        assertThat(((CentroidModel) found.model()).centroid(0)).containsExactly(0.1, 1e9);
        assertThat(found.inertia()).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e9, 1e9})
    void distanceFromTheOriginChangesNoChoice(double shift) {
        double[][] near = clouds(SeededRandom.of(6), 2_000, 2, 4, 3);
        double[][] whole = map(near, value -> Math.rint(value * 1024) / 1024);
        double[][] far = map(whole, value -> value + shift);
        Coreset expected = coreset(whole, 100, 100, seeded(1));
        Coreset found = coreset(far, 100, 100, seeded(1));
        assertThat(map(found.trainingSet().matrix().toArray(), value -> value - shift))
                .isDeepEqualTo(expected.trainingSet().matrix().toArray());
    }

    @Test
    void progressCountsRows() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        coreset(new double[10][1], 5, 4, seeded(1).withListener(heard::add));
        assertThat(heard).extracting(ProgressListener.Progress::done).containsExactly(4L, 8L, 10L);
        assertThat(heard).extracting(ProgressListener.Progress::total).containsOnly(Long.MAX_VALUE);
    }

    @Test
    void cancelledItStops() {
        Cancellation cancellation = Cancellation.create();
        RunContext context = seeded(1).withCancellation(cancellation).withListener(progress -> cancellation.cancel());
        assertThatThrownBy(() -> coreset(new double[10][1], 5, 4, context)).isInstanceOf(CancelledException.class);
    }

    @Test
    void streamWithoutARowThatCountsIsRefused() {
        assertThatThrownBy(() -> Coreset.of(List.<FeatureMatrix>of().iterator(), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one row");
        assertThatThrownBy(() -> Coreset.builder(seeded(1)).add(matrix(new double[3][0])))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one column");
    }

    @Test
    void blocksOfOtherColumnsAreRefused() {
        Coreset.Builder builder = Coreset.builder(seeded(1)).add(matrix(new double[3][2]));
        FeatureMatrix other = FeatureMatrix.of(List.of(Feature.of("x1"), Feature.of("y")), new double[3][2]);
        assertThatThrownBy(() -> builder.add(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("columns of the first");
    }

    @Test
    void missingValueIsRefusedByItsPlaceInTheBlock() {
        assertThatThrownBy(() -> Coreset.builder(seeded(1)).add(matrix(new double[][] {{1, 2}, {3, Double.NaN}})))
                .isInstanceOfSatisfying(InvalidInputException.class, error -> {
                    assertThat(error.row()).hasValue(2);
                    assertThat(error.column()).contains("x2");
                });
    }

    @Test
    void distancesThatOverflowAreRefused() {
        double[][] rows = {{-1e200}, {0}, {1e200}, {5}};
        assertThatThrownBy(() -> coreset(rows, 2, 4, seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("overflow");
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Coreset.builder(0, seeded(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coreset.builder(Integer.MAX_VALUE, seeded(1)).add(matrix(new double[1][1])))
                .withMessageContaining("size x columns");
    }

    private static void assertSame(Coreset found, Coreset expected) {
        assertThat(found.trainingSet().matrix().toArray())
                .isDeepEqualTo(expected.trainingSet().matrix().toArray());
        assertThat(found.trainingSet().weights().orElseThrow())
                .isEqualTo(expected.trainingSet().weights().orElseThrow());
        assertThat(found.totalWeight()).isEqualTo(expected.totalWeight());
    }

    private static Coreset coreset(double[][] rows, int size, int block, RunContext context) {
        Coreset.Builder builder = Coreset.builder(size, context);
        for (Iterator<FeatureMatrix> blocks = blocks(rows, block); blocks.hasNext(); ) {
            builder.add(blocks.next());
        }
        return builder.build();
    }

    private static Iterator<FeatureMatrix> blocks(double[][] rows, int block) {
        return IntStream.iterate(0, from -> from < rows.length, from -> from + block)
                .mapToObj(from -> matrix(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + block))))
                .iterator();
    }

    private static double sum(Coreset coreset) {
        return Arrays.stream(coreset.trainingSet().weights().orElseThrow()).sum();
    }

    private static double mean(TrainingSet rows, int column) {
        double[] weights = rows.weights().orElseThrow();
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            sum += weights[row] * rows.matrix().get(row, column);
        }
        return sum / Arrays.stream(weights).sum();
    }

    private static double inertia(TrainingSet rows, double[][] centroids) {
        double[] weights = rows.weights().orElseThrow();
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            sum += weights[row] * nearest(rows.matrix().row(row), centroids);
        }
        return sum;
    }

    private static double inertia(double[][] rows, double[][] centroids) {
        return Arrays.stream(rows).mapToDouble(row -> nearest(row, centroids)).sum();
    }

    private static double nearest(double[] row, double[][] centroids) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] centroid : centroids) {
            double sum = 0;
            for (int c = 0; c < row.length; c++) {
                sum += (row[c] - centroid[c]) * (row[c] - centroid[c]);
            }
            least = Math.min(least, sum);
        }
        return least;
    }

    private static double[][] centres(SeededRandom random, int columns, int clusters, double spread) {
        double[][] centres = new double[clusters][columns];
        for (double[] centre : centres) {
            Arrays.setAll(centre, c -> random.nextGaussian() * spread);
        }
        return centres;
    }

    /** Normal clouds of standard deviation 1. */
    private static double[][] clouds(SeededRandom random, int count, int columns, int clusters, double spread) {
        double[][] centres = centres(random, columns, clusters, spread);
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            double[] centre = centres[random.nextInt(clusters)];
            Arrays.setAll(row, c -> centre[c] + random.nextGaussian());
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
}
