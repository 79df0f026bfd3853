package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupCostsTest {
    private static final FeatureMatrix ROWS = FeatureMatrix.of(new double[][] {{1}, {3}, {12}, {9}, {10}});

    private static final Categories GROUPS =
            Categories.of("sex", List.of("f", "m", "x", "nobody"), new int[] {0, 0, 1, -1, 2});

    private static Clustering labelled(int... labels) {
        return Clustering.of(labels, ClusterModels.ofCentroids(new double[][] {{0}, {10}}, ROWS, RunContext.seeded(1)));
    }

    /** Student's quantile of 97.5 % at one degree of freedom is 12.7062; distances 1 and 9 have standard error 4. */
    @Test
    void costIsTheMeanSquaredDistanceWithStudentsInterval() {
        GroupCosts costs = GroupCosts.of(ROWS, labelled(0, 0, 1, 1, 1), GROUPS);
        GroupCosts.GroupCost first = costs.groups().get(0);
        assertThat(first.count()).isEqualTo(2);
        assertThat(first.cost()).isInstanceOfSatisfying(Statistic.Estimate.class, estimate -> {
            assertThat(estimate.number()).isEqualTo(5);
            assertThat(estimate.lower()).isZero();
            assertThat(estimate.upper()).isCloseTo(5 + 4 * 12.7062, within(1e-3));
        });
        assertThat(costs.groups().get(1).cost()).isEqualTo(Statistic.of(4));
        assertThat(costs.groups().get(2).cost()).isEqualTo(Statistic.of(0));
        assertThat(costs.groups().get(3).cost()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(costs.largest().orElseThrow()).isEqualTo(5);
        assertThat(costs.gap().orElseThrow()).isEqualTo(5);
        assertThat(costs.missing()).isEqualTo(1);
        assertThat(costs.noise()).isZero();
    }

    @Test
    void weightsMakeAWeightedMeanAndThoseOfZeroLeaveRowsOut() {
        GroupCosts costs = GroupCosts.of(ROWS, labelled(0, 0, 1, 1, 1), GROUPS, new double[] {3, 1, 0, 1, 1});
        assertThat(costs.groups().get(0).cost().orElseThrow()).isEqualTo(3);
        assertThat(costs.groups().get(1).count()).isZero();
        assertThat(costs.gap().orElseThrow()).isEqualTo(3);
    }

    @Test
    void noiseIsCountedAndCostsNothing() {
        GroupCosts costs = GroupCosts.of(ROWS, labelled(0, -1, 1, -1, -1), GROUPS);
        assertThat(costs.noise()).isEqualTo(2);
        assertThat(costs.groups().get(0).cost()).isEqualTo(Statistic.of(1));
        assertThat(costs.missing()).isEqualTo(1);
    }

    @Test
    void withoutTwoGroupsThereIsNoGap() {
        Categories one = Categories.of("sex", List.of("f"), new int[5]);
        assertThat(GroupCosts.of(ROWS, labelled(0, 0, 1, 1, 1), one).gap()).isInstanceOf(Statistic.Undetermined.class);
        Categories none = Categories.of("sex", List.of("f"), new int[] {-1, -1, -1, -1, -1});
        assertThat(GroupCosts.of(ROWS, labelled(0, 0, 1, 1, 1), none).largest())
                .isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        Clustering clustering = labelled(0, 0, 1, 1, 1);
        assertThatThrownBy(() -> GroupCosts.of(ROWS.rows(new int[] {0}), clustering, GROUPS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GroupCosts.of(ROWS, clustering, GROUPS, new double[] {1, 1, -1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
