package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Published values, what follows from the definitions of the linkages, refusals and degenerate data. */
class AgglomerativeTest {
    // Values of SciPy and R on Fisher's version.
    @ParameterizedTest
    @CsvSource({"WARD, .731199", "AVERAGE, .759199", "COMPLETE, .642251", "SINGLE, .563751"})
    @RequiresData("clustering/iris.csv")
    void irisInThreeAgreesWithTheSpeciesAsPublished(Linkage linkage, double rand) {
        Clustering found = Agglomerative.withClusters(3)
                .withLinkage(linkage)
                .fit(FeatureMatrix.of(ReferenceData.iris().rows()), seeded());
        assertThat(rand(ReferenceData.iris().species(), found)).isCloseTo(rand, within(5e-7));
    }

    @Test
    @RequiresData("clustering/iris.csv")
    void lastHeightsOfWardOnIrisAreThePublishedOnes() {
        List<Dendrogram.Merge> merges =
                tree(Linkage.WARD, ReferenceData.iris().rows()).merges();
        assertThat(merges.get(146).height()).isCloseTo(6.399407, within(5e-7));
        assertThat(merges.get(147).height()).isCloseTo(12.300396, within(5e-7));
        assertThat(merges.get(148).height()).isCloseTo(32.447607, within(5e-7));
        assertThat(merges.get(148).size()).isEqualTo(150);
    }

    // Of runs of fastcluster that M. Gagolewski published with his battery of data, rounded to three digits.
    @ParameterizedTest
    @CsvSource({"sipu/s1, 15, .983", "sipu/a1, 20, .914", "sipu/aggregation, 7, .813", "uci/wine, 3, .368"})
    @RequiresData({
        "clustering/sipu/s1.data.gz",
        "clustering/sipu/a1.data.gz",
        "clustering/sipu/aggregation.data.gz",
        "clustering/uci/wine.data.gz"
    })
    void wardOnBenchmarkSetsAgreesAsPublished(String name, int clusters, double rand) {
        Clustering found = Agglomerative.withClusters(clusters)
                .fit(FeatureMatrix.of(ReferenceData.matrix("clustering/" + name + ".data.gz")), seeded());
        int[] truth = ReferenceData.labels("clustering/" + name + ".labels0.gz");
        assertThat(rand(truth, found)).isCloseTo(rand, within(5e-4));
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void treeOfRowsWithoutTiesIsThatOfTheFormulaOfLanceAndWilliams(Linkage linkage) {
        for (long seed = 1; seed <= 12; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] rows = gaussian(random, 2 + random.nextInt(60), 1 + random.nextInt(9));
            double[] weights = weights(random, rows.length, 5);
            LanceWilliams expected = new LanceWilliams(linkage, rows, weights, AgglomerativeTest::euclidean);
            Dendrogram found = Agglomerative.withClusters(1)
                    .withLinkage(linkage)
                    .tree(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded());
            for (int clusters = rows.length; clusters >= 1; clusters--) {
                assertThat(found.cut(clusters)).isEqualTo(expected.labels());
                if (clusters > 1) {
                    double height = expected.mergeNearest();
                    assertThat(found.merges().get(rows.length - clusters).height())
                            .isCloseTo(height, within(1e-12 * height));
                }
            }
        }
    }

