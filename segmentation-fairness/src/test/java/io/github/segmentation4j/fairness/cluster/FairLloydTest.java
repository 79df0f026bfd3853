package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FairLloydTest {
    private static final String SAMPLE = "fair_clustering/adult_1000_fair_lloyd.csv";

    private static final FairLloyd TWO = FairLloyd.withClusters(2).towards("group");

    /** Golden value G31: 6.952868 and 4.572132 with 30 restarts of a prototype; 6.956803 with published centres. */
    @ParameterizedTest
    @CsvSource({"4, 6.9529", "10, 4.5722"})
    @RequiresData({SAMPLE})
    void worstGroupOfTheAdultSampleCostsNoMoreThanPublished(int clusters, double published) {
        List<String[]> lines = ReferenceData.fields(SAMPLE, ",");
        FeatureMatrix matrix = FeatureMatrix.of(numbers(lines.subList(1, lines.size())));
        Categories sex = Categories.of(
                "sex",
                List.of("0", "1"),
                lines.stream()
                        .skip(1)
                        .mapToInt(line -> Integer.parseInt(line[11]))
                        .toArray());
        GroupCosts plain = GroupCosts.of(matrix, KMeans.withClusters(clusters).fit(matrix, RunContext.seeded(1)), sex);
        assertThat(plain.gap().orElseThrow()).isGreaterThan(0.5);
        FairLloyd fair = FairLloyd.withClusters(clusters).towards("sex").withRestarts(30);
        Clustering found = fair.fit(TrainingSet.of(matrix).withGroups(List.of(sex)), RunContext.seeded(1));
        GroupCosts costs = GroupCosts.of(matrix, found, sex);
        assertThat(costs.largest().orElseThrow()).isLessThanOrEqualTo(published);
        assertThat(costs.gap().orElseThrow()).isLessThan(1e-6);
    }

    private static double[][] numbers(List<String[]> lines) {
        return lines.stream()
                .map(line -> Arrays.stream(line)
                        .limit(10)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void fiveGroupsOfAdultAreServedBetterThanByKMeans() {
        Adult adult = Adult.train();
        FeatureMatrix matrix = FeatureMatrix.of(
                Adult.zScores(adult.numbers("age", "fnlwgt", "education-num", "capital-gain", "hours-per-week")));
        Categories race = adult.categories("race");
        Clustering plain = KMeans.withClusters(5).fit(matrix, RunContext.seeded(3));
        Clustering fair = FairLloyd.withClusters(5)
                .towards("race")
                .withRestarts(2)
                .fit(TrainingSet.of(matrix).withGroups(List.of(race)), RunContext.seeded(3));
        GroupCosts before = GroupCosts.of(matrix, plain, race);
        GroupCosts after = GroupCosts.of(matrix, fair, race);
        assertThat(after.groups()).hasSize(5);
        assertThat(after.largest().orElseThrow())
                .isLessThan(0.98 * before.largest().orElseThrow());
    }

    @Test
    void optimumOfTinyDataIsReachedAndNeverBeaten() {
        int reached = 0;
        for (int seed = 0; seed < 100; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            int groups = 2 + seed % 2;
            double[][] rows = new double[5 + random.nextInt(4)][2];
            int[] codes = new int[rows.length];
            for (int row = 0; row < rows.length; row++) {
                codes[row] = row < groups ? row : random.nextInt(groups);
                Arrays.setAll(rows[row], c -> random.nextGaussian());
            }
            double found = largest(rows, codes, TWO.fit(training(rows, codes), RunContext.seeded(seed)));
            double optimum = optimum(rows, codes, groups);
            assertThat(found).isGreaterThanOrEqualTo(optimum * (1 - 1e-8));
            reached += found <= optimum * (1 + 1e-8) ? 1 : 0;
        }
        assertThat(reached).isGreaterThanOrEqualTo(98);
    }

    /** Tries every way to put rows into two clusters. */
    private static double optimum(double[][] rows, int[] codes, int groups) {
        double best = Double.POSITIVE_INFINITY;
        for (int partition = 0; partition < 1 << (rows.length - 1); partition++) {
            int mask = partition;
            double[][] shares = new double[groups][2];
            double[][][] means = new double[groups][2][2];
            double[] fixed = new double[groups];
            for (int g = 0; g < groups; g++) {
                int group = g;
                double size = Arrays.stream(codes).filter(code -> code == group).count();
                for (int j = 0; j < 2; j++) {
                    for (int row = 0; row < rows.length; row++) {
                        if (codes[row] == g && (mask >> row & 1) == j) {
                            shares[g][j] += 1 / size;
                            means[g][j][0] += rows[row][0] / size;
                            means[g][j][1] += rows[row][1] / size;
                        }
                    }
                    double share = shares[g][j];
                    double[] mean = means[g][j];
                    Arrays.setAll(mean, c -> share > 0 ? mean[c] / share : 0);
                    for (int row = 0; row < rows.length; row++) {
                        if (codes[row] == g && (mask >> row & 1) == j) {
                            fixed[g] += SquaredDistance.between(rows[row], mean) / size;
                        }
                    }
                }
            }
            best = Math.min(
                    best,
                    new MinimaxCentres(shares, means, fixed, new double[2][2])
                            .solve()
                            .largest());
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void worstGroupIsNeverServedWorseThanByKMeans(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = cloud(300, random);
        int[] codes = Arrays.stream(rows)
                .mapToInt(row -> row[0] > 4 ? 0 : row[1] > 2 ? 1 : random.nextInt(4))
                .toArray();
        RunContext context = RunContext.seeded(seed);
        Clustering plain = KMeans.withClusters(4).withRestarts(3).fit(FeatureMatrix.of(rows), context);
        FairLloyd fair = FairLloyd.withClusters(4).towards("group").withRestarts(3);
        double found = largest(rows, codes, fair.fit(training(rows, codes), context));
        assertThat(found).isLessThan(largest(rows, codes, plain) * (1 + 1e-12));
    }

    @Test
    void scaleOfTheRowsChangesNothingButTheUnit() {
        double[][] rows = cloud(200, SeededRandom.of(9));
        int[] codes = codes(rows.length, 3, SeededRandom.of(10));
        double[][] scaled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> 4096 * value).toArray())
                .toArray(double[][]::new);
        FairLloyd fair = FairLloyd.withClusters(3).towards("group").withRestarts(2);
        Clustering small = fair.fit(training(rows, codes), RunContext.seeded(1));
        Clustering large = fair.fit(training(scaled, codes), RunContext.seeded(1));
        assertThat(large.labels()).isEqualTo(small.labels());
        for (int j = 0; j < 3; j++) {
            double[] expected = Arrays.stream(((CentroidModel) small.model()).centroid(j))
                    .map(value -> 4096 * value)
                    .toArray();
            assertThat(((CentroidModel) large.model()).centroid(j)).containsExactly(expected, within(1e-9));
        }
    }

    @Test
    void groupsThatAreAlikeGetTheResultOfKMeans() {
        double[][] once = cloud(150, SeededRandom.of(11));
        double[][] twice = new double[300][];
        Arrays.setAll(twice, row -> once[row / 2]);
        int[] codes = new int[300];
        Arrays.setAll(codes, row -> row % 2);
        FairLloyd fair = FairLloyd.withClusters(4).towards("group");
        Clustering found = fair.fit(training(twice, codes), RunContext.seeded(2));
        Clustering plain = KMeans.withClusters(4).fit(FeatureMatrix.of(twice), RunContext.seeded(2));
        assertThat(found.inertia().orElseThrow()).isCloseTo(plain.inertia().orElseThrow(), within(1e-9));
        assertThat(found.labels()).isEqualTo(plain.labels());
    }

    @Test
    void oneGroupIsKMeansToTheLastBit() {
        double[][] rows = cloud(120, SeededRandom.of(12));
        Clustering found =
                FairLloyd.withClusters(3).towards("group").fit(training(rows, new int[120]), RunContext.seeded(4));
        Clustering plain = KMeans.withClusters(3).fit(FeatureMatrix.of(rows), RunContext.seeded(4));
        assertThat(found.labels()).isEqualTo(plain.labels());
        assertThat(found.model().state().value("centroids"))
                .isEqualTo(plain.model().state().value("centroids"));
        assertThat(found.inertia().orElseThrow()).isCloseTo(plain.inertia().orElseThrow(), within(1e-9));
    }

    @Test
    void groupThatIsAbsentChangesNothing() {
        double[][] rows = cloud(120, SeededRandom.of(13));
        int[] codes = codes(rows.length, 2, SeededRandom.of(14));
        int[] last = Arrays.stream(codes).map(code -> code == 0 ? 0 : 4).toArray();
        Clustering expected = TWO.fit(training(rows, codes), RunContext.seeded(4));
        Clustering found = TWO.fit(training(rows, last), RunContext.seeded(4));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.inertia()).isEqualTo(expected.inertia());
        GroupCosts costs = GroupCosts.of(FeatureMatrix.of(rows), found, categories("group", last));
        assertThat(costs.groups().get(1).cost().value()).isEmpty();
        assertThat(costs.groups().get(1).count()).isZero();
    }

    @Test
    void rowsOfNoGroupAreLabelledAndAttractNothing() {
        double[][] rows = cloud(120, SeededRandom.of(15));
        int[] codes = codes(rows.length, 2, SeededRandom.of(16));
        double[][] more = Arrays.copyOf(rows, 125);
        int[] moreCodes = Arrays.copyOf(codes, 125);
        for (int row = 120; row < 125; row++) {
            more[row] = new double[] {6, 0};
            moreCodes[row] = Categories.MISSING;
        }
        Clustering expected = TWO.fit(training(rows, codes), RunContext.seeded(4));
        Clustering found = TWO.fit(training(more, moreCodes), RunContext.seeded(4));
        assertThat(Arrays.copyOf(found.labels(), 120)).isEqualTo(expected.labels());
        assertThat(largest(more, moreCodes, found)).isCloseTo(largest(rows, codes, expected), within(1e-9));
        assertThat(found.label(120)).isEqualTo(expected.model().assign(new double[] {6, 0}));
    }

    @Test
    void rowOfWeightTwoCountsLikeTwoRows() {
        double[][] rows = cloud(60, SeededRandom.of(17));
        int[] codes = codes(rows.length, 3, SeededRandom.of(18));
        double[][] twice = new double[90][];
        int[] twiceCodes = new int[90];
        double[] weights = new double[60];
        for (int row = 0; row < 90; row++) {
            twice[row] = rows[row % 60];
            twiceCodes[row] = codes[row % 60];
            weights[row % 60]++;
        }
        Clustering repeated = TWO.fit(training(twice, twiceCodes), RunContext.seeded(4));
        Clustering weighted = TWO.fit(training(rows, codes).withWeights(weights), RunContext.seeded(4));
        double[] ones = new double[90];
        Arrays.fill(ones, 1);
        GroupCosts expected = GroupCosts.of(FeatureMatrix.of(twice), repeated, categories("group", twiceCodes), ones);
        GroupCosts found = GroupCosts.of(FeatureMatrix.of(rows), weighted, categories("group", codes), weights);
        assertThat(found.largest().orElseThrow()).isCloseTo(expected.largest().orElseThrow(), within(1e-9));
        assertThat(weighted.inertia().orElseThrow())
                .isCloseTo(repeated.inertia().orElseThrow(), within(1e-6));
    }

    @Test
    void groupsOfSeveralAttributesAllCount() {
        double[][] rows = {{0}, {1}, {10}, {14}, {30}, {31}};
        Categories sex = Categories.of("sex", List.of("f", "m"), new int[] {0, 0, 0, 1, 1, 1});
        Categories age = Categories.of("age", List.of("young", "old"), new int[] {0, 1, -1, 0, 1, 0});
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        TrainingSet training = TrainingSet.of(matrix).withGroups(List.of(sex, age));
        FairLloyd fair = FairLloyd.withClusters(2).towards("age", "sex");
        Clustering both = fair.fit(training, RunContext.seeded(1));
        Clustering plain = KMeans.withClusters(2).fit(matrix, RunContext.seeded(1));
        assertThat(worst(matrix, both, sex, age)).isLessThan(worst(matrix, plain, sex, age));
        assertThat(fair.protectedAttributes()).containsExactly("age", "sex");
    }

    private static double worst(FeatureMatrix matrix, Clustering clustering, Categories... attributes) {
        return Arrays.stream(attributes)
                .mapToDouble(
                        one -> GroupCosts.of(matrix, clustering, one).largest().orElseThrow())
                .max()
                .orElseThrow();
    }

    @Test
    void oneRowInEachGroupIsServedInTheMiddle() {
        Clustering found = FairLloyd.withClusters(1)
                .towards("group")
                .fit(training(new double[][] {{0}, {1}, {4}}, new int[] {0, 1, 2}), RunContext.seeded(1));
        assertThat(((CentroidModel) found.model()).centroid(0)[0]).isCloseTo(2, within(1e-8));
        Clustering apart = FairLloyd.withClusters(3)
                .towards("group")
                .fit(training(new double[][] {{0}, {1}, {4}}, new int[] {0, 1, 2}), RunContext.seeded(1));
        assertThat(apart.labels()).containsExactly(0, 1, 2);
        assertThat(apart.inertia()).hasValue(0);
    }

    @Test
    void limitOnIterationsAndToleranceEndARunEarly() {
        double[][] rows = cloud(400, SeededRandom.of(19));
        int[] codes = Arrays.stream(rows).mapToInt(row -> row[0] > 5 ? 1 : 0).toArray();
        FairLloyd fair = FairLloyd.withClusters(5).towards("group").withRestarts(1);
        Clustering limited = fair.withMaxIterations(1).fit(training(rows, codes), RunContext.seeded(1));
        Clustering loose = fair.withTolerance(10).fit(training(rows, codes), RunContext.seeded(1));
        assertThat(limited.iterations()).isEqualTo(1);
        assertThat(loose.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(limited.labels()).isEqualTo(limited.model().assign(FeatureMatrix.of(rows), RunContext.seeded(0)));
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        TrainingSet training = training(new double[][] {{0}, {1}, {1}}, new int[] {0, 1, 0});
        RunContext context = RunContext.seeded(1);
        assertThatThrownBy(() -> FairLloyd.withClusters(3).towards("group").fit(training, context))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 distinct rows");
        assertThatThrownBy(() -> FairLloyd.withClusters(2).fit(training, context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("towards");
        assertThatThrownBy(() -> FairLloyd.withClusters(2).towards("age").fit(training, context))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no groups of 'age'");
        assertThatThrownBy(() -> TWO.fit(
                        training.withGroups(
                                List.of(categories("group", new int[3]), categories("unasked", new int[3]))),
                        context))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("unasked");
        assertThatThrownBy(() -> TWO.fit(
                        training(new double[][] {{0}, {1}}, new int[] {Categories.MISSING, Categories.MISSING}),
                        context))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("belongs to a group");
        assertThatThrownBy(() -> TWO.towards("a", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FairLloyd.withClusters(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TWO.withTolerance(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Four round clouds of unlike size. */
    private static double[][] cloud(int count, SeededRandom random) {
        double[][] centres = {{0, 0}, {9, 1}, {1, 8}, {12, 13}};
        double[][] rows = new double[count][2];
        for (double[] row : rows) {
            double[] centre = centres[Math.min(3, random.nextInt(6))];
            Arrays.setAll(row, c -> centre[c] + random.nextGaussian());
        }
        return rows;
    }

    private static int[] codes(int count, int groups, SeededRandom random) {
        int[] codes = new int[count];
        Arrays.setAll(codes, row -> row < groups ? row : random.nextInt(groups));
        return codes;
    }

    private static Categories categories(String name, int[] codes) {
        return Categories.of(name, List.of("a", "b", "c", "d", "e"), codes);
    }

    private static TrainingSet training(double[][] rows, int[] codes) {
        return TrainingSet.of(FeatureMatrix.of(rows)).withGroups(List.of(categories("group", codes)));
    }

    private static double largest(double[][] rows, int[] codes, Clustering clustering) {
        return GroupCosts.of(FeatureMatrix.of(rows), clustering, categories("group", codes))
                .largest()
                .orElseThrow();
    }
}
