package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Agreement.Normaliser;
import io.github.segmentation4j.testing.Partitions;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementTest {
    private static final List<Function<Agreement, Statistic>> NORMALISED = List.of(
            Agreement::adjustedRand,
            Agreement::adjustedMutualInformation,
            Agreement::normalizedMutualInformation,
            Agreement::homogeneity,
            Agreement::completeness,
            Agreement::vMeasure,
            Agreement::fowlkesMallows,
            Agreement::purity);

    private static final List<Function<Agreement, Statistic>> SYMMETRIC = List.of(
            Agreement::adjustedRand,
            Agreement::adjustedMutualInformation,
            Agreement::normalizedMutualInformation,
            Agreement::mutualInformation,
            Agreement::expectedMutualInformation,
            Agreement::fowlkesMallows);

    @Test
    void agreesWithTheValuesWorkedByHand() {
        // Reference values, two printed digits.
        Agreement six = Agreement.between(new int[] {0, 0, 0, 1, 1, 1}, new int[] {0, 1, 0, 1, 2, 2});
        assertThat(six.homogeneity().orElseThrow()).isCloseTo(.67, within(.005));
        assertThat(six.completeness().orElseThrow()).isCloseTo(.42, within(.005));
        assertThat(six.vMeasure().orElseThrow()).isCloseTo(.52, within(.005));
        assertThat(six.adjustedRand().orElseThrow()).isCloseTo(.24, within(.005));
        // By hand: 2 pairs together in both, 6 and 3 in each, 15 in all: (2 - 1.2) / (4.5 - 1.2).
        assertThat(six.adjustedRand().orElseThrow()).isCloseTo(.8 / 3.3, within(1e-15));
        assertThat(six.purity()).isEqualTo(Statistic.of(5 / 6.0));
    }

    @Test
    void fowlkesMallowsOfTheSixIsFourOverTheRootOf72() {
        assertThat(Agreement.between(new int[] {0, 0, 0, 1, 1, 1}, new int[] {0, 0, 1, 1, 2, 2})
                        .fowlkesMallows()
                        .orElseThrow())
                .isCloseTo(4 / Math.sqrt(72), within(1e-15));
    }

    @Test
    void informationOfTheSeventeenIsAsPublished() {
        // Reference values: a = 111111 222222 33333, b = 111121 222231 33322.
        Agreement seventeen = Agreement.between(digits("11111122222233333"), digits("11112122223133322"));
        assertThat(seventeen.mutualInformation().orElseThrow()).isCloseTo(.41022, within(5e-6));
        assertThat(seventeen.expectedMutualInformation().orElseThrow()).isCloseTo(.15042, within(5e-6));
        assertThat(seventeen.adjustedMutualInformation().orElseThrow()).isCloseTo(.27821, within(5e-6));
        assertThat(seventeen.adjustedMutualInformation(Normaliser.MAX).orElseThrow())
                .isCloseTo(.27502, within(5e-6));
    }

    @Test
    @RequiresData("clustering/iris.csv")
    void kMeansOnIrisAgreesWithTheSpeciesAsPublished() {
        int[] species = ReferenceData.iris().species();
        double[][] rows = ReferenceData.iris().rows();
        FeatureMatrix iris = FeatureMatrix.of(rows);
        Agreement plain = Agreement.between(
                species,
                KMeans.withClusters(3).withRestarts(50).fit(iris, CONTEXT).labels());
        assertThat(plain.adjustedRand().orElseThrow()).isCloseTo(.7302382723, within(1e-10));
        assertThat(plain.normalizedMutualInformation().orElseThrow()).isCloseTo(.758176, within(1e-6));
        FeatureMatrix scaled = FeatureMatrix.of(zScored(rows));
        Agreement standard = Agreement.between(
                species,
                KMeans.withClusters(3).withRestarts(50).fit(scaled, CONTEXT).labels());
        assertThat(standard.adjustedRand().orElseThrow()).isCloseTo(.620135, within(1e-6));
    }

    @ParameterizedTest
    @RequiresData({
        "clustering/sipu/s1.data.gz",
        "clustering/sipu/s1.labels0.gz",
        "clustering/sipu/a1.data.gz",
        "clustering/sipu/a1.labels0.gz"
    })
    @CsvSource({"s1, 15, .9864", "a1, 20, .9663"})
    void bestPartitionsOfTheBenchmarksAgreeAsPublished(String name, int k, double ari) {
        double[][] rows = ReferenceData.matrix("clustering/sipu/" + name + ".data.gz");
        int[] truth = Arrays.stream(ReferenceData.labels("clustering/sipu/" + name + ".labels0.gz"))
                .map(label -> label - 1)
                .toArray();
        int[] labels = KMeans.withClusters(k)
                .withCentroids(Partitions.means(rows, truth, k))
                .fit(FeatureMatrix.of(rows), CONTEXT)
                .labels();
        assertThat(Agreement.between(truth, labels).adjustedRand().orElseThrow())
                .isCloseTo(ari, within(5e-5));
        assertThat(CentroidIndex.between(Partitions.means(rows, truth, k), Partitions.means(rows, labels, k)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50})
    void thePartitionItselfAgreesWithOneWhateverTheNames(int clusters) {
        int[] labels = Samples.cyclic(50, clusters);
        int[] renamed = Arrays.stream(labels).map(label -> label - 1).toArray();
        for (Function<Agreement, Statistic> index : NORMALISED) {
            assertThat(index.apply(Agreement.between(labels, renamed))).isEqualTo(Statistic.of(1));
        }
        for (Normaliser normaliser : Normaliser.values()) {
            Agreement agreement = Agreement.between(labels, renamed);
            assertThat(agreement.normalizedMutualInformation(normaliser)).isEqualTo(Statistic.of(1));
            assertThat(agreement.adjustedMutualInformation(normaliser)).isEqualTo(Statistic.of(1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void namesOrderAndSidesDoNotMatter(long seed) {
        int[] a = Samples.random(200, 5, seed);
        int[] b = Samples.random(200, 3, seed + 100);
        int[] renamed = Arrays.stream(b).map(label -> Integer.MAX_VALUE - label).toArray();
        int[] order = Samples.permutation(200, seed);
        Agreement original = Agreement.between(a, b);
        Agreement reordered = Agreement.between(Samples.reorder(a, order), Samples.reorder(b, order));
        for (Function<Agreement, Statistic> index : NORMALISED) {
            assertThat(index.apply(Agreement.between(a, renamed))).isEqualTo(index.apply(original));
            assertThat(index.apply(reordered).orElseThrow())
                    .isCloseTo(index.apply(original).orElseThrow(), within(1e-12));
        }
        for (Function<Agreement, Statistic> index : SYMMETRIC) {
            assertThat(index.apply(Agreement.between(b, a)).orElseThrow())
                    .isCloseTo(index.apply(original).orElseThrow(), within(1e-12));
        }
        assertThat(Agreement.between(b, a).homogeneity().orElseThrow())
                .isCloseTo(original.completeness().orElseThrow(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void pairIndicesEqualCountingThePairs(long seed) {
        int[] a = Samples.random(90, 4, seed);
        int[] b = Samples.random(90, 6, seed + 50);
        double both = 0;
        double first = 0;
        double second = 0;
        double all = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                both += a[i] == a[j] && b[i] == b[j] ? 1 : 0;
                first += a[i] == a[j] ? 1 : 0;
                second += b[i] == b[j] ? 1 : 0;
                all++;
            }
        }
        double expected = first * second / all;
        Agreement agreement = Agreement.between(a, b);
        assertThat(agreement.adjustedRand().orElseThrow())
                .isCloseTo((both - expected) / ((first + second) / 2 - expected), within(1e-13));
        assertThat(agreement.fowlkesMallows().orElseThrow()).isCloseTo(both / Math.sqrt(first * second), within(1e-14));
    }

    @Test
    void chanceGivesZeroOnceAdjusted() {
        // Means of 400 unrelated pairs: the tolerance is 4 standard errors, a false alarm of 6e-5 for each index.
        double[] rand = new double[400];
        double[] information = new double[400];
        for (int i = 0; i < 400; i++) {
            Agreement agreement = Agreement.between(Samples.random(100, 4, i), Samples.random(100, 7, 10_000L + i));
            rand[i] = agreement.adjustedRand().orElseThrow();
            information[i] = agreement.adjustedMutualInformation().orElseThrow();
        }
        assertMean(rand, 0);
        assertMean(information, 0);
    }

    @Test
    void expectedInformationIsTheMeanOverDeals() {
        // 2,000 deals of labels with fixed sizes: the tolerance is 4 standard errors, a false alarm of 6e-5.
        int[] a = Samples.cyclic(60, 4);
        int[] b = Samples.random(60, 3, 3);
        double[] dealt = new double[2000];
        for (int i = 0; i < dealt.length; i++) {
            int[] order = Samples.permutation(60, i);
            dealt[i] = Agreement.between(a, Samples.reorder(b, order))
                    .mutualInformation()
                    .orElseThrow();
        }
        assertMean(dealt, Agreement.between(a, b).expectedMutualInformation().orElseThrow());
    }

    @Test
    void expectedInformationStaysExactForManyRows() {
        // Two halves crossed with two halves: the expectation tends to (R - 1)(C - 1) / (2 n) = 1 / (2 n), next term
        // of order 1 / n^2.
        int n = 2_000_000;
        Agreement large = Agreement.between(Samples.cyclic(n, 2), Samples.random(n, 2, 1));
        assertThat(large.expectedMutualInformation().orElseThrow() * 2 * n).isCloseTo(1, within(1e-4));
        assertThat(large.adjustedRand().orElseThrow()).isCloseTo(0, within(1e-5));
    }

    @Test
    void millionsOfRowsDoNotOverflow() {
        int n = 3_000_000;
        int[] halves = Samples.cyclic(n, 2);
        int[] almost = halves.clone();
        almost[0] = 1;
        double ari = Agreement.between(halves, almost).adjustedRand().orElseThrow();
        assertThat(ari).isBetween(0.99999, 1.0);
    }

    @Test
    void oneClusterTellsNothingAboutSeveral() {
        int[] several = Samples.cyclic(40, 4);
        int[] single = new int[40];
        Agreement agreement = Agreement.between(several, single);
        assertThat(agreement.adjustedRand()).isEqualTo(Statistic.of(0));
        assertThat(agreement.adjustedMutualInformation().orElseThrow()).isCloseTo(0, within(1e-14));
        assertThat(agreement.normalizedMutualInformation()).isEqualTo(Statistic.of(0));
        assertThat(agreement.homogeneity()).isEqualTo(Statistic.of(0));
        assertThat(agreement.completeness()).isEqualTo(Statistic.of(1));
        assertThat(agreement.purity()).isEqualTo(Statistic.of(.25));
        assertThat(agreement.normalizedMutualInformation(Normaliser.MIN)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(agreement.adjustedMutualInformation(Normaliser.MIN)).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void singletonsHaveNoPairs() {
        Agreement agreement = Agreement.between(Samples.cyclic(40, 4), Samples.cyclic(40, 40));
        assertThat(agreement.fowlkesMallows()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(agreement.adjustedRand()).isEqualTo(Statistic.of(0));
        assertThat(agreement.adjustedMutualInformation().orElseThrow()).isCloseTo(0, within(1e-12));
        assertThat(agreement.homogeneity()).isEqualTo(Statistic.of(1));
    }

    @Test
    void oneRowAgreesAndNoRowsDoNot() {
        for (Function<Agreement, Statistic> index : NORMALISED) {
            assertThat(index.apply(Agreement.between(new int[] {-1}, new int[] {7})))
                    .isEqualTo(Statistic.of(1));
            assertThat(index.apply(Agreement.between(new int[0], new int[0])))
                    .isInstanceOf(Statistic.Undetermined.class);
        }
        for (Function<Agreement, Statistic> index : SYMMETRIC) {
            assertThat(index.apply(Agreement.between(new int[0], new int[0])))
                    .isInstanceOf(Statistic.Undetermined.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Normaliser.class)
    void normalisersAreOrdered(Normaliser normaliser) {
        Agreement agreement = Agreement.between(Samples.cyclic(300, 3), Samples.random(300, 5, 8));
        double value = agreement.normalizedMutualInformation(normaliser).orElseThrow();
        assertThat(value)
                .isBetween(
                        agreement.normalizedMutualInformation(Normaliser.MAX).orElseThrow(),
                        agreement.normalizedMutualInformation(Normaliser.MIN).orElseThrow());
    }

    @Test
    void labellingsOfDifferentRowsAreRefused() {
        assertThatThrownBy(() -> Agreement.between(new int[3], new int[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("were 3 and 4");
    }

    private static void assertMean(double[] values, double expected) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        assertThat(mean).isCloseTo(expected, within(4 * error));
    }

    private static int[] digits(String text) {
        return text.chars().map(c -> c - '0').toArray();
    }

    private static double[][] zScored(double[][] rows) {
        double[][] scaled = new double[rows.length][rows[0].length];
        for (int c = 0; c < rows[0].length; c++) {
            int column = c;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElseThrow();
            double sd = Math.sqrt(Arrays.stream(rows)
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .average()
                    .orElseThrow());
            for (int r = 0; r < rows.length; r++) {
                scaled[r][c] = (rows[r][c] - mean) / sd;
            }
        }
        return scaled;
    }
}
