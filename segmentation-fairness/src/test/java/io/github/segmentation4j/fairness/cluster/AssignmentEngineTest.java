package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssignmentEngineTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final GroupRules RULES = GroupRules.balance("a", 0.7);

    @Test
    void sameBitsWhetherCostsAreKeptOrMeasuredAgain() {
        Example example = Example.of(5, 9000, 5);
        FeatureMatrix matrix = FeatureMatrix.of(example.points());
        AssignmentEngine keeping = new AssignmentEngine(matrix, RULES, example.groups(), 5, Long.MAX_VALUE, CONTEXT);
        AssignmentEngine measuring = new AssignmentEngine(matrix, RULES, example.groups(), 5, 0, CONTEXT);
        AssignmentEngine.Solution kept = keeping.solve(example.centres(), keeping.cold());
        AssignmentEngine.Solution measured = measuring.solve(example.centres(), measuring.cold());
        assertThat(measured.labels()).isEqualTo(kept.labels());
        assertThat(measured.cost()).isEqualTo(kept.cost());
        assertThat(measured.bound()).isEqualTo(kept.bound());
        assertThat(measured.offsets()).isEqualTo(kept.offsets());
    }

    @Test
    void aSolutionForNearbyCentresIsAsGoodAStartAsNone() {
        Example example = Example.of(6, 20_000, 6);
        FeatureMatrix matrix = FeatureMatrix.of(example.points());
        double[][] nearby = Arrays.stream(example.centres())
                .map(centre -> Arrays.stream(centre).map(value -> value * 0.98).toArray())
                .toArray(double[][]::new);
        AssignmentEngine engine = new AssignmentEngine(matrix, RULES, example.groups(), 6, CONTEXT);
        AssignmentEngine.Solution first = engine.solve(example.centres(), engine.cold());
        AssignmentEngine.Solution warm = engine.solve(nearby, first.prices());
        AssignmentEngine.Solution cold = engine.solve(nearby, engine.cold());
        assertThat(warm.bound()).isCloseTo(cold.bound(), within(5e-5 * cold.bound()));
        assertThat(warm.cost()).isCloseTo(cold.cost(), within(5e-5 * cold.cost()));
        assertThat(BruteForce.obeys(RULES, example.groups(), warm.labels(), 6)).isTrue();
    }

    @Test
    void aRowOfWeightTwoCountsAsTwoRowsInTheDual() {
        Example example = Example.of(7, 300, 4);
        FeatureMatrix matrix = FeatureMatrix.of(example.points());
        BlockRunner runner = BlockRunner.of(Optional.empty(), 1, () -> {});
        int[] once = new int[300];
        int[] twice = new int[600];
        Arrays.setAll(once, place -> place);
        Arrays.setAll(twice, place -> place % 300);
        double[] weights = new double[300];
        Arrays.fill(weights, 2);
        double[] ones = new double[600];
        Arrays.fill(ones, 1);
        CostBlocks weighted = new CostBlocks(matrix.pointsView(), 4, once, new int[] {0, 300}, Long.MAX_VALUE, runner);
        CostBlocks repeated = new CostBlocks(matrix.pointsView(), 4, twice, new int[] {0, 600}, Long.MAX_VALUE, runner);
        weighted.measure(example.centres());
        repeated.measure(example.centres());
        double[] offsets = {0.1, 0, -0.05, 0.02};
        DualPass.Sums expected = new DualPass(repeated, ones).at(offsets, 0.03);
        DualPass.Sums actual = new DualPass(weighted, weights).at(offsets, 0.03);
        assertThat(actual.hard).isCloseTo(expected.hard, within(1e-10));
        assertThat(actual.soft).isCloseTo(expected.soft, within(1e-10));
        assertThat(actual.excess).isCloseTo(expected.excess, within(1e-10));
        for (int i = 0; i < expected.slopes.length; i++) {
            assertThat(actual.slopes[i]).isCloseTo(expected.slopes[i], within(1e-10));
        }
    }
}
