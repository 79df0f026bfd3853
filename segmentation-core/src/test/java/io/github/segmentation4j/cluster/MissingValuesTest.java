package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissingValuesTest {
    private static final double NONE = Double.NaN;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void observedValuesHaveTheLowestInertiaOfAllPartitions(long seed) {
        double[][] rows = holes(SeededRandom.of(seed), 8, 3, 0.25);
        for (int clusters = 1; clusters <= 3; clusters++) {
            Clustering found = observed(clusters).withRestarts(60).fit(FeatureMatrix.of(rows), seeded(seed));
            assertThat(found.inertia().orElseThrow()).isCloseTo(lowest(rows, clusters), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void centroidsAreTheMeansOfTheObservedValues(long seed) {
        double[][] rows = holes(SeededRandom.of(seed), 600, 4, 0.1);
        Clustering found = observed(5).withFeatureWeights(1, 2, 0.5, 3).fit(FeatureMatrix.of(rows), seeded(seed));
        double[][] means = means(rows, found.labels(), 5);
        for (int j = 0; j < 5; j++) {
            assertThat(((CentroidModel) found.model()).centroid(j)).containsExactly(means[j], within(1e-12));
        }
    }

    @Test
    void leavingOutEqualsAFitOfTheCompleteRows() {
        double[][] rows = holes(SeededRandom.of(4), 900, 3, 0.1);
        double[][] complete = Arrays.stream(rows).filter(row -> !misses(row)).toArray(double[][]::new);
        Clustering found = KMeans.withClusters(6)
                .withMissing(MissingValues.LEAVE_OUT)
                .withStart(KMeans.Start.GREEDY_PLUS_PLUS)
                .withCentroids(Arrays.copyOf(complete, 6))
                .fit(FeatureMatrix.of(rows), seeded(1));
        Clustering alone = KMeans.withClusters(6)
                .withCentroids(Arrays.copyOf(complete, 6))
                .fit(FeatureMatrix.of(complete), seeded(1));
        assertThat(found.inertia().orElseThrow()).isCloseTo(alone.inertia().orElseThrow(), within(1e-10));
        assertThat(IntStream.range(0, rows.length)
                        .filter(row -> !misses(rows[row]))
                        .map(found::label)
                        .toArray())
                .isEqualTo(alone.labels());
        assertThat(IntStream.range(0, rows.length)
                        .filter(row -> misses(rows[row]))
                        .map(found::label))
                .containsOnly(Clustering.NOISE);
    }

    @ParameterizedTest
    @EnumSource
    void completeRowsAreClusteredAlikeWhateverThePolicy(MissingValues policy) {
        double[][] rows = holes(SeededRandom.of(3), 500, 3, 0);
        Clustering plain = KMeans.withClusters(4).fit(FeatureMatrix.of(rows), seeded(9));
        Clustering found = KMeans.withClusters(4).withMissing(policy).fit(FeatureMatrix.of(rows), seeded(9));
        assertThat(found.labels()).isEqualTo(plain.labels());
        assertThat(found.inertia()).isEqualTo(plain.inertia());
    }

    @ParameterizedTest
    @EnumSource(
            value = MissingValues.class,
            names = {"LEAVE_OUT", "OBSERVED_ONLY"})
    void modelAssignsTheTrainingRowsAlikeAndSurvivesItsState(MissingValues policy) {
        double[][] rows = holes(SeededRandom.of(5), 700, 3, 0.2);
        rows[17] = new double[] {NONE, NONE, NONE};
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        Clustering found = KMeans.withClusters(5).withMissing(policy).fit(matrix, seeded(2));
        assertThat(found.label(17)).isEqualTo(Clustering.NOISE);
        ModelState state = found.model().state();
        ClusterModel restored = ClusterModels.restore(state, Map.of());
        assertThat(restored.state().numbers("centroids")).isEqualTo(state.numbers("centroids"));
        for (ClusterModel model : new ClusterModel[] {found.model(), restored}) {
            assertThat(model.assign(matrix, seeded(0))).isEqualTo(found.labels());
            for (int row = 0; row < rows.length; row++) {
                assertThat(model.assign(rows[row])).isEqualTo(found.label(row));
            }
        }
    }

    @Test
    void sameBitsForAnyThreadCountAndPrecision() {
        double[][] rows = holes(SeededRandom.of(6), 12_000, 3, 0.2);
        for (double[] row : rows) {
            Arrays.setAll(row, c -> (float) row[c]);
        }
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        Clustering alone = observed(7).withRestarts(2).fit(matrix, seeded(3));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int threads : new int[] {2, 3, 8}) {
                Clustering found = observed(7)
                        .withRestarts(2)
                        .fit(matrix.withPrecision(Precision.SINGLE), seeded(3).withExecutor(pool, threads));
                assertThat(found.labels()).isEqualTo(alone.labels());
                assertThat(found.model().state().numbers("centroids"))
                        .isEqualTo(alone.model().state().numbers("centroids"));
                assertThat(found.inertia()).isEqualTo(alone.inertia());
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void columnWithoutAnyValueIsRefusedByName() {
        assertThatThrownBy(() -> observed(1).fit(FeatureMatrix.of(new double[][] {{1, NONE}, {2, NONE}}), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column 'x2'")
                .hasMessageContaining("leave the column out");
    }

    @Test
    void rowsThatTakeNoPartDoNotCountAsDistinct() {
        double[][] rows = {{1, 1}, {NONE, 2}, {3, NONE}, {4, 4}};
        assertThatThrownBy(() -> KMeans.withClusters(3)
                        .withMissing(MissingValues.LEAVE_OUT)
                        .fit(FeatureMatrix.of(rows), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the 2 distinct rows");
    }

    @Test
    void refusingModelsStillRefuse() {
        Clustering found = KMeans.withClusters(2).fit(FeatureMatrix.of(new double[][] {{1}, {2}}), seeded(1));
        assertThatThrownBy(() -> found.model().assign(new double[] {NONE}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Imputation");
        assertThatThrownBy(() -> found.model().assign(FeatureMatrix.of(new double[][] {{NONE}}), seeded(0)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void policyIsPartOfTheDescription() {
        assertThat(observed(2).describe()).contains("missing=observed only");
        assertThat(KMeans.withClusters(2).describe()).doesNotContain("missing");
    }

    private static KMeans observed(int clusters) {
        return KMeans.withClusters(clusters).withMissing(MissingValues.OBSERVED_ONLY);
    }

    /** Uniform rows, each with at least one value. */
    private static double[][] holes(SeededRandom random, int count, int columns, double share) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextDouble());
            int kept = random.nextInt(columns);
            for (int c = 0; c < columns; c++) {
                if (c != kept && random.nextDouble() < share) {
                    row[c] = NONE;
                }
            }
        }
        return rows;
    }

    private static boolean misses(double[] row) {
        return Arrays.stream(row).anyMatch(Double::isNaN);
    }

    private static double[][] means(double[][] rows, int[] labels, int clusters) {
        double[][] means = new double[clusters][rows[0].length];
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < means[j].length; c++) {
                int cluster = j;
                int column = c;
                means[j][c] = IntStream.range(0, rows.length)
                        .filter(row -> labels[row] == cluster && !Double.isNaN(rows[row][column]))
                        .mapToDouble(row -> rows[row][column])
                        .average()
                        .orElse(0);
            }
        }
        return means;
    }

    private static double lowest(double[][] rows, int clusters) {
        double lowest = Double.POSITIVE_INFINITY;
        int[] labels = new int[rows.length];
        for (int partition = 0; partition < StrictMath.pow(clusters, rows.length); partition++) {
            int rest = partition;
            for (int row = 0; row < rows.length; row++) {
                labels[row] = rest % clusters;
                rest /= clusters;
            }
            double[][] means = means(rows, labels, clusters);
            double sum = 0;
            for (int row = 0; row < rows.length; row++) {
                for (int c = 0; c < rows[row].length; c++) {
                    double difference = rows[row][c] - means[labels[row]][c];
                    sum += Double.isNaN(difference) ? 0 : difference * difference;
                }
            }
            lowest = Math.min(lowest, sum);
        }
        return lowest;
    }

    private static RunContext seeded(long seed) {
        return RunContext.seeded(seed);
    }
}
