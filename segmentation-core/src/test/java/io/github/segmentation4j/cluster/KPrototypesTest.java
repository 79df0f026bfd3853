package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KPrototypesTest {
    private static final String STOCKS = "clustering/categorical/stocks.csv";
    private static final double NONE = Double.NaN;

    // Reference values of the published example: automatic gamma by the population standard deviation, lowest costs.
    @ParameterizedTest
    @CsvSource({"2, 45765.040633", "3, 12079.574667", "4, 1664.470855"})
    @RequiresData(STOCKS)
    void stocksReachTheLowestCostOfAllPartitions(int clusters, double cost) {
        double[][] stocks = stocks();
        Clustering found = KPrototypes.withClusters(clusters)
                .withCategorical("x2", "x3")
                .withRestarts(100)
                .fit(FeatureMatrix.of(stocks), seeded(1));
        double gamma = ((PrototypeModel) found.model()).gamma();
        assertThat(gamma).isCloseTo(69.903336, within(1e-6));
        assertThat(found.inertia().orElseThrow()).isCloseTo(cost, within(1e-6));
        assertThat(found.inertia().orElseThrow())
                .isCloseTo(MixedBruteForce.of(stocks, 1, gamma).lowest(clusters), within(1e-9));
    }

    // Starts are rows, and the best partition is not always downhill from one; never may the cost be lower than
    // possible.
    @Test
    void costIsTheLowestOfAllPartitionsButForAFew() {
        int reached = 0;
        for (long seed = 1; seed <= 6; seed++) {
            double[][] rows = mixed(SeededRandom.of(seed), 9, 2, 3, 0);
            for (int clusters = 1; clusters <= 3; clusters++) {
                double found = KPrototypes.withClusters(clusters)
                        .withCategorical("x3", "x4", "x5")
                        .withGamma(0.7)
                        .withRestarts(80)
                        .fit(FeatureMatrix.of(rows), seeded(seed))
                        .inertia()
                        .orElseThrow();
                reached += reaches(found, MixedBruteForce.of(rows, 2, 0.7).lowest(clusters)) ? 1 : 0;
            }
        }
        assertThat(reached).isGreaterThanOrEqualTo(16);
    }

    private static boolean reaches(double cost, double lowest) {
        assertThat(cost).isBetween(lowest - 1e-12, 1.1 * lowest);
        return cost < lowest + 1e-12;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void withoutCategoriesItIsKMeansFromTheSameStarts(long seed) {
        double[][] rows = mixed(SeededRandom.of(seed), 700, 3, 0, 0);
        double[][] starts = Arrays.copyOf(rows, 6);
        Clustering expected = KMeans.withClusters(6).withCentroids(starts).fit(FeatureMatrix.of(rows), seeded(1));
        Clustering found = KPrototypes.withClusters(6).withPrototypes(starts).fit(FeatureMatrix.of(rows), seeded(1));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.inertia().orElseThrow()).isCloseTo(expected.inertia().orElseThrow(), within(1e-10));
    }

    @Test
    void withoutNumbersItIsKModes() {
        double[][] rows = KModesTest.codes(SeededRandom.of(3), 500, 4, 4);
        Clustering expected = KModes.withClusters(5).fit(FeatureMatrix.of(rows), seeded(4));
        Clustering found = KPrototypes.withClusters(5)
                .withCategorical("x4", "x2", "x1", "x3")
                .fit(FeatureMatrix.of(rows), seeded(4));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.inertia()).isEqualTo(expected.inertia());
        assertThat(found.model().state().numbers("prototypes"))
                .isEqualTo(expected.model().state().numbers("prototypes"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void costNeverRises(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = mixed(random, 9_000, 2, 3, seed % 2 == 0 ? 0.2 : 0);
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> seed % 3 == 0 ? 1 : random.nextDouble());
        KPrototypes clusterer = KPrototypes.withClusters(9)
                .withCategorical("x3", "x4", "x5")
                .withStart(PrototypeStart.HUANG)
                .withMissing(MissingValues.OBSERVED_ONLY);
        TrainingSet training = TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights);
        MixedRows prepared = clusterer.rows(training, seeded(seed));
        PrototypeRun run = clusterer.run(
                prepared, new PrototypeSeeding(prepared), new CategoryCounts(prepared, 9), 0, seeded(seed));
        run.descend(PrototypeRun.NEVER, 100);
        List<Double> costs = new ArrayList<>(run.costs());
        run.finish(100);
        costs.add(run.cost());
        assertThat(costs).hasSizeGreaterThan(4);
        for (int epoch = 1; epoch < costs.size(); epoch++) {
            assertThat(costs.get(epoch)).isLessThanOrEqualTo(costs.get(epoch - 1) * (1 + 1e-13));
        }
        assertThat(run.isStable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void costIsThatOfThePartitionAtItsOwnMeansAndModes(long seed) {
        double[][] rows = mixed(SeededRandom.of(seed), 2_000, 2, 2, 0.1);
        Clustering found = KPrototypes.withClusters(5)
                .withCategorical("x3", "x4")
                .withMissing(MissingValues.OBSERVED_ONLY)
                .withRestarts(2)
                .fit(FeatureMatrix.of(rows), seeded(seed));
        PrototypeModel model = (PrototypeModel) found.model();
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            sum += model.cost(rows[row], found.label(row));
        }
        assertThat(found.inertia().orElseThrow()).isCloseTo(sum, within(1e-9));
        assertThat(sum).isCloseTo(MixedBruteForce.of(rows, 2, model.gamma()).cost(found.labels(), 5), within(1e-9));
    }

    // Groups that show in six categories, among numbers of which one is 10^9 times as large as the other and both are
    // noise.
    @Test
    void groupsOfCategoriesAreFoundAmongNumbersOfAnyScale() {
        SeededRandom random = SeededRandom.of(11);
        double[][] rows = new double[1_200][8];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = 1e6 * random.nextGaussian();
            rows[row][1] = 7 + 1e-3 * random.nextGaussian();
            for (int c = 2; c < 8; c++) {
                rows[row][c] = random.nextDouble() < 0.9 ? row % 3 : random.nextInt(3);
            }
        }
        Clustering found = KPrototypes.withClusters(3)
                .withCategorical("x3", "x4", "x5", "x6", "x7", "x8")
                .withNumbers(KPrototypes.Numbers.STANDARDISED)
                .fit(FeatureMatrix.of(rows), seeded(1));
        PrototypeModel model = (PrototypeModel) found.model();
        assertThat(model.gamma()).isCloseTo(0.5, within(1e-12));
        int wrong = 0;
        for (int row = 0; row < rows.length; row++) {
            wrong += model.prototype(found.label(row))[2] == row % 3 ? 0 : 1;
        }
        // Three of six categories must go wrong at least, each with probability 1/15: a row in 150, of 1,200 about 8.
        assertThat(wrong).isLessThan(30);
    }

    @Test
    void costOfObservedValuesIsTheLowestOfAllPartitionsButForAFew() {
        int reached = 0;
        for (long seed = 1; seed <= 4; seed++) {
            double[][] rows = mixed(SeededRandom.of(seed), 8, 2, 2, 0.25);
            for (int clusters = 1; clusters <= 3; clusters++) {
                double found = KPrototypes.withClusters(clusters)
                        .withCategorical("x3", "x4")
                        .withGamma(0.4)
                        .withMissing(MissingValues.OBSERVED_ONLY)
                        .withRestarts(100)
                        .fit(FeatureMatrix.of(rows), seeded(seed))
                        .inertia()
                        .orElseThrow();
                reached += reaches(found, MixedBruteForce.of(rows, 2, 0.4).lowest(clusters)) ? 1 : 0;
            }
        }
        assertThat(reached).isGreaterThanOrEqualTo(10);
    }

    @Test
    void leavingOutEqualsAFitOfTheCompleteRows() {
        double[][] rows = mixed(SeededRandom.of(4), 900, 2, 2, 0.1);
        double[][] complete = Arrays.stream(rows).filter(row -> !misses(row)).toArray(double[][]::new);
        KPrototypes clusterer =
                KPrototypes.withClusters(6).withCategorical("x3", "x4").withPrototypes(Arrays.copyOf(complete, 6));
        Clustering alone = clusterer.fit(FeatureMatrix.of(complete), seeded(1));
        Clustering found = clusterer.withMissing(MissingValues.LEAVE_OUT).fit(FeatureMatrix.of(rows), seeded(1));
        assertThat(found.inertia().orElseThrow()).isCloseTo(alone.inertia().orElseThrow(), within(1e-9));
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
    @EnumSource(
            value = MissingValues.class,
            names = {"LEAVE_OUT", "OBSERVED_ONLY"})
    void modelAssignsIncompleteRowsAsTheFitDidAndSurvivesItsState(MissingValues policy) {
        double[][] rows = mixed(SeededRandom.of(5), 5_000, 2, 3, 0.2);
        rows[17] = new double[] {NONE, NONE, NONE, NONE, NONE};
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        Clustering found = KPrototypes.withClusters(5)
                .withCategorical("x3", "x4", "x5")
                .withMissing(policy)
                .withRestarts(2)
                .fit(matrix, seeded(2));
        assertThat(found.label(17)).isEqualTo(Clustering.NOISE);
        PrototypeModel restored =
                (PrototypeModel) ClusterModels.restore(found.model().state(), Map.of());
        for (ClusterModel model : List.of(found.model(), restored)) {
            assertThat(model.assign(matrix, seeded(0))).isEqualTo(found.labels());
            for (int row = 0; row < 200; row++) {
                assertThat(model.assign(rows[row])).isEqualTo(found.label(row));
            }
        }
        assertThat(restored.gamma()).isEqualTo(((PrototypeModel) found.model()).gamma());
        assertThat(restored.isCategorical(1)).isFalse();
        assertThat(restored.isCategorical(2)).isTrue();
    }

    @Test
    void singlePrecisionGivesTheSameBitsForNumbersItHolds() {
        double[][] rows = mixed(SeededRandom.of(6), 3_000, 2, 2, 0);
        for (double[] row : rows) {
            Arrays.setAll(row, c -> (float) row[c]);
        }
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        KPrototypes clusterer =
                KPrototypes.withClusters(4).withCategorical("x4", "x3").withRestarts(2);
        Clustering expected = clusterer.fit(matrix, seeded(1));
        Clustering found = clusterer.fit(matrix.withPrecision(Precision.SINGLE), seeded(1));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.model().state().numbers("prototypes"))
                .isEqualTo(expected.model().state().numbers("prototypes"));
    }

    @Test
    void weightsCountAsEqualRows() {
        SeededRandom random = SeededRandom.of(5);
        double[][] rows = mixed(random, 9, 2, 2, 0);
        double[] weights = new double[9];
        Arrays.setAll(weights, row -> random.nextInt(4));
        boolean[] categorical = {false, false, true, true};
        Clustering found = KPrototypes.withClusters(3)
                .withCategorical("x3", "x4")
                .withGamma(0.3)
                .withRestarts(80)
                .fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), seeded(1));
        assertThat(found.inertia().orElseThrow())
                .isCloseTo(new MixedBruteForce(rows, weights, categorical, 0.3).lowest(3), within(1e-12));
    }

    @Test
    void anEmptyClusterGetsTheRowThatCostsMost() {
        double[][] rows = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {50, 1}, {51, 1}, {90, 1}};
        Clustering found = KPrototypes.withClusters(3)
                .withCategorical("x2")
                .withGamma(1)
                .withPrototypes(new double[][] {{1, 0}, {1000, 2}, {60, 1}})
                .fit(FeatureMatrix.of(rows), seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 0, 0, 1, 1, 2);
        assertThat(((PrototypeModel) found.model()).prototype(2)).containsExactly(90, 1);
    }

    @Test
    void categoriesCountWhereNoNumberVaries() {
        double[][] rows = {{5, 0}, {5, 0}, {5, 1}, {5, 1}};
        Clustering found = KPrototypes.withClusters(2).withCategorical("x2").fit(FeatureMatrix.of(rows), seeded(1));
        assertThat(((PrototypeModel) found.model()).gamma()).isEqualTo(1);
        assertThat(found.labels()).containsExactly(0, 0, 1, 1);
        assertThat(found.inertia()).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-200, 1e-9, 1, 1e9, 1e140})
    void groupsAreFoundAtAnyScaleAndFarFromTheOrigin(double scale) {
        SeededRandom random = SeededRandom.of(2);
        double[][] rows = new double[90][];
        Arrays.setAll(rows, row -> new double[] {scale * (1_000_000 + 30 * (row % 3) + random.nextDouble()), row % 3});
        for (KPrototypes.Numbers numbers : KPrototypes.Numbers.values()) {
            Clustering found = KPrototypes.withClusters(3)
                    .withCategorical("x2")
                    .withNumbers(numbers)
                    .fit(FeatureMatrix.of(rows), seeded(1));
            for (int row = 0; row < rows.length; row++) {
                assertThat(found.label(row)).isEqualTo(row % 3);
            }
        }
    }

    @Test
    void aCategoryThatNoTrainingRowHasEqualsNone() {
        double[][] rows = {{0, 1}, {1, 1}, {10, 2}, {11, 2}};
        Clustering found =
                KPrototypes.withClusters(2).withCategorical("x2").withGamma(4).fit(FeatureMatrix.of(rows), seeded(1));
        PrototypeModel model = (PrototypeModel) found.model();
        assertThat(model.prototype(0)).containsExactly(0.5, 1);
        assertThat(model.cost(new double[] {1.5, 99}, 0)).isEqualTo(5);
        assertThat(model.assign(new double[] {1.5, 99})).isZero();
        assertThat(model.assign(new double[] {9, 1})).isEqualTo(1);
    }

    @Test
    void whatCannotBeClusteredIsRefusedByName() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{1, 0}, {2, 1}, {2, 1}});
        assertThatThrownBy(
                        () -> KPrototypes.withClusters(3).withCategorical("x2").fit(rows, seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("between 1 and the 2 distinct rows, was 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        KPrototypes.withClusters(1).withCategorical("city").fit(rows, seeded(1)))
                .withMessageContaining("no column 'city'")
                .withMessageContaining("[x1, x2]");
        assertThatThrownBy(() -> KPrototypes.withClusters(1)
                        .withMissing(MissingValues.OBSERVED_ONLY)
                        .withCategorical("x2")
                        .fit(FeatureMatrix.of(new double[][] {{1, NONE}, {2, NONE}}), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'x2'")
                .hasMessageContaining("leave the column out");
        for (KPrototypes.Numbers numbers : KPrototypes.Numbers.values()) {
            assertThatThrownBy(() -> KPrototypes.withClusters(2)
                            .withNumbers(numbers)
                            .fit(FeatureMatrix.of(new double[][] {{-1.7e308}, {1.7e308}}), seeded(1)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("overflow");
        }
        assertThatThrownBy(() -> KPrototypes.withClusters(2)
                        .fit(FeatureMatrix.of(new double[][] {{Double.MIN_VALUE}, {0}}), seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("vanish");
        assertThatThrownBy(() -> KPrototypes.withClusters(1)
                        .withCategorical("x2")
                        .withGamma(1e308)
                        .fit(rows, seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("gamma");
    }

    @Test
    void badOptionsAreRefusedAndAllOptionsAreDescribed() {
        KPrototypes plain = KPrototypes.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> plain.withGamma(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> plain.withGamma(NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> plain.withGamma(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> plain.withCategorical("a", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> plain.withPrototypes(new double[1][1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.withPrototypes(new double[2][3])
                        .fit(FeatureMatrix.of(new double[][] {{1}, {2}}), seeded(1)));
        assertThat(plain.toString())
                .isEqualTo("k-prototypes(clusters=2, categorical=[], gamma=automatic, numbers=as given, start=Cao,"
                        + " restarts=10, maxIterations=100)");
        assertThat(plain.withCategorical("plan")
                        .withGamma(2)
                        .withPrototypes(new double[2][2])
                        .describe())
                .contains("categorical=[plan], gamma=2.0")
                .contains("start=given, restarts=1");
    }

    @Test
    void damagedStatesAreRefused() {
        ModelState state = state(new double[] {1}, new double[] {1}, new double[] {2}, "REFUSE");
        assertThat(ClusterModels.restore(state, Map.of()).assign(new double[] {4, 8}))
                .isEqualTo(1);
        assertDamaged(state(new double[] {2}, new double[] {1}, new double[] {2}, "REFUSE"));
        assertDamaged(state(new double[] {0.5}, new double[] {1}, new double[] {2}, "REFUSE"));
        assertDamaged(state(new double[] {1, 1}, new double[] {}, new double[] {2, 2}, "REFUSE"));
        assertDamaged(state(new double[] {1}, new double[] {1, 1}, new double[] {2}, "REFUSE"));
        assertDamaged(state(new double[] {1}, new double[] {-1}, new double[] {2}, "REFUSE"));
        assertDamaged(state(new double[] {1}, new double[] {1}, new double[] {NONE}, "REFUSE"));
        assertDamaged(state(new double[] {1}, new double[] {1}, new double[] {2}, "ANY"));
    }

    private static ModelState state(double[] categorical, double[] roots, double[] prices, String missing) {
        return ModelState.of("prototypes/1")
                .put("clusters", 2)
                .put("columns", 2)
                .put("prototypes", new double[] {0, 7, 4, 8})
                .put("categorical", categorical)
                .put("roots", roots)
                .put("prices", prices)
                .put("gamma", 2.0)
                .put("missing", missing)
                .build();
    }

    private static void assertDamaged(ModelState state) {
        assertThatThrownBy(() -> ClusterModels.restore(state, Map.of())).isInstanceOf(InvalidInputException.class);
    }

    /** Market value, and the codes of the sector and the country. */
    private static double[][] stocks() {
        List<String[]> fields = ReferenceData.fields(STOCKS, ",");
        List<String> texts = new ArrayList<>();
        return fields.stream()
                .map(row -> new double[] {Double.parseDouble(row[1]), code(texts, row[2]), code(texts, row[3])})
                .toArray(double[][]::new);
    }

    private static int code(List<String> texts, String text) {
        if (!texts.contains(text)) {
            texts.add(text);
        }
        return texts.indexOf(text);
    }

    /** Uniform numbers, then codes, each row with at least one value. */
    private static double[][] mixed(SeededRandom random, int count, int numbers, int categories, double holes) {
        double[][] rows = new double[count][numbers + categories];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> c < numbers ? random.nextDouble() : random.nextInt(3));
            int kept = random.nextInt(row.length);
            for (int c = 0; c < row.length; c++) {
                if (c != kept && random.nextDouble() < holes) {
                    row[c] = NONE;
                }
            }
        }
        return rows;
    }

    private static boolean misses(double[] row) {
        return Arrays.stream(row).anyMatch(Double::isNaN);
    }

    private static RunContext seeded(long seed) {
        return RunContext.seeded(seed);
    }
}
