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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairKMeansTest {
    private static final RunContext CONTEXT = RunContext.seeded(42);
    private static final GroupRules RULES =
            GroupRules.balance("a", 0.6).and(GroupRules.representation("b", "u", 0.2, 0.5));

    private static TrainingSet training(Example example) {
        return training(example, RULES);
    }

    private static TrainingSet training(Example example, GroupRules rules) {
        return TrainingSet.of(FeatureMatrix.of(example.points()))
                .withGroups(example.groups().stream()
                        .filter(attribute -> rules.attributes().contains(attribute.name()))
                        .toList());
    }

    private static FairClustering fit(Example example, GroupRules rules, int clusters) {
        return FairKMeans.withClusters(clusters)
                .under(rules)
                .withRestarts(4)
                .fitCertified(training(example, rules), CONTEXT);
    }

    /** The sum of squared distances to the means, computed anew. */
    private static double inertia(double[][] points, int[] labels, int clusters) {
        double[][] means = new double[clusters][points[0].length];
        int[] sizes = new int[clusters];
        for (int row = 0; row < labels.length; row++) {
            sizes[labels[row]]++;
            for (int c = 0; c < points[row].length; c++) {
                means[labels[row]][c] += points[row][c];
            }
        }
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            for (int c = 0; c < points[row].length; c++) {
                double difference = points[row][c] - means[labels[row]][c] / sizes[labels[row]];
                sum += difference * difference;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void labelsObeyTheRulesAndInertiaIsThatOfTheirMeans(long seed) {
        Example example = Example.of(seed, 60 + (int) seed * 70, 3);
        GroupRules rules = RULES.and(GroupRules.sizes(10, 400));
        FairClustering found = fit(example, rules, 3);
        int[] labels = found.clustering().labels();
        assertThat(BruteForce.obeys(rules, example.groups(), labels, 3)).isTrue();
        assertThat(found.assignment().labels()).isEqualTo(labels);
        double expected = inertia(example.points(), labels, 3);
        assertThat(found.inertia()).isCloseTo(expected, within(1e-9 * expected));
        assertThat(found.assignment().cost()).isEqualTo(found.inertia());
        assertThat(found.assignment().lowerBound()).isLessThanOrEqualTo(found.inertia());
        assertThat(found.price().orElseThrow()).isGreaterThanOrEqualTo(1 - 1e-9);
    }

    @Test
    void modelHasTheMeansAndCertificateIsOfTheAssignmentToThem() {
        Example example = Example.of(8, 240, 3);
        FairClustering found = fit(example, RULES, 3);
        CentroidModel model = (CentroidModel) found.clustering().model();
        double[][] centres = new double[3][];
        Arrays.setAll(centres, model::centroid);
        CertifiedAssignment again = FairAssignment.under(RULES)
                .assign(FeatureMatrix.of(example.points()), centres, example.groups(), CONTEXT);
        assertThat(found.clustering().convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        assertThat(found.assignment().lowerBound()).isLessThanOrEqualTo(again.cost() * (1 + 1e-9));
        assertThat(found.inertia()).isLessThanOrEqualTo(again.cost() * (1 + 1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void noDearerThanFairAssignmentToTheCentresOfKMeans(int clusters) {
        Example example = Example.of(clusters, 400, clusters);
        FeatureMatrix matrix = FeatureMatrix.of(example.points());
        CentroidModel plain = (CentroidModel) KMeans.withClusters(clusters)
                .withRestarts(30)
                .fit(matrix, CONTEXT)
                .model();
        double[][] centres = new double[clusters][];
        Arrays.setAll(centres, plain::centroid);
        double simple = FairAssignment.under(RULES)
                .assign(matrix, centres, example.groups(), CONTEXT)
                .cost();
        assertThat(fit(example, RULES, clusters).inertia()).isLessThanOrEqualTo(simple);
    }

    @Test
    void costNeverGrowsFromRoundToRound() {
        for (long seed = 1; seed <= 20; seed++) {
            Example example = Example.of(seed, 300, 4);
            FairRows rows = FairRows.of(training(example), List.of("a", "b"), CONTEXT);
            FairDescent descent = new FairDescent(rows, RULES, 4, CONTEXT);
            FairDescent.State at = descent.begin(example.centres());
            int rounds = 1;
            while (!at.settled()) {
                FairDescent.State next = descent.round(at, AssignmentEngine.Effort.QUICK);
                assertThat(next.inertia()).isLessThanOrEqualTo(at.inertia());
                at = next;
                rounds++;
            }
            assertThat(rounds).isGreaterThan(1);
        }
    }

    @Test
    void sameBitsForAnyThreadCountWhereASampleIsTaken() {
        Example example = Example.of(3, 17_000, 4);
        FairKMeans fair =
                FairKMeans.withClusters(4).under(RULES).withRestarts(2).withSearch(2);
        FairClustering expected = fair.fitCertified(training(example), CONTEXT);
        assertThat(BruteForce.obeys(
                        RULES, example.groups(), expected.clustering().labels(), 4))
                .isTrue();
        for (int threads : new int[] {1, 2, 3, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                FairClustering found = fair.fitCertified(training(example), CONTEXT.withExecutor(pool, threads));
                assertThat(found.clustering().labels())
                        .isEqualTo(expected.clustering().labels());
                assertThat(found.inertia()).isEqualTo(expected.inertia());
                assertThat(found.assignment().lowerBound())
                        .isEqualTo(expected.assignment().lowerBound());
            } finally {
                pool.shutdown();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void samePartitionAndBitsForAnyOrderOfTheRows(long seed) {
        Example example = Example.of(11, 500, 4);
        int[] order = new int[500];
        Arrays.setAll(order, row -> row);
        SeededRandom.of(seed).shuffle(order);
        FairClustering expected = fit(example, RULES, 4);
        FairClustering found = fit(example.inOrder(order), RULES, 4);
        assertThat(found.inertia()).isEqualTo(expected.inertia());
        for (int row = 0; row < order.length; row++) {
            assertThat(found.clustering().label(row))
                    .isEqualTo(expected.clustering().label(order[row]));
        }
    }

    @Test
    void rulesThatKMeansObeysCostNothing() {
        Example example = Example.of(4, 600, 4);
        FairClustering found = fit(example, GroupRules.balance("a", 0), 4);
        assertThat(found.inertia()).isLessThanOrEqualTo(found.plainInertia() * (1 + 1e-12));
        assertThat(found.assignment().movedCount()).isZero();
        assertThat(found.assignment().gap()).isZero();
    }

    /** No fit may cost less than the cheapest of all partitions, and nearly all reach it. */
    @Test
    void reachesTheOptimumOfAllPartitionsOfEightRows() {
        int reached = 0;
        for (long seed = 0; seed < 100; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] points = new double[8][2];
            int[] codes = {0, 0, 0, 0, 1, 1, 1, 1};
            for (double[] point : points) {
                Arrays.setAll(point, c -> random.nextDouble());
            }
            Example example =
                    new Example(points, new double[2][2], List.of(Categories.of("a", List.of("p", "q"), codes)));
            GroupRules rules = GroupRules.balance("a", random.nextInt(11) / 10.0);
            double best = Double.MAX_VALUE;
            for (int code = 1; code < 255; code++) {
                int[] labels = new int[8];
                for (int row = 0; row < 8; row++) {
                    labels[row] = code >> row & 1;
                }
                if (BruteForce.obeys(rules, example.groups(), labels, 2)) {
                    best = Math.min(best, inertia(points, labels, 2));
                }
            }
            double found = FairKMeans.withClusters(2)
                    .under(rules)
                    .fit(training(example, rules), CONTEXT)
                    .inertia()
                    .orElseThrow();
            assertThat(found).isGreaterThanOrEqualTo(best * (1 - 1e-9));
            reached += found <= best * (1 + 1e-9) ? 1 : 0;
        }
        assertThat(reached).isGreaterThanOrEqualTo(95);
    }

    @Test
    void rowsThatASampleMissesAreNotLost() {
        double[][] points = new double[17_000][1];
        points[5][0] = 1;
        points[9][0] = 2;
        int[] codes = new int[points.length];
        Arrays.setAll(codes, row -> row % 2);
        Categories groups = Categories.of("a", List.of("p", "q"), codes);
        Clustering found = FairKMeans.withClusters(3)
                .balance("a", 0)
                .withRestarts(2)
                .fit(TrainingSet.of(FeatureMatrix.of(points)).withGroups(List.of(groups)), CONTEXT);
        assertThat(found.inertia()).hasValue(0);
        assertThat(found.sizes()).containsExactly(16_998, 1, 1);
    }

    @Test
    void oneSegmentIsTheMeanOfAllRows() {
        Example example = Example.of(5, 90, 1);
        FairClustering found = fit(example, GroupRules.balance("a", 0.3), 1);
        assertThat(found.clustering().labels()).containsOnly(0);
        assertThat(found.inertia()).isCloseTo(found.plainInertia(), within(1e-9));
    }

    @Test
    void oneGroupAsksForNothingAndMissingGroupsCountNowhere() {
        Example example = Example.of(6, 90, 3);
        TrainingSet rows = TrainingSet.of(FeatureMatrix.of(example.points()));
        int[] codes = new int[90];
        Categories one = Categories.of("a", List.of("p"), codes);
        FairKMeans fair = FairKMeans.withClusters(3).balance("a", 1);
        FairClustering alone = fair.fitCertified(rows.withGroups(List.of(one)), CONTEXT);
        assertThat(alone.inertia()).isLessThanOrEqualTo(alone.plainInertia() * (1 + 1e-12));
        FairClustering unknown = fair.fitCertified(rows.withGroups(List.of(Categories.unknown("a", 90))), CONTEXT);
        assertThat(unknown.clustering().labels()).isEqualTo(alone.clustering().labels());
        Arrays.setAll(codes, row -> row % 3 - 1);
        Categories some = Categories.of("a", List.of("p", "q"), codes);
        int[] labels = fair.fit(rows.withGroups(List.of(some)), CONTEXT).labels();
        assertThat(BruteForce.obeys(GroupRules.balance("a", 1), List.of(some), labels, 3))
                .isTrue();
    }

    @Test
    void rulesThatCannotBeObeyedAreRefusedWithOnesThatCan() {
        Example example = Example.of(7, 40, 2);
        int[] codes = new int[40];
        Arrays.setAll(codes, row -> row % 4 == 0 ? 1 : 0);
        TrainingSet rows = TrainingSet.of(FeatureMatrix.of(example.points()))
                .withGroups(List.of(Categories.of("a", List.of("p", "q"), codes)));
        assertThatThrownBy(() -> FairKMeans.withClusters(2).balance("a", 0.9).fit(rows, CONTEXT))
                .isInstanceOfSatisfying(InfeasibleRulesException.class, error -> {
                    // 30 and 10 rows allow a third, which is 0.37 of 0.9.
                    assertThat(error.strictness()).isCloseTo(1 / 2.7, within(1e-5));
                    assertThat(FairKMeans.withClusters(2)
                                    .under(error.relaxed())
                                    .fit(rows, CONTEXT)
                                    .size())
                            .isEqualTo(40);
                });
    }

    @Test
    void whatItCannotHonourItRefuses() {
        Example example = Example.of(9, 300, 2);
        TrainingSet rows = training(example);
        FairKMeans fair = FairKMeans.withClusters(2).under(RULES);
        double[] weights = new double[300];
        Arrays.fill(weights, 1);
        assertThat(fair.fit(rows.withWeights(weights), CONTEXT).labels())
                .isEqualTo(fair.fit(rows, CONTEXT).labels());
        weights[3] = 2;
        assertThatThrownBy(() -> fair.fit(rows.withWeights(weights), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must all weigh 1");
        assertThatThrownBy(() -> fair.fit(rows.withoutGroups(), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no groups of 'a'");
        assertThatThrownBy(() -> FairKMeans.withClusters(2).balance("a", 0.1).fit(rows, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no rule is about");
        assertThatThrownBy(() -> FairKMeans.withClusters(2).fit(rows, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("say which rules");
        assertThatThrownBy(() -> fair.under(GroupRules.quotas("a", "p", 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the same for all segments");
        assertThatThrownBy(() -> fair.withSearch(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensTheAttributesOfItsRulesAndSaysWhatItIs() {
        FairKMeans fair = FairKMeans.withClusters(3).balance("sex", 0.5).balance("race", 0.1);
        assertThat(fair.protectedAttributes()).containsExactly("sex", "race");
        assertThat(FairKMeans.withClusters(3).protectedAttributes()).isEmpty();
        assertThat(fair.describe()).contains("clusters=3", "'sex'", "'race'", "search=20");
    }

    @Test
    void anIterationLimitIsSaidAndTheBoundStillHolds() {
        Example example = Example.of(10, 300, 5);
        FairClustering found = FairKMeans.withClusters(5)
                .under(RULES)
                .withRestarts(1)
                .withSearch(0)
                .withMaxIterations(1)
                .fitCertified(training(example), CONTEXT);
        assertThat(found.clustering().convergence()).isEqualTo(Clustering.Convergence.ITERATION_LIMIT);
        assertThat(found.assignment().lowerBound()).isLessThanOrEqualTo(found.inertia());
        assertThat(BruteForce.obeys(RULES, example.groups(), found.clustering().labels(), 5))
                .isTrue();
    }
}
