package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingGapTest {
    private static final Categories GROUPS =
            Categories.of("sex", List.of("f", "m", "absent"), new int[] {0, 1, 0, 1, 0, -1});

    @Test
    void countsWhoMovesAndHowTheMixChanges() {
        ServingGap gap = ServingGap.between(new int[] {0, 0, 1, 1, 0, 1}, new int[] {0, 1, 0, 1, 0, 1}, 2, GROUPS);
        assertThat(gap.customers()).isEqualTo(6);
        assertThat(gap.moved()).isEqualTo(2);
        assertThat(gap.movedShare().orElseThrow()).isCloseTo(1 / 3.0, within(1e-12));
        ServingGap.Segment first = gap.segments().get(0);
        assertThat(first.before().counts()).containsExactly(2, 1, 0);
        assertThat(first.before().balance().orElseThrow()).isEqualTo(0.5);
        assertThat(first.after().counts()).containsExactly(3, 0, 0);
        assertThat(first.after().balance().orElseThrow()).isZero();
        assertThat(gap.segments().get(1).after().unknown()).isEqualTo(1);
        assertThat(gap.segments().get(1).after().size()).isEqualTo(3);
    }

    /** Wilson's interval of 1 of 3 is 0.061492 to 0.792345 (computed). */
    @Test
    void balanceHasTheIntervalOfTheShareItIsTheOddsOf() {
        ServingGap gap = ServingGap.between(new int[] {0, 0, 1, 1, 0, 1}, new int[] {0, 0, 1, 1, 0, 1}, 2, GROUPS);
        Statistic balance = gap.segments().get(0).before().balance();
        assertThat(balance).isInstanceOfSatisfying(Statistic.Estimate.class, estimate -> {
            assertThat(estimate.lower()).isCloseTo(0.061492 / (1 - 0.061492), within(1e-5));
            assertThat(estimate.upper()).isEqualTo(1);
        });
        assertThat(gap.moved()).isZero();
        assertThat(gap.movedShare())
                .isInstanceOfSatisfying(
                        Statistic.Estimate.class,
                        estimate -> assertThat(estimate.lower()).isZero());
    }

    @Test
    void measuresAPlacementAgainstItselfWithoutGroups() {
        FairPlacement placement = FairPlacement.of(new double[][] {{0}, {10}}, new double[][] {{0, 0}, {30, 0}});
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{4}, {4}, {0}, {9}});
        Categories groups = Categories.of("sex", List.of("f", "m"), new int[] {0, 1, 0, 1});
        ServingGap gap = ServingGap.of(placement, rows, new int[] {0, 1, 0, 1}, groups, RunContext.seeded(1));
        assertThat(gap.moved()).isEqualTo(1);
        assertThat(gap.segments().get(0).before().counts()).containsExactly(2, 0);
        assertThat(gap.segments().get(0).after().counts()).containsExactly(2, 1);
    }

    @Test
    void noGapWhereAllOffsetsAreZero() {
        FairPlacement placement = FairPlacement.of(new double[][] {{0}, {10}}, new double[2][2]);
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{4}, {5}, {0}, {9}});
        Categories groups = Categories.of("sex", List.of("f", "m"), new int[] {0, 1, 0, 1});
        assertThat(ServingGap.of(placement, rows, groups.codes(), groups, RunContext.seeded(1))
                        .moved())
                .isZero();
    }

    @Test
    void emptySegmentsSingleGroupsAndNobodyHaveReasonsNotNumbers() {
        Categories one = Categories.of("sex", List.of("f", "m"), new int[] {0, 0});
        ServingGap single = ServingGap.between(new int[] {0, 0}, new int[] {0, 0}, 1, one);
        assertThat(single.segments().get(0).before().balance()).isInstanceOf(Statistic.Undetermined.class);
        ServingGap empty = ServingGap.between(new int[6], new int[6], 2, GROUPS);
        assertThat(empty.segments().get(1).before().balance()).isInstanceOf(Statistic.Undetermined.class);
        ServingGap nobody =
                ServingGap.between(new int[0], new int[0], 1, Categories.of("sex", List.of("f", "m"), new int[0]));
        assertThat(nobody.movedShare()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(nobody.table(5).rows()).hasSize(2);
    }

    @Test
    void tableDoesNotTellABalanceOfFewCustomers() {
        Categories groups = Categories.of("sex", List.of("f", "m"), new int[] {0, 1, 0, 1, 0, 1});
        ServingGap gap = ServingGap.between(new int[] {0, 0, 0, 0, 1, 1}, new int[] {0, 0, 0, 0, 1, 1}, 2, groups);
        Exhibit.Table table = gap.table(2);
        assertThat(table.rows().get(0).get(2)).isEqualTo(Cell.amount(1));
        assertThat(table.rows().get(1).get(2)).isEqualTo(Cell.text("not shown"));
        assertThat(table.rows().get(1).get(1)).isEqualTo(Cell.count(2));
    }

    @Test
    void placementsOfOtherCustomersAreRefused() {
        assertThatThrownBy(() -> ServingGap.between(new int[5], new int[6], 2, GROUPS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServingGap.between(new int[] {0, 0, 2, 0, 0, 0}, new int[6], 2, GROUPS))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