    // Which of several equal distances comes first is open; that no merge skips a smaller one is not.
    @ParameterizedTest
    @EnumSource(Linkage.class)
    void everyMergeAmongTiesIsOneOfTheNearest(Linkage linkage) {
        for (long seed = 1; seed <= 20; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] rows = grid(random, 40, 2, 3 + random.nextInt(4));
            double[] weights = weights(random, rows.length, 1 + random.nextInt(2));
            LanceWilliams brute = new LanceWilliams(linkage, rows, weights, AgglomerativeTest::euclidean);
            Dendrogram found = Agglomerative.withClusters(1)
                    .withLinkage(linkage)
                    .tree(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded());
            for (Dendrogram.Merge merge : found.merges()) {
                double least = brute.least();
                assertThat(brute.merge(merge.first(), merge.second())).isCloseTo(least, within(1e-12 * (1 + least)));
                assertThat(merge.height()).isCloseTo(least, within(1e-12 * (1 + least)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Linkage.class,
            names = {"AVERAGE", "COMPLETE", "SINGLE"})
    void anyDissimilarityHasItsTree(Linkage linkage) {
        for (long seed = 1; seed <= 6; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] rows = gaussian(random, 50, 3);
            LanceWilliams expected =
                    new LanceWilliams(linkage, rows, weights(random, rows.length, 1), AgglomerativeTest::manhattan);
            Dendrogram found = Agglomerative.withClusters(1)
                    .withLinkage(linkage)
                    .withDissimilarity(new Custom(AgglomerativeTest::manhattan))
                    .tree(FeatureMatrix.of(rows), seeded());
            for (Dendrogram.Merge merge : found.merges()) {
                double height = expected.mergeNearest();
                assertThat(merge.height()).isCloseTo(height, within(1e-12 * height));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void orderOfTheRowsChangesNoLabelAmongTies(Linkage linkage) {
        for (long seed = 1; seed <= 10; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] rows = grid(random, 300, 3, 2 + random.nextInt(5));
            double[] weights = weights(random, rows.length, 3);
            int[] order = IntStream.range(0, rows.length).toArray();
            random.shuffle(order);
            double[][] shuffled = Arrays.stream(order).mapToObj(r -> rows[r]).toArray(double[][]::new);
            double[] moved = Arrays.stream(order).mapToDouble(r -> weights[r]).toArray();
            for (int clusters : new int[] {2, 3, 5, 7}) {
                Agglomerative clusterer = Agglomerative.withClusters(clusters).withLinkage(linkage);
                int[] expected = clusterer
                        .fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded())
                        .labels();
                Clustering found =
                        clusterer.fit(TrainingSet.of(FeatureMatrix.of(shuffled)).withWeights(moved), seeded());
                assertThat(found.labels())
                        .isEqualTo(Arrays.stream(order).map(r -> expected[r]).toArray());
            }
        }
    }

    // So many columns that the few rows are cut between threads.
    @ParameterizedTest
    @EnumSource(Linkage.class)
    void sameTreeForAnyThreadCount(Linkage linkage) {
        FeatureMatrix rows = FeatureMatrix.of(grid(SeededRandom.of(2), 540, 600, 3));
        List<Dendrogram.Merge> expected = tree(linkage, rows, seeded()).merges();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int threads : new int[] {2, 3, 8}) {
                assertThat(tree(linkage, rows, seeded().withExecutor(pool, threads))
                                .merges())
                        .isEqualTo(expected);
            }
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void aRowOfWeightTwoCountsLikeTwoEqualRows(Linkage linkage) {
        SeededRandom random = SeededRandom.of(3);
        double[][] rows = gaussian(random, 60, 2);
        double[] weights = weights(random, rows.length, 2);
        double[][] repeated = IntStream.range(0, rows.length)
                .boxed()
                .flatMap(r -> IntStream.range(0, (int) weights[r]).mapToObj(i -> rows[r]))
                .toArray(double[][]::new);
        Dendrogram weighted = Agglomerative.withClusters(1)
                .withLinkage(linkage)
                .tree(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded());
        Dendrogram plain = tree(linkage, repeated);
        int equal = repeated.length - rows.length;
        for (int i = 0; i < equal; i++) {
            assertThat(plain.merges().get(i).height()).isZero();
        }
        for (int i = 0; i < weighted.merges().size(); i++) {
            assertThat(weighted.merges().get(i).height())
                    .isEqualTo(plain.merges().get(equal + i).height());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Linkage.class,
            names = {"COMPLETE", "SINGLE"})
    void weightsAboveZeroChangeNothingInCompleteAndSingleLinkage(Linkage linkage) {
        double[][] rows = gaussian(SeededRandom.of(4), 80, 2);
        double[] weights = weights(SeededRandom.of(5), rows.length, 9);
        Dendrogram weighted = Agglomerative.withClusters(1)
                .withLinkage(linkage)
                .tree(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded());
        assertThat(weighted.merges()).isEqualTo(tree(linkage, rows).merges());
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void rowsOfWeightZeroJoinTheNearestRowAndChangeNothing(Linkage linkage) {
        double[][] rows = gaussian(SeededRandom.of(6), 90, 2);
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 0, 60, 1);
        Agglomerative clusterer = Agglomerative.withClusters(4).withLinkage(linkage);
        Clustering without = clusterer.fit(FeatureMatrix.of(Arrays.copyOf(rows, 60)), seeded());
        Clustering found = clusterer.fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded());
        assertThat(Arrays.copyOf(found.labels(), 60)).isEqualTo(without.labels());
        for (int row = 60; row < rows.length; row++) {
            assertThat(found.label(row)).isEqualTo(without.model().assign(rows[row]));
        }
        assertThat(((InstanceModel) found.model()).instanceCount()).isEqualTo(60);
        assertThatThrownBy(() ->
                        clusterer.tree(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("30 have none");
    }

    @ParameterizedTest
    @EnumSource(value = Linkage.class, mode = Mode.EXCLUDE, names = "CENTROID")
    void heightsNeverFall(Linkage linkage) {
        List<Dendrogram.Merge> merges =
                tree(linkage, grid(SeededRandom.of(8), 900, 2, 60)).merges();
        for (int i = 1; i < merges.size(); i++) {
            assertThat(merges.get(i).height())
                    .isGreaterThanOrEqualTo(merges.get(i - 1).height());
        }
    }

    // Two corners at distance 1 have their middle at a distance below 1 from the third.
    @Test
    void aCentroidMergeCanLieBelowTheMergesWithinIt() {
        List<Dendrogram.Merge> merges = tree(Linkage.CENTROID, new double[][] {{0, 0}, {1, 0}, {0.5, 0.9}})
                .merges();
        assertThat(merges.get(0)).isEqualTo(new Dendrogram.Merge(0, 1, 1, 2));
        assertThat(merges.get(1)).isEqualTo(new Dendrogram.Merge(2, 3, 0.9, 3));
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void clustersOfAHeightAreThoseOfTheTree(Linkage linkage) {
        double[][] rows = grid(SeededRandom.of(9), 200, 2, 30);
        Dendrogram tree = tree(linkage, rows);
        for (double height : new double[] {0, 1, 2.5, 6, 1e9, Double.POSITIVE_INFINITY}) {
            Clustering found =
                    Agglomerative.withHeight(height).withLinkage(linkage).fit(FeatureMatrix.of(rows), seeded());
            assertThat(ranked(found.labels())).isEqualTo(tree.cutAt(height));
        }
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void asManyClustersAsDistinctRowsIsEveryRowAlone(Linkage linkage) {
        double[][] rows = grid(SeededRandom.of(10), 60, 2, 5);
        int distinct =
                (int) Arrays.stream(rows).map(Arrays::toString).distinct().count();
        Clustering found =
                Agglomerative.withClusters(distinct).withLinkage(linkage).fit(FeatureMatrix.of(rows), seeded());
        for (int row = 0; row < rows.length; row++) {
            for (int other = 0; other < rows.length; other++) {
                assertThat(found.label(row) == found.label(other)).isEqualTo(Arrays.equals(rows[row], rows[other]));
            }
        }
        assertThatThrownBy(() -> Agglomerative.withClusters(distinct + 1)
                        .withLinkage(linkage)
                        .fit(FeatureMatrix.of(rows), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("between 1 and the " + distinct + " distinct rows, was " + (distinct + 1));
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void scaleAndDistanceFromTheOriginChangeNoCluster(Linkage linkage) {
        double[][] rows = grid(SeededRandom.of(11), 150, 2, 1_000);
        Agglomerative clusterer = Agglomerative.withClusters(5).withLinkage(linkage);
        int[] expected = clusterer.fit(FeatureMatrix.of(rows), seeded()).labels();
        for (double[] line : new double[][] {{0x1p30, 0}, {0x1p-30, 0}, {1, 0x1p40}, {1, -0x1p40}, {0x1p30, 0x1p60}}) {
            double[][] moved = map(rows, value -> value * line[0] + line[1]);
            assertThat(clusterer.fit(FeatureMatrix.of(moved), seeded()).labels())
                    .isEqualTo(expected);
            Dendrogram tree = tree(linkage, rows);
            Dendrogram far = tree(linkage, moved);
            for (int i = 0; i < tree.merges().size(); i++) {
                double height = tree.merges().get(i).height() * line[0];
                assertThat(far.merges().get(i).height()).isCloseTo(height, within(1e-12 * height));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void coordinatesThatVanishCountAsZero(Linkage linkage) {
        double[][] rows = {{0, 1}, {1e-200, 1}, {-0.0, 1}, {Double.MIN_VALUE, 1}, {1, 1}, {1, 1 + 1e-9}};
        Clustering found = Agglomerative.withClusters(3).withLinkage(linkage).fit(FeatureMatrix.of(rows), seeded());
        assertThat(found.labels()).containsExactly(0, 0, 0, 0, 1, 2);
        assertThat(found.model().assign(FeatureMatrix.of(rows), seeded())).isEqualTo(found.labels());
        assertThatThrownBy(
                        () -> Agglomerative.withClusters(4).withLinkage(linkage).fit(FeatureMatrix.of(rows), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("3 distinct rows");
    }

    @Test
    void weightsNearTheEndsOfTheRangeAreNoHarm() {
        double[][] rows = gaussian(SeededRandom.of(12), 40, 2);
        for (double weight : new double[] {0x1p-1000, 0x1p900}) {
            double[] weights = new double[rows.length];
            Arrays.fill(weights, weight);
            Dendrogram found = Agglomerative.withClusters(1)
                    .tree(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded());
            List<Dendrogram.Merge> plain = tree(Linkage.WARD, rows).merges();
            for (int i = 0; i < plain.size(); i++) {
                assertThat(found.merges().get(i).height())
                        .isEqualTo(plain.get(i).height() * Math.sqrt(weight));
            }
        }
    }

    @Test
    void constantColumnChangesNothing() {
        double[][] rows = gaussian(SeededRandom.of(13), 100, 1);
        double[][] wider =
                Arrays.stream(rows).map(row -> new double[] {0.1, row[0]}).toArray(double[][]::new);
        for (Linkage linkage : Linkage.values()) {
            assertThat(tree(linkage, wider).merges())
                    .isEqualTo(tree(linkage, rows).merges());
        }
    }

    @Test
    void pairsThatNeedMoreMemoryThanTheLimitAreRefusedBeforeAnyIsCompared() {
        Dissimilarity untouchable = new Custom((a, b) -> {
            throw new AssertionError("no pair may be compared");
        });
        Agglomerative clusterer = Agglomerative.withClusters(2)
                .withLinkage(Linkage.COMPLETE)
                .withDissimilarity(untouchable)
                .withMemoryLimit(8L * 2_000 * 1_999 / 2 - 1);
        double[][] rows = gaussian(SeededRandom.of(14), 2_000, 1);
        assertThatThrownBy(() -> clusterer.fit(FeatureMatrix.of(rows), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("complete linkage needs 16 MiB for the pairs of 2000 distinct rows")
                .hasMessageContaining("the limit is 15 MiB")
                .hasMessageContaining("withMemoryLimit");
    }

    @Test
    void equalRowsNeedNoMemoryForTheirPairs() {
        double[][] rows = grid(SeededRandom.of(15), 5_000, 1, 10);
        Clustering found = Agglomerative.withClusters(2)
                .withLinkage(Linkage.AVERAGE)
                .withMemoryLimit(8L * 45)
                .fit(FeatureMatrix.of(rows), seeded());
        assertThat(found.sizes()).hasSize(2);
        assertThat(((InstanceModel) found.model()).instanceCount()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Linkage.class,
            names = {"AVERAGE", "COMPLETE", "SINGLE"})
    void rowsThatADissimilarityCannotTellApartAreNotParted(Linkage linkage) {
        double[][] rows = {{1, 5}, {1, 7}, {2, 1}, {4, 9}, {4, 2}};
        Dissimilarity first = new Custom((a, b) -> Math.abs(a[0] - b[0]));
        Agglomerative three = Agglomerative.withClusters(3).withLinkage(linkage).withDissimilarity(first);
        Clustering found = three.fit(FeatureMatrix.of(rows), seeded());
        assertThat(found.labels()).containsExactly(0, 0, 1, 2, 2);
        assertThat(found.model().assign(FeatureMatrix.of(rows), seeded())).isEqualTo(found.labels());
        assertThatThrownBy(() -> Agglomerative.withClusters(4)
                        .withLinkage(linkage)
                        .withDissimilarity(first)
                        .fit(FeatureMatrix.of(rows), seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("3 rows that the dissimilarity tells apart, was 4");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY})
    void dissimilaritiesThatAreNoneAreRefused(double value) {
        for (Linkage linkage : List.of(Linkage.AVERAGE, Linkage.COMPLETE, Linkage.SINGLE)) {
            assertThatThrownBy(() -> Agglomerative.withClusters(1)
                            .withLinkage(linkage)
                            .withDissimilarity(new Custom((a, b) -> value))
                            .fit(FeatureMatrix.of(new double[][] {{1}, {2}}), seeded()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("finite and at least 0, was " + value);
        }
    }

    @Test
    void optionsOutOfTheirRangeAreRefused() {
        Dissimilarity own = new Custom(AgglomerativeTest::manhattan);
        assertThatIllegalArgumentException().isThrownBy(() -> Agglomerative.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Agglomerative.withHeight(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Agglomerative.withHeight(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agglomerative.withClusters(2).withMemoryLimit(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agglomerative.withClusters(2).withDissimilarity(own))
                .withMessageContaining("linkage ward is of Euclidean distances and was given own")
                .withMessageContaining("AVERAGE, COMPLETE or SINGLE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agglomerative.withClusters(2)
                        .withLinkage(Linkage.SINGLE)
                        .withDissimilarity(own)
                        .withLinkage(Linkage.CENTROID));
    }

    @Test
    void cancelledWhileTheModelIsMadeItStops() {
        FeatureMatrix matrix = FeatureMatrix.of(
                IntStream.range(0, 10_000).mapToObj(i -> new double[] {i * i}).toArray(double[][]::new));
        Agglomerative clusterer = Agglomerative.withClusters(2).withLinkage(Linkage.SINGLE);
        AtomicInteger tasks = new AtomicInteger();
        clusterer.fit(
                matrix,
                RunContext.seeded(1)
                        .withExecutor(
                                task -> {
                                    tasks.incrementAndGet();
                                    task.run();
                                },
                                2));
        Cancellation cancellation = Cancellation.create();
        RunContext context = RunContext.seeded(1)
                .withCancellation(cancellation)
                .withExecutor(
                        task -> {
                            if (tasks.decrementAndGet() == 0) {
                                cancellation.cancel();
                            }
                            task.run();
                        },
                        2);
        assertThatThrownBy(() -> clusterer.fit(matrix, context))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("assignment");
    }

    @Test
    void descriptionTellsAllOptions() {
        assertThat(Agglomerative.withClusters(4).describe())
                .isEqualTo("agglomerative(clusters=4, linkage=ward, dissimilarity=euclidean)");
        assertThat(Agglomerative.withHeight(2.5)
                        .withLinkage(Linkage.AVERAGE)
                        .withDissimilarity(new Custom(AgglomerativeTest::manhattan))
                        .withMemoryLimit(1_000)
                        .describe())
                .isEqualTo("agglomerative(height=2.5, linkage=average, dissimilarity=own, memoryLimit=1000)");
    }

    private static RunContext seeded() {
        return RunContext.seeded(1);
    }

    private static double rand(int[] truth, Clustering found) {
        return ((Statistic.Value) Agreement.between(truth, found.labels()).adjustedRand()).number();
    }

    private static Dendrogram tree(Linkage linkage, double[][] rows) {
        return tree(linkage, FeatureMatrix.of(rows), seeded());
    }

    private static Dendrogram tree(Linkage linkage, FeatureMatrix rows, RunContext context) {
        return Agglomerative.withClusters(1).withLinkage(linkage).tree(rows, context);
    }

    /** Labels in the order of the first rows. */
    static int[] ranked(int[] labels) {
        List<Integer> order = Arrays.stream(labels).distinct().boxed().toList();
        return Arrays.stream(labels).map(order::indexOf).toArray();
    }

    private static double[][] map(double[][] rows, DoubleUnaryOperator change) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(change).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] gaussian(SeededRandom random, int count, int columns) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return rows;
    }

    private static double[][] grid(SeededRandom random, int count, int columns, int values) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(values));
        }
        return rows;
    }

    private static double[] weights(SeededRandom random, int count, int most) {
        double[] weights = new double[count];
        Arrays.setAll(weights, row -> 1 + random.nextInt(most));
        return weights;
    }

    private static double euclidean(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return Math.sqrt(sum);
    }

    private static double manhattan(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += Math.abs(a[c] - b[c]);
        }
        return sum;
    }

    /** A dissimilarity that somebody else wrote. */
    private record Custom(ToDoubleBiFunction<double[], double[]> formula) implements Dissimilarity {
        @Override
        public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
            return new Fitted(matrix.columnCount(), formula);
        }

        @Override
        public String describe() {
            return "own";
        }
    }

    private record Fitted(int columnCount, ToDoubleBiFunction<double[], double[]> formula)
            implements FittedDissimilarity {
        @Override
        public double between(double[] first, double[] second) {
            return formula.applyAsDouble(first, second);
        }

        @Override
        public boolean isMetric() {
            return false;
        }

        @Override
        public ModelState state() {
            return ModelState.of("own/1").build();
        }
    }
}
