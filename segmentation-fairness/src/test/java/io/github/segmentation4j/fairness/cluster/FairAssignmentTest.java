package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairAssignmentTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static CertifiedAssignment assign(Example example, GroupRules rules) {
        return FairAssignment.under(rules)
                .assign(FeatureMatrix.of(example.points()), example.centres(), example.groups(), CONTEXT);
    }

    @Test
    void equalsBruteForceOnAThousandSmallProblems() {
        int searched = 0;
        int infeasible = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Example example = Example.small(seed);
            GroupRules rules = example.someRules(seed);
            double least = BruteForce.leastCost(example.points(), example.centres(), rules, example.groups());
            try {
                CertifiedAssignment fair = assign(example, rules);
                assertThat(fair.cost()).as("seed %d: %s", seed, rules).isCloseTo(least, within(1e-9));
                assertThat(fair.lowerBound()).isLessThanOrEqualTo(fair.cost()).isCloseTo(least, within(1e-9));
                assertThat(BruteForce.obeys(rules, example.groups(), fair.labels(), fair.segmentCount()))
                        .isTrue();
                searched += fair.proof() == CertifiedAssignment.Proof.SEARCH ? 1 : 0;
            } catch (InfeasibleRulesException impossible) {
                assertThat(least).as("seed %d: %s", seed, rules).isInfinite();
                infeasible++;
            }
        }
        assertThat(searched).isGreaterThan(200);
        assertThat(infeasible).isBetween(100, 500);
    }

    @Test
    void relaxedRulesAreTheStrictestThatCanBeObeyed() {
        int seen = 0;
        for (int seed = 0; seed < 300; seed++) {
            Example example = Example.small(seed);
            GroupRules rules = example.someRules(seed);
            try {
                assign(example, rules);
            } catch (InfeasibleRulesException impossible) {
                seen++;
                int part = (int) Math.round(impossible.strictness() * GroupRules.PARTS);
                assertThat(BruteForce.leastCost(
                                example.points(), example.centres(), impossible.relaxed(), example.groups()))
                        .as("seed %d: %s", seed, impossible.getMessage())
                        .isFinite();
                assertThat(BruteForce.leastCost(
                                example.points(), example.centres(), rules.relaxed(part + 1), example.groups()))
                        .as("seed %d: %s", seed, impossible.getMessage())
                        .isInfinite();
            }
        }
        assertThat(seen).isGreaterThan(30);
    }

    @Test
    void noMultipliersBoundTheCostFromAboveTheLeast() {
        for (int seed = 0; seed < 200; seed++) {
            Example example = Example.small(seed);
            GroupRules rules = example.someRules(seed);
            double least = BruteForce.leastCost(example.points(), example.centres(), rules, example.groups());
            GroupTypes types = GroupTypes.of(rules, example.groups(), example.points().length);
            RuleRows rows = RuleRows.of(rules, types, example.centres().length);
            DualSolver solver = new DualSolver(rows);
            double[][] costs = BruteForce.costs(example.points(), example.centres());
            SeededRandom random = SeededRandom.of(seed);
            for (int draw = 0; draw < 20; draw++) {
                double[] multipliers = new double[solver.multipliers()];
                Arrays.setAll(multipliers, m -> Math.max(0, random.nextGaussian()) * 0.1);
                double[] offsets = solver.offsets(multipliers);
                double bound = solver.constant(multipliers);
                for (int row = 0; row < costs.length; row++) {
                    double cheapest = Double.POSITIVE_INFINITY;
                    for (int j = 0; j < costs[row].length; j++) {
                        int type = types.typeOfRow()[row];
                        cheapest = Math.min(cheapest, costs[row][j] + offsets[type * costs[row].length + j]);
                    }
                    bound += cheapest;
                }
                assertThat(bound).as("seed %d: %s", seed, rules).isLessThanOrEqualTo(least + 1e-9);
            }
        }
    }

    /** A row that lies further away in a dimension the centres do not differ in costs more in every segment alike. */
    @Test
    void aConstantAddedToTheDistancesOfARowChangesNoLabel() {
        for (int seed = 0; seed < 40; seed++) {
            Example example = Example.of(seed, 40, 3);
            GroupRules rules = GroupRules.withinFactor("a", 0.5);
            double[][] lifted = new double[example.points().length][];
            for (int row = 0; row < lifted.length; row++) {
                lifted[row] = Arrays.copyOf(example.points()[row], 3);
                lifted[row][2] = row % 4;
            }
            double[][] centres = Arrays.stream(example.centres())
                    .map(centre -> Arrays.copyOf(centre, 3))
                    .toArray(double[][]::new);
            Example moved = new Example(lifted, centres, example.groups());
            CertifiedAssignment plain = assign(example, rules);
            CertifiedAssignment shifted = assign(moved, rules);
            assertThat(shifted.labels()).as("seed %d", seed).isEqualTo(plain.labels());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 60, 900})
    void permutingRowsPermutesLabels(int rows) {
        for (int seed = 0; seed < 5; seed++) {
            Example example = Example.of(seed, rows, 3);
            GroupRules rules = GroupRules.withinFactor("a", 0.3);
            int[] order = new int[rows];
            Arrays.setAll(order, row -> row);
            SeededRandom.of(seed).shuffle(order);
            int[] expected = assign(example, rules).labels();
            int[] actual = assign(example.inOrder(order), rules).labels();
            for (int row = 0; row < rows; row++) {
                assertThat(actual[row]).as("seed %d", seed).isEqualTo(expected[order[row]]);
            }
        }
    }

    @Test
    void renamingGroupsChangesNothing() {
        Example example = Example.of(3, 700, 4);
        Categories groups = example.groups().get(0);
        int[] codes = groups.codes();
        for (int row = 0; row < codes.length; row++) {
            codes[row] = codes[row] < 0 ? codes[row] : 2 - codes[row];
        }
        Categories renamed = Categories.of("a", List.of("x", "y", "z"), codes);
        GroupRules rules = GroupRules.balance("a", 0.4).and(GroupRules.withinFactor("a", 0.3));
        CertifiedAssignment expected = assign(example, rules);
        CertifiedAssignment actual = assign(new Example(example.points(), example.centres(), List.of(renamed)), rules);
        assertThat(actual.labels()).isEqualTo(expected.labels());
        assertThat(actual.lowerBound()).isEqualTo(expected.lowerBound());
    }

    @Test
    void rulesHoldInWholeNumbersOnTenThousandRows() {
        Example example = Example.of(11, 10_000, 7);
        for (GroupRules rules : List.of(
                GroupRules.balance("a", 0.6),
                GroupRules.balance("a", 2, 3),
                GroupRules.withinFactor("a", 0.05).and(GroupRules.withinFactor("b", 0.1)),
                GroupRules.representation("a", "p", 0.2, 0.35).and(GroupRules.representation("b", "u", 0.25, 0.36)),
                GroupRules.sizes(1000, 1700).and(GroupRules.balance("b", 0.7)),
                GroupRules.quotas("a", "q", example.evenly("q")).and(GroupRules.sizes(1200, 1600)))) {
            CertifiedAssignment fair = assign(example, rules);
            assertThat(BruteForce.obeys(rules, example.groups(), fair.labels(), 7))
                    .as(rules.toString())
                    .isTrue();
            assertThat(fair.gap()).as(rules.toString()).isLessThan(2e-3);
            double[][] costs = BruteForce.costs(example.points(), example.centres());
            double cost = 0;
            for (int row = 0; row < costs.length; row++) {
                cost += costs[row][fair.label(row)];
            }
            assertThat(fair.cost()).isCloseTo(cost, within(1e-9 * cost));
        }
    }

    /** G33. */
    @Test
    void offsetsAreZeroIfAndOnlyIfTheNearestSegmentsObeyTheRules() {
        int zero = 0;
        for (int seed = 0; seed < 300; seed++) {
            Example example = Example.small(seed);
            GroupRules rules = GroupRules.balance("a", 0.1);
            double[][] costs = BruteForce.costs(example.points(), example.centres());
            int[] nearest = new int[costs.length];
            for (int row = 0; row < costs.length; row++) {
                for (int j = 1; j < costs[row].length; j++) {
                    nearest[row] = costs[row][j] < costs[row][nearest[row]] ? j : nearest[row];
                }
            }
            boolean obeyed = BruteForce.obeys(rules, example.groups(), nearest, example.centres().length);
            try {
                CertifiedAssignment fair = assign(example, rules);
                boolean allZero = fair.types().stream()
                        .flatMap(type -> type.offsets().stream())
                        .allMatch(offset -> offset == 0);
                assertThat(allZero).as("seed %d", seed).isEqualTo(obeyed);
                assertThat(fair.movedCount() == 0).isEqualTo(obeyed);
                zero += obeyed ? 1 : 0;
            } catch (InfeasibleRulesException impossible) {
                assertThat(obeyed).isFalse();
            }
        }
        assertThat(zero).isBetween(20, 280);
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        // More rows than a sample holds, so that every stage takes part.
        Example example = Example.of(5, 80_000, 5);
        FeatureMatrix matrix = FeatureMatrix.of(example.points());
        FairAssignment balanced = FairAssignment.under(GroupRules.balance("a", 0.7));
        CertifiedAssignment alone = balanced.assign(matrix, example.centres(), example.groups(), CONTEXT);
        assertThat(alone.gap()).isLessThan(1e-4);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int threads : new int[] {2, 3, 8}) {
                CertifiedAssignment together = balanced.assign(
                        matrix, example.centres(), example.groups(), CONTEXT.withExecutor(pool, threads));
                assertThat(together.labels()).isEqualTo(alone.labels());
                assertThat(together.cost()).isEqualTo(alone.cost());
                assertThat(together.lowerBound()).isEqualTo(alone.lowerBound());
                assertThat(together.types()).isEqualTo(alone.types());
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void rowsWithoutAGroupAreBoundByNoGroupRuleButCountInSizes() {
        double[][] points = {{0}, {0.1}, {0.2}, {1}, {1.1}, {5}};
        double[][] centres = {{0}, {1}};
        Categories groups = Categories.of("a", List.of("p", "q"), new int[] {0, 0, 0, 1, 1, Categories.MISSING});
        Example example = new Example(points, centres, List.of(groups));
        CertifiedAssignment balanced = assign(example, GroupRules.balance("a", 0.5));
        assertThat(balanced.label(5)).isEqualTo(1);
        assertThat(balanced.types()).hasSize(3);
        assertThat(balanced.types().get(2).groups()).isEmpty();
        CertifiedAssignment sized = assign(example, GroupRules.sizes(3, 4).and(GroupRules.balance("a", 0.5)));
        assertThat(sized.sizes()).containsExactly(3, 3);
        assertThatThrownBy(() -> assign(example, GroupRules.representation("a", "p", 0.6, 1)))
                .isInstanceOf(InfeasibleRulesException.class)
                .hasMessageContaining("from 0.5 to 1");
    }

    @Test
    void aGroupWithoutRowsIsLeftAside() {
        Categories groups = Categories.of("a", List.of("none", "p", "q"), new int[] {1, 1, 2, 2});
        Example example =
                new Example(new double[][] {{0}, {0.1}, {1}, {1.2}}, new double[][] {{0}, {1}}, List.of(groups));
        CertifiedAssignment fair = assign(example, GroupRules.balance("a", 1));
        assertThat(fair.counts("a", "p")).isEqualTo(fair.counts("a", "q"));
        assertThat(fair.counts("a", "none")).containsExactly(0, 0);
        assertThat(fair.shifts().get(0)).isEqualTo(new CertifiedAssignment.GroupShift("a", "none", 0, 0));
        assertThatThrownBy(() -> assign(example, GroupRules.quotas("a", "none", 1, 0)))
                .isInstanceOf(InfeasibleRulesException.class);
    }

    @Test
    void oneSegmentTakesAllOrNothing() {
        Categories groups = Categories.of("a", List.of("p", "q"), new int[] {0, 0, 1});
        Example example = new Example(new double[][] {{0}, {1}, {2}}, new double[][] {{0}}, List.of(groups));
        CertifiedAssignment fair = assign(example, GroupRules.balance("a", 0.5));
        assertThat(fair.labels()).containsOnly(0);
        assertThat(fair.gap()).isZero();
        assertThatThrownBy(() -> assign(example, GroupRules.balance("a", 0.6)))
                .isInstanceOfSatisfying(InfeasibleRulesException.class, impossible -> {
                    assertThat(impossible.strictness()).isCloseTo(0.5 / 0.6, within(1e-4));
                    assertThat(impossible.relaxed().toString()).isEqualTo("balance of 'a' at least 0.5");
                });
    }

    @Test
    void sizesThatCannotBeMetAreRefused() {
        Example example = Example.of(1, 10, 3);
        assertThatThrownBy(() -> assign(example, GroupRules.sizes(4, 10)))
                .isInstanceOf(InfeasibleRulesException.class)
                .hasMessageContaining("sizes from 3 to");
        assertThatThrownBy(() -> assign(example, GroupRules.sizes(0, 3)))
                .isInstanceOf(InfeasibleRulesException.class)
                .hasMessageContaining("sizes from 0 to 4");
        assertThat(assign(example, GroupRules.sizes(3, 4)).sizes()).containsExactlyInAnyOrder(3, 3, 4);
    }

    @Test
    void equalRowsAndCentresAreDividedByTheRulesAlone() {
        double[][] points = new double[12][2];
        int[] codes = new int[12];
        Arrays.setAll(codes, row -> row % 2);
        Example example = new Example(points, new double[3][2], List.of(Categories.of("a", List.of("p", "q"), codes)));
        CertifiedAssignment fair = assign(example, GroupRules.balance("a", 1).and(GroupRules.sizes(4, 4)));
        assertThat(fair.sizes()).containsExactly(4, 4, 4);
        assertThat(fair.counts("a", "p")).containsExactly(2, 2, 2);
        assertThat(fair.cost()).isZero();
        assertThat(fair.gap()).isZero();
    }

    /** Equal shares of 7, 7 and 7 rows: data and setting of the fair clustering optima (G28), with centres drawn. */
    @Test
    @RequiresData("fair_clustering/synthetic_a.csv")
    void perfectBalanceOfTheSyntheticSetIsProvedOptimal() {
        List<String[]> lines = ReferenceData.fields("fair_clustering/synthetic_a.csv", ",");
        double[][] points = new double[21][2];
        int[] codes = new int[21];
        for (int row = 0; row < 21; row++) {
            String[] line = lines.get(row + 1);
            points[row] = new double[] {Double.parseDouble(line[0]), Double.parseDouble(line[1])};
            codes[row] = Integer.parseInt(line[2]);
        }
        List<Categories> groups = List.of(Categories.of("group", List.of("0", "1", "2"), codes));
        int[] order = new int[21];
        Arrays.setAll(order, row -> row);
        SeededRandom.of(8).shuffle(order);
        for (int segments = 2; segments <= 5; segments++) {
            double[][] centres = new double[segments][];
            Arrays.setAll(centres, j -> points[order[j]].clone());
            CertifiedAssignment fair = assign(new Example(points, centres, groups), GroupRules.balance("group", 1));
            double[][] costs = BruteForce.costs(points, centres);
            assertThat(fair.cost()).isCloseTo(leastWithEqualCounts(costs, codes), within(1e-9));
            assertThat(fair.gap()).isZero();
            assertThat(fair.counts("group", "0"))
                    .isEqualTo(fair.counts("group", "1"))
                    .isEqualTo(fair.counts("group", "2"));
        }
    }

    /** All labels of each group of 7 rows are tried; those of the three groups must have the same counts. */
    private static double leastWithEqualCounts(double[][] costs, int[] codes) {
        int segments = costs[0].length;
        int all = 1 << (3 * segments);
        double[] sums = new double[all];
        for (int group = 0; group < 3; group++) {
            int one = group;
            int[] rows = IntStream.range(0, codes.length)
                    .filter(row -> codes[row] == one)
                    .toArray();
            double[] least = new double[all];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            assign(costs, rows, 0, 0, 0, least);
            Arrays.setAll(sums, counts -> sums[counts] + least[counts]);
        }
        return Arrays.stream(sums).min().orElseThrow();
    }

    /** Counts are the digits of a number in base 8. */
    private static void assign(double[][] costs, int[] rows, int at, int counts, double cost, double[] least) {
        if (at == rows.length) {
            least[counts] = Math.min(least[counts], cost);
            return;
        }
        for (int j = 0, digit = 1; j < costs[0].length; j++, digit *= 8) {
            assign(costs, rows, at + 1, counts + digit, cost + costs[rows[at]][j], least);
        }
    }

    @Test
    void cancellationStopsTheWork() {
        Example example = Example.of(5, 2000, 3);
        Cancellation cancellation = Cancellation.create();
        RunContext context = CONTEXT.withCancellation(cancellation).withListener(progress -> {
            if (progress.done() == 1) {
                cancellation.cancel();
            }
        });
        FairAssignment fair = FairAssignment.under(GroupRules.balance("a", 0.7));
        FeatureMatrix matrix = FeatureMatrix.of(example.points());
        assertThatThrownBy(() -> fair.assign(matrix, example.centres(), example.groups(), context))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void argumentsThatDoNotFitAreRefused() {
        Example example = Example.of(5, 20, 3);
        FeatureMatrix matrix = FeatureMatrix.of(example.points());
        FairAssignment fair = FairAssignment.under(GroupRules.balance("a", 0.1));
        List<Categories> groups = example.groups();
        assertThatThrownBy(() -> fair.assign(matrix, new double[0][], groups, CONTEXT))
                .hasMessageContaining("at least one centre");
        assertThatThrownBy(() -> fair.assign(matrix, new double[][] {{1}}, groups, CONTEXT))
                .hasMessageContaining("2 values");
        assertThatThrownBy(() -> fair.assign(matrix, new double[][] {{1, Double.NaN}}, groups, CONTEXT))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> fair.assign(matrix, example.centres(), List.of(), CONTEXT))
                .hasMessageContaining("there must be groups of 'a'");
        FeatureMatrix gaps = FeatureMatrix.of(new double[][] {{1, Double.NaN}});
        assertThatThrownBy(() -> fair.assign(gaps, example.centres(), groups, CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        List<Categories> short1 = new ArrayList<>(List.of(Categories.of("a", List.of("p"), new int[] {0})));
        assertThatThrownBy(() -> fair.assign(matrix, example.centres(), short1, CONTEXT))
                .hasMessageContaining("of the 20 rows");
        GroupRules quotas = GroupRules.quotas("a", "p", 1, 2);
        assertThatThrownBy(() -> assign(example, quotas)).hasMessageContaining("3 quotas");
        GroupRules unknown = GroupRules.quotas("a", "unheard of", 1, 2, 3);
        assertThatThrownBy(() -> assign(example, unknown)).hasMessageContaining("unheard of");
    }
}
