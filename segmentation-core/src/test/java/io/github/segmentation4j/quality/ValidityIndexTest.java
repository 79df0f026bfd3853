package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValidityIndexTest {
    private static final ValidityIndex SILHOUETTE = Silhouette.exact();
    private static final ValidityIndex CALINSKI_HARABASZ = CalinskiHarabasz.withDefaults();
    private static final ValidityIndex DAVIES_BOULDIN = DaviesBouldin.withDefaults();
    private static final ValidityIndex INERTIA = Inertia.withDefaults();
    private static final ValidityIndex SIMPLIFIED = Silhouette.simplified();
    private static final ValidityIndex DUNN = Dunn.withDefaults();

    @Nested
    class ExactSilhouette extends ValidityIndexContract {
        @Override
        protected ValidityIndex index() {
            return SILHOUETTE;
        }
    }

    @Nested
    class SampledSilhouette extends ValidityIndexContract {
        @Override
        protected ValidityIndex index() {
            return Silhouette.sampled(100);
        }
    }

    @Nested
    class SimplifiedSilhouette extends ValidityIndexContract {
        @Override
        protected ValidityIndex index() {
            return SIMPLIFIED;
        }
    }

    @Nested
    class DunnIndex extends ValidityIndexContract {
        @Override
        protected ValidityIndex index() {
            return DUNN;
        }
    }

    @Nested
    class CalinskiAndHarabasz extends ValidityIndexContract {
        @Override
        protected ValidityIndex index() {
            return CALINSKI_HARABASZ;
        }
    }

    @Nested
    class DaviesAndBouldin extends ValidityIndexContract {
        @Override
        protected ValidityIndex index() {
            return DAVIES_BOULDIN;
        }
    }

    @Nested
    class SumOfSquares extends ValidityIndexContract {
        @Override
        protected ValidityIndex index() {
            return INERTIA;
        }
    }

    static List<ValidityIndex> indices() {
        return List.of(
                SILHOUETTE, Silhouette.sampled(100), SIMPLIFIED, DUNN, CALINSKI_HARABASZ, DAVIES_BOULDIN, INERTIA);
    }

    static List<ValidityIndex> exactIndices() {
        return List.of(SILHOUETTE, SIMPLIFIED, DUNN, CALINSKI_HARABASZ, DAVIES_BOULDIN, INERTIA);
    }

    static Stream<Arguments> sweep() {
        return IntStream.range(0, 12).mapToObj(seed -> Arguments.of(seed, 30 + 73 * seed, 1 + seed % 5, 2 + seed % 4));
    }

    @ParameterizedTest
    @MethodSource("exactIndices")
    void orderOfRowsDoesNotMatter(ValidityIndex index) {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(700, 3, 4, 3));
        int[] labels = Samples.cyclic(700, 4);
        double value = index.of(matrix, labels, CONTEXT).orElseThrow();
        int[] order = Samples.permutation(700, 4);
        double permuted = index.of(matrix.rows(order), Samples.reorder(labels, order), CONTEXT)
                .orElseThrow();
        assertThat(permuted).isCloseTo(value, within(1e-12 * Math.max(1, value)));
    }

    @ParameterizedTest
    @MethodSource("exactIndices")
    void shiftingAndScalingAllColumnsTogetherMovesInertiaAlone(ValidityIndex index) {
        double[][] rows = Samples.blobs(400, 3, 4, 5);
        int[] labels = Samples.cyclic(400, 4);
        double value = index.of(FeatureMatrix.of(rows), labels, CONTEXT).orElseThrow();
        double[][] moved = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> 8 * x + 3).toArray())
                .toArray(double[][]::new);
        double expected = index == INERTIA ? 64 * value : value;
        assertThat(index.of(FeatureMatrix.of(moved), labels, CONTEXT).orElseThrow())
                .isCloseTo(expected, within(1e-11 * Math.max(1, expected)));
    }

    @ParameterizedTest
    @MethodSource("exactIndices")
    void aLargeCommonOffsetCostsNoDigits(ValidityIndex index) {
        // The values are multiples of 2^-20, so that adding 2^20 to them is exact.
        double[][] rows = Arrays.stream(Samples.blobs(400, 3, 4, 6))
                .map(row -> Arrays.stream(row)
                        .map(x -> Math.rint(x * 0x1p20) * 0x1p-20)
                        .toArray())
                .toArray(double[][]::new);
        double[][] moved = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> x + 0x1p20).toArray())
                .toArray(double[][]::new);
        int[] labels = Samples.cyclic(400, 4);
        double value = index.of(FeatureMatrix.of(rows), labels, CONTEXT).orElseThrow();
        assertThat(index.of(FeatureMatrix.of(moved), labels, CONTEXT).orElseThrow())
                .isCloseTo(value, within(1e-12 * Math.max(1, value)));
    }

    @ParameterizedTest
    @MethodSource("sweep")
    void equalsThePlainFormulas(int seed, int n, int columns, int clusters) {
        double[][] rows = Samples.blobs(n, columns, clusters, seed);
        int[] labels = Samples.random(n, clusters, seed + 1000L);
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        BruteForce brute = new BruteForce(rows, labels, clusters);
        assertThat(SILHOUETTE.of(matrix, labels, CONTEXT).orElseThrow()).isCloseTo(brute.silhouette(), within(1e-12));
        assertThat(SIMPLIFIED.of(matrix, labels, CONTEXT).orElseThrow())
                .isCloseTo(brute.simplifiedSilhouette(), within(1e-12));
        assertThat(DUNN.of(matrix, labels, CONTEXT)).isEqualTo(Statistic.of(brute.dunn()));
        assertThat(CALINSKI_HARABASZ.of(matrix, labels, CONTEXT).orElseThrow())
                .isCloseTo(brute.calinskiHarabasz(), within(1e-10));
        double daviesBouldin = brute.daviesBouldin();
        assertThat(DAVIES_BOULDIN.of(matrix, labels, CONTEXT).orElseThrow())
                .isCloseTo(daviesBouldin, within(1e-10 * daviesBouldin));
        assertThat(INERTIA.of(matrix, labels, CONTEXT).orElseThrow())
                .isCloseTo(brute.within(), within(1e-11 * brute.within()));
    }

    @ParameterizedTest
    @RequiresData("clustering/iris.csv")
    @CsvSource({
        "2, 152.347952, .6810461692, 513.9245460, .4042928372",
        "3, 78.8514414261, .5528190124, 561.6277566, .6619715465",
        "4, 57.228473, .4980505050, 530.7658082, .7803069839",
        "5, 46.446182, .4887488871, 495.5414877, .8059652120"
    })
    void judgesTheBestPartitionsOfIrisAsPublished(int k, double sse, double silhouette, double ch, double db) {
        // Reference values: k-means on iris, R/Fisher version, lowest sum of squares.
        FeatureMatrix iris = FeatureMatrix.of(ReferenceData.iris().rows());
        Clustering best = KMeans.withClusters(k).withRestarts(100).fit(iris, CONTEXT);
        assertThat(INERTIA.of(iris, best, CONTEXT).orElseThrow()).isCloseTo(sse, within(1e-6));
        assertThat(SILHOUETTE.of(iris, best, CONTEXT).orElseThrow()).isCloseTo(silhouette, within(1e-10));
        assertThat(CALINSKI_HARABASZ.of(iris, best, CONTEXT).orElseThrow()).isCloseTo(ch, within(1e-7));
        assertThat(DAVIES_BOULDIN.of(iris, best, CONTEXT).orElseThrow()).isCloseTo(db, within(1e-10));
    }

    @Test
    @RequiresData("clustering/iris.csv")
    void judgesTheSpeciesOfIrisAsPublished() {
        FeatureMatrix iris = FeatureMatrix.of(ReferenceData.iris().rows());
        int[] species = ReferenceData.iris().species();
        int[] one = new int[150];
        assertThat(SILHOUETTE.of(iris, species, CONTEXT).orElseThrow()).isCloseTo(.5034774, within(5e-8));
        assertThat(CALINSKI_HARABASZ.of(iris, species, CONTEXT).orElseThrow()).isCloseTo(487.3308764, within(5e-8));
        assertThat(DAVIES_BOULDIN.of(iris, species, CONTEXT).orElseThrow()).isCloseTo(.7513707, within(5e-8));
        assertThat(INERTIA.of(iris, one, CONTEXT).orElseThrow()).isCloseTo(681.370600, within(1e-6));
    }

    @Test
    void calinskiHarabaszOfTheCrossIs108() {
        // Reference value, worked by hand: 40 points in 4 clusters, B / W = 45 / 15, n - k = 36, k - 1 = 3.
        double[][][] pairs = {{{0, 0}, {1, 1}}, {{3, 3}, {4, 4}}, {{0, 4}, {1, 3}}, {{3, 1}, {4, 0}}};
        double[][] rows =
                IntStream.range(0, 40).mapToObj(r -> pairs[r / 10][r % 2]).toArray(double[][]::new);
        int[] labels = IntStream.range(0, 40).map(r -> r / 10).toArray();
        assertThat(CALINSKI_HARABASZ.of(FeatureMatrix.of(rows), labels, CONTEXT).orElseThrow())
                .isCloseTo(45 * 36 / 15.0, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("indices")
    void degeneratePartitionsHaveNoValueButAReason(ValidityIndex index) {
        FeatureMatrix rows = FeatureMatrix.of(Samples.blobs(200, 2, 2, 7));
        FeatureMatrix empty = FeatureMatrix.of(new double[0][]);
        FeatureMatrix one = FeatureMatrix.of(new double[][] {{1, 2}});
        int[] noise = new int[200];
        Arrays.fill(noise, Clustering.NOISE);
        assertUndetermined(index.of(empty, new int[0], CONTEXT));
        assertUndetermined(index.of(rows, noise, CONTEXT));
        if (index != INERTIA) {
            assertUndetermined(index.of(rows, new int[200], CONTEXT));
            assertUndetermined(index.of(rows, Samples.cyclic(200, 200), CONTEXT));
            assertUndetermined(index.of(one, new int[1], CONTEXT));
        } else {
            assertThat(index.of(rows, Samples.cyclic(200, 200), CONTEXT)).isEqualTo(Statistic.of(0));
            assertThat(index.of(one, new int[1], CONTEXT)).isEqualTo(Statistic.of(0));
        }
    }

    @Test
    void rowsThatAreAllEqualGiveWidthZeroAndNoRatios() {
        FeatureMatrix equal = FeatureMatrix.of(new double[][] {{1, 1}, {1, 1}, {1, 1}, {1, 1}});
        int[] labels = {0, 0, 1, 1};
        assertThat(SILHOUETTE.of(equal, labels, CONTEXT)).isEqualTo(Statistic.of(0));
        assertThat(INERTIA.of(equal, labels, CONTEXT)).isEqualTo(Statistic.of(0));
        assertThat(SIMPLIFIED.of(equal, labels, CONTEXT)).isEqualTo(Statistic.of(0));
        assertUndetermined(DUNN.of(equal, labels, CONTEXT));
        assertUndetermined(CALINSKI_HARABASZ.of(equal, labels, CONTEXT));
        assertUndetermined(DAVIES_BOULDIN.of(equal, labels, CONTEXT));
    }

    @Test
    void aConstantColumnChangesNothing() {
        double[][] rows = Samples.blobs(300, 2, 3, 8);
        double[][] wider =
                Arrays.stream(rows).map(row -> new double[] {row[0], row[1], 5}).toArray(double[][]::new);
        int[] labels = Samples.cyclic(300, 3);
        for (ValidityIndex index : exactIndices()) {
            assertThat(index.of(FeatureMatrix.of(wider), labels, CONTEXT).orElseThrow())
                    .isCloseTo(index.of(FeatureMatrix.of(rows), labels, CONTEXT).orElseThrow(), within(1e-10));
        }
    }

    @Test
    void valuesWhoseSquaresOverflowHaveAReason() {
        FeatureMatrix huge = FeatureMatrix.of(new double[][] {{1e200}, {-1e200}, {2e200}, {-2e200}});
        for (ValidityIndex index : exactIndices()) {
            assertUndetermined(index.of(huge, new int[] {0, 1, 0, 1}, CONTEXT));
        }
    }

    @Test
    void dunnIsTheNearestPairApartOverTheFarthestPairTogether() {
        FeatureMatrix line = FeatureMatrix.of(new double[][] {{0}, {2}, {9}, {5}, {6}});
        int[] labels = {0, 0, 1, 1, 1};
        // By hand: 2 and 5 are 3 apart, 5 and 9 are 4 apart.
        assertThat(DUNN.of(line, labels, CONTEXT)).isEqualTo(Statistic.of(3 / 4.0));
        int[] split = {0, 0, 1, 1, 0};
        assertThat(DUNN.of(line, split, CONTEXT)).isEqualTo(Statistic.of(1 / 6.0));
        FeatureMatrix twins = FeatureMatrix.of(new double[][] {{0}, {1}, {1}, {3}});
        assertThat(DUNN.of(twins, new int[] {0, 0, 1, 1}, CONTEXT)).isEqualTo(Statistic.of(0));
    }

    private static void assertUndetermined(Statistic statistic) {
        assertThat(statistic).isInstanceOf(Statistic.Undetermined.class);
    }
}
