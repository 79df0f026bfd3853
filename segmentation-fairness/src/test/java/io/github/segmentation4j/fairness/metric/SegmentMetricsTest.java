package io.github.segmentation4j.fairness.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentDistances;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentMetricsTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    private static SegmentTable table(long[][] counts, long... leftOut) {
        return SegmentTable.ofCounts("group", NAMES, counts, leftOut);
    }

    private static SegmentTable random(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        long[][] counts = new long[6][3];
        for (long[] row : counts) {
            for (int group = 0; group < 3; group++) {
                row[group] = random.nextInt(8) == 0 ? 0 : random.nextInt(50);
            }
        }
        return table(counts, random.nextInt(9), random.nextInt(9), random.nextInt(9));
    }

    private static double value(FairnessMetric<SegmentTable> metric, SegmentTable table) {
        return metric.evaluate(table).orElseThrow();
    }

    @Test
    void aGroupAbsentFromASegmentKeepsEveryDistanceFiniteAndSymmetric() {
        SegmentTable apart = table(new long[][] {{10, 0, 0}, {0, 20, 0}, {0, 0, 30}, {0, 0, 0}}, 0, 0, 0);
        assertThat(value(RepresentationMetrics.balance(), apart)).isZero();
        assertThat(value(RepresentationMetrics.normalisedBalance(), apart)).isZero();
        assertThat(value(RepresentationMetrics.lowestRepresentation(), apart)).isZero();
        assertThat(value(DistributionMetrics.totalVariation(), apart)).isEqualTo(1);
        assertThat(value(DistributionMetrics.jensenShannon(), apart)).isEqualTo(StrictMath.log(2));
        assertThat(value(AssociationMetrics.cramersV(), apart)).isCloseTo(1, within(1e-12));
        // Half a person in each of three segments: 10.5, .5, .5 of 11.5 against .5, 20.5, .5 of 21.5.
        double expected = 10.5 / 11.5 * StrictMath.log(10.5 / 11.5 / (0.5 / 21.5))
                + 0.5 / 11.5 * StrictMath.log(0.5 / 11.5 / (20.5 / 21.5))
                + 0.5 / 11.5 * StrictMath.log(0.5 / 11.5 / (0.5 / 21.5));
        assertThat(value(DistributionMetrics.klDivergence("a", "b"), apart)).isCloseTo(expected, within(1e-12));
        assertThat(value(RepresentationMetrics.klFairnessError(), apart)).isGreaterThan(3);
    }

    /** Half a person of each of the two groups in the segment that lacks one: shares of 10.5 and 0.5 of 11. */
    @Test
    void theFairnessErrorOfASegmentThatLacksAGroupIsFinite() {
        SegmentTable lacking = SegmentTable.ofCounts("group", List.of("a", "b"), new long[][] {{10, 0}, {5, 15}});
        double expected = 0.5 * StrictMath.log(0.5 / (10.5 / 11))
                + 0.5 * StrictMath.log(0.5 / (0.5 / 11))
                + 0.5 * StrictMath.log(0.5 / 0.25)
                + 0.5 * StrictMath.log(0.5 / 0.75);
        assertThat(value(RepresentationMetrics.klFairnessError(), lacking)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void jensenShannonLiesBetweenZeroAndLog2AndDoesNotSeeTheOrder(long seed) {
        SegmentTable table = random(seed);
        for (String group : NAMES) {
            for (String other : NAMES) {
                double divergence = value(DistributionMetrics.jensenShannon(group, other), table);
                assertThat(divergence).isBetween(0.0, StrictMath.log(2));
                assertThat(value(DistributionMetrics.jensenShannon(other, group), table))
                        .isCloseTo(divergence, within(1e-15));
                assertThat(value(DistributionMetrics.totalVariation(other, group), table))
                        .isEqualTo(value(DistributionMetrics.totalVariation(group, other), table));
            }
        }
    }

    /** G = 2 n I, and I = H(group) - H(group | segment), computed from entropies. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mutualInformationIsTheLikelihoodRatioByTwiceThePersons(long seed) {
        SegmentTable table = random(seed);
        double n = table.known();
        double information = 0;
        for (int group = 0; group < 3; group++) {
            information -= log(table.groupTotal(group) / n);
        }
        for (int segment = SegmentTable.LEFT_OUT; segment < table.segmentCount(); segment++) {
            information -= log(table.known(segment) / n);
            for (int group = 0; group < 3; group++) {
                information += log(table.count(segment, group) / n);
            }
        }
        assertThat(value(AssociationMetrics.mutualInformation(), table)).isCloseTo(information, within(1e-12));
        assertThat(value(AssociationMetrics.likelihoodRatio(), table) / (2 * n)).isCloseTo(information, within(1e-12));
        assertThat(value(AssociationMetrics.correctedMutualInformation(), table))
                .isLessThan(information);
        assertThat(value(AssociationMetrics.correctedCramersV(), table))
                .isLessThan(value(AssociationMetrics.cramersV(), table));
    }

    private static double log(double share) {
        return share > 0 ? share * StrictMath.log(share) : 0;
    }

    /** 2 x 2 table 10, 20, 30, 40 by the formulas of Miller and of Bergsma. */
    @Test
    void correctionsFollowTheirFormulas() {
        SegmentTable table = SegmentTable.ofCounts("group", List.of("a", "b"), new long[][] {{10, 20}, {30, 40}});
        double chi = 100.0 * (10 * 40 - 20 * 30) * (10 * 40 - 20 * 30) / (30.0 * 70 * 40 * 60);
        assertThat(value(AssociationMetrics.chiSquared(), table)).isCloseTo(chi, within(1e-12));
        assertThat(value(AssociationMetrics.correctedCramersV(), table)).isZero();
        assertThat(value(AssociationMetrics.correctedMutualInformation(), table))
                .isZero();
        SegmentTable strong = SegmentTable.ofCounts("group", List.of("a", "b"), new long[][] {{40, 10}, {10, 40}});
        // chi-square is 36 of 100 persons; (36/100 - 1/99) / (1 - 1/99).
        assertThat(value(AssociationMetrics.correctedCramersV(), strong))
                .isCloseTo(Math.sqrt((0.36 - 1.0 / 99) / (1 - 1.0 / 99)), within(1e-12));
        assertThat(value(AssociationMetrics.correctedMutualInformation(), strong))
                .isCloseTo(value(AssociationMetrics.mutualInformation(), strong) - 1.0 / 200, within(1e-12));
    }

    @Test
    void anEmptySegmentHasNoBalanceAndDoesNotHideTheOthers() {
        SegmentTable table = table(new long[][] {{2, 4, 8}, {0, 0, 0}}, 0, 0, 0);
        assertThat(RepresentationMetrics.balanceBySegment(table).get(1)).isInstanceOf(Statistic.Undetermined.class);
        assertThat(RepresentationMetrics.normalisedBalanceBySegment(table).get(1))
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(value(RepresentationMetrics.balance(), table)).isEqualTo(0.25);
        assertThat(value(RepresentationMetrics.normalisedBalance(), table)).isEqualTo(1);
        assertThat(RepresentationMetrics.balance().evaluate(table(new long[][] {{0, 0, 0}}, 1, 1, 1)))
                .isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void beingLeftOutIsTold() {
        SegmentTable table = table(new long[][] {{9, 5, 4}, {9, 5, 4}}, 2, 10, 0);
        GroupValues leftOut = RepresentationMetrics.leftOut().byGroup(table);
        assertThat(leftOut.of("a").value()).isEqualTo(Statistic.of(0.1));
        assertThat(leftOut.of("b")).isEqualTo(new GroupValues.GroupValue("b", 20, Statistic.of(0.5)));
        assertThat(leftOut.summary()).isEqualTo(Statistic.of(0.5));
        assertThat(value(DistributionMetrics.totalVariation("b", "c"), table)).isEqualTo(0.5);
    }

    @Test
    void representationAndSlackTellTheTightestSegmentOfEachGroup() {
        SegmentTable table = SegmentTable.ofCounts("group", List.of("a", "b"), new long[][] {{10, 30}, {30, 30}});
        GroupValues lowest = RepresentationMetrics.lowestRepresentation().byGroup(table);
        assertThat(lowest.of("a").value().orElseThrow()).isCloseTo(0.25 / 0.4, within(1e-15));
        assertThat(lowest.of("b").value().orElseThrow()).isCloseTo(0.5 / 0.6, within(1e-15));
        assertThat(value(RepresentationMetrics.highestRepresentation(), table)).isCloseTo(1.25, within(1e-15));
        GroupValues slack = RepresentationMetrics.boundSlack(Map.of("a", new ShareBounds(0.3, 0.6)))
                .byGroup(table);
        assertThat(slack.of("a").value().orElseThrow()).isCloseTo(-0.05, within(1e-15));
        assertThat(slack.of("b").value().orElseThrow()).isCloseTo(0.25, within(1e-15));
        // Shares of a may lie between .8 x .4 and 1.25 x .4; the one of .25 is .07 too low.
        assertThat(value(RepresentationMetrics.boundSlack(0.8, 1.25), table)).isCloseTo(-0.07, within(1e-15));
        assertThatThrownBy(() -> RepresentationMetrics.boundSlack(1.1, 1.2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShareBounds(0.5, 0.4)).hasMessageContaining("lower <= upper");
    }

    @Test
    void clusterRatiosTellWhereTheOtherGroupIsAbsent() {
        SegmentTable table = SegmentTable.ofCounts("group", List.of("a", "b"), new long[][] {{4, 2}, {3, 0}, {0, 0}});
        assertThat(value(RepresentationMetrics.minimumClusterRatio("a", "b"), table))
                .isEqualTo(2);
        assertThat(RepresentationMetrics.averageClusterRatio("a", "b").evaluate(table))
                .isInstanceOf(Statistic.Undetermined.class);
        assertThatThrownBy(() ->
                        RepresentationMetrics.minimumClusterRatio("a", "x").evaluate(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no group 'x'");
    }

    @Test
    void overlappingGroupsHaveSharesButNoAssociation() {
        boolean[][] members = {{true, true}, {true, false}, {false, false}, {true, true}};
        SegmentTable table =
                SegmentTable.of(new int[] {0, 0, 1, 1}, 2, Groups.overlapping("flag", List.of("x", "y"), members));
        assertThat(AssociationMetrics.chiSquared().evaluate(table)).isInstanceOf(Statistic.Undetermined.class);
        // x is 2 of 2 and 1 of 2 persons against 3 of 4; y is half of each.
        assertThat(value(RepresentationMetrics.lowestRepresentation(), table)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(RepresentationMetrics.lowestRepresentation()
                        .byGroup(table)
                        .of("y")
                        .value())
                .isEqualTo(Statistic.of(1));
    }

    @Test
    void socialCostIsTheMeanDistanceOfTheWorstServedGroup() {
        Groups groups = Groups.of(Categories.of("group", NAMES, new int[] {0, 0, 1, 1, -1, 2}));
        SegmentDistances data =
                SegmentDistances.of(groups).withSquaredDistances(new double[] {1, 3, 4, Double.NaN, 100, Double.NaN});
        GroupValues costs = DistanceMetrics.socialCost().byGroup(data);
        assertThat(costs.summary()).isEqualTo(Statistic.of(4));
        assertThat(costs.of("b").persons()).isEqualTo(1);
        assertThat(costs.of("c").value()).isEqualTo(Statistic.undetermined("nobody of the group is in a segment"));
        assertThat(DistanceMetrics.socialCostRatio().evaluate(data)).isEqualTo(Statistic.of(0.5));
        assertThat(DistanceMetrics.silhouetteDifference().evaluate(data))
                .isEqualTo(
                        Statistic.undetermined("no silhouette widths are known; add them with withSilhouetteWidths"));
    }
}
