package io.github.segmentation4j.fairness.targeting;

import static io.github.segmentation4j.fairness.targeting.AllocationCase.CONTEXT;
import static io.github.segmentation4j.fairness.targeting.AllocationCase.TIE_BREAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaxMinAllocationTest {

    @Test
    void theWorstOffGroupIsAsWellOffAsInTheBestOfAllSubsetsAndTheValueTheHighestOfThose() {
        for (long seed = 0; seed < 300; seed++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(77, seed));
            int n = 1 + random.nextInt(12);
            double[] scores = new double[n];
            for (int row = 0; row < n; row++) {
                scores[row] = random.nextInt(12) / 8.0;
            }
            Categories groups = AllocationCase.groups("region", n, 1 + random.nextInt(3), random);
            int budget = random.nextInt(n + 2);
            MaxMinResult found = MaxMinAllocation.of(TIE_BREAK)
                    .allocate(Candidates.of(AllocationCase.ids(n), scores).withGroups(groups), budget, CONTEXT);
            double bestWorst = -1;
            double bestValue = -1;
            for (int subset = 0; subset < 1 << n; subset++) {
                double worst = worst(groups, scores, subset);
                double value = value(scores, subset);
                boolean better = worst > bestWorst || (worst == bestWorst && value > bestValue);
                if (Integer.bitCount(subset) <= budget && better) {
                    bestWorst = worst;
                    bestValue = value;
                }
            }
            assertThat(found.worst().orElseThrow()).as("seed %d", seed).isEqualTo(bestWorst);
            assertThat(found.value()).isEqualTo(bestValue);
            assertThat(found.ids()).hasSizeLessThanOrEqualTo(budget);
        }
    }

    private static double value(double[] scores, int subset) {
        double value = 0;
        for (int row = 0; row < scores.length; row++) {
            value += (subset >> row & 1) * scores[row];
        }
        return value;
    }

    private static double worst(Categories groups, double[] scores, int subset) {
        int[] sizes = groups.counts();
        double[] sums = new double[sizes.length];
        for (int row = 0; row < scores.length; row++) {
            sums[groups.code(row) < 0 ? sizes.length - 1 : groups.code(row)] += (subset >> row & 1) * scores[row];
        }
        double worst = Double.POSITIVE_INFINITY;
        for (int group = 0; group < sizes.length; group++) {
            worst = sizes[group] == 0 ? worst : Math.min(worst, sums[group] / sizes[group]);
        }
        return worst;
    }

    @Test
    void theSameCustomersAreChosenInAnyOrder() {
        int n = 100;
        double[] scores = new double[n];
        double[] backwards = new double[n];
        int[] codes = new int[n];
        int[] codesBackwards = new int[n];
        for (int row = 0; row < n; row++) {
            scores[row] = row % 7;
            codes[row] = row % 3;
            backwards[n - 1 - row] = scores[row];
            codesBackwards[n - 1 - row] = codes[row];
        }
        List<String> ids = AllocationCase.ids(n);
        List<String> idsBackwards = new ArrayList<>(ids);
        Collections.reverse(idsBackwards);
        List<String> levels = List.of("a", "b", "c");
        MaxMinAllocation fair = MaxMinAllocation.of(TIE_BREAK);
        MaxMinResult one =
                fair.allocate(Candidates.of(ids, scores).withGroups(Categories.of("g", levels, codes)), 31, CONTEXT);
        MaxMinResult two = fair.allocate(
                Candidates.of(idsBackwards, backwards).withGroups(Categories.of("g", levels, codesBackwards)),
                31,
                CONTEXT);
        assertThat(two).isEqualTo(one);
        assertThat(one.ids()).hasSize(31);
    }

    @Test
    void nobodyAbsentGroupsAndHarmHaveAResult() {
        MaxMinAllocation fair = MaxMinAllocation.of(TIE_BREAK);
        Candidates nobody =
                Candidates.of(List.of(), new double[0]).withGroups(Categories.of("g", List.of("a"), new int[0]));
        assertThat(fair.allocate(nobody, 3, CONTEXT).worst()).isInstanceOf(Statistic.Undetermined.class);
        Candidates one = Candidates.of(List.of("x", "y"), new double[] {1, 2})
                .withGroups(Categories.of("g", List.of("a", "absent"), new int[] {0, Categories.MISSING}));
        MaxMinResult result = fair.allocate(one, 1, CONTEXT);
        assertThat(result.benefits()).extracting(GroupBenefit::group).containsExactly("a", "absent", Groups.MISSING);
        assertThat(result.worst().orElseThrow()).isZero();
        assertThat(fair.withMissingGroup(MissingGroup.UNCONSTRAINED)
                        .allocate(one, 1, CONTEXT)
                        .ids())
                .containsExactly("x");
        Candidates harmed = Candidates.of(List.of("x"), new double[] {-1})
                .withGroups(Categories.of("g", List.of("a"), new int[] {0}));
        assertThatThrownBy(() -> fair.allocate(harmed, 1, CONTEXT)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> fair.allocate(one, -1, CONTEXT)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> fair.allocate(
                        one.withGroups(one.groups().get(0), one.groups().get(0)), 1, CONTEXT))
                .hasMessageContaining("crossedWith");
    }
}
