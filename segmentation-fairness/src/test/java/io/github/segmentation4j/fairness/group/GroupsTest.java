package io.github.segmentation4j.fairness.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final Categories SEX = Categories.of("sex", List.of("f", "m"), new int[] {0, 1, 0, -1, 1, 1});
    private static final Categories AGE = Categories.of("age", List.of("young", "old"), new int[] {0, 0, 0, 1, -1, 1});

    @Test
    void missingCategoriesAreKeptAndCounted() {
        Groups groups = Groups.of(SEX);
        assertThat(groups.kind()).isEqualTo(GroupKind.DISJOINT);
        assertThat(groups.names()).containsExactly("f", "m");
        assertThat(groups.size()).isEqualTo(6);
        assertThat(groups.missing()).isEqualTo(1);
        assertThat(groups.missing(3)).isEqualTo(1);
        assertThat(groups.membership(3, 0)).isZero();
        assertThat(groups.membership(0, 0)).isEqualTo(1);
        assertThat(groups.persons(groups.indexOf("m"))).isEqualTo(3);
    }

    @Test
    void intersectionsHaveTheCellsThatOccurAndMissWhereAnyIsMissing() {
        Groups both = Groups.intersectionOf(List.of(SEX, AGE));
        assertThat(both.name()).isEqualTo("sex x age");
        assertThat(both.names()).containsExactly("f, young", "m, young", "m, old");
        assertThat(both.missing()).isEqualTo(2);
        assertThat(both.persons(0)).isEqualTo(2);
        assertThatThrownBy(() -> Groups.intersectionOf(List.of())).hasMessageContaining("at least one attribute");
    }

    @Test
    void overlappingGroupsMayHoldAPersonTwiceOrNever() {
        Groups groups = Groups.overlapping(
                "flag", List.of("debt", "night"), new boolean[][] {{true, true}, {false, false}, {true, false}});
        assertThat(groups.kind()).isEqualTo(GroupKind.OVERLAPPING);
        assertThat(groups.persons(0)).isEqualTo(2);
        assertThat(groups.persons(1)).isEqualTo(1);
        assertThat(groups.missing()).isZero();
    }

    @Test
    void probabilitiesAddUpToExpectedPersonsAndTheRestIsUnknown() {
        Groups groups = Groups.probabilistic("sex", List.of("f", "m"), new double[][] {
            {0.25, 0.75}, {0.5, 0.25}, {1.0 / 3, 2.0 / 3}
        });
        assertThat(groups.persons(0)).isCloseTo(13.0 / 12, within(1e-15));
        assertThat(groups.missing()).isEqualTo(0.25);
        assertThat(groups.missing(2)).isZero();
        assertThatThrownBy(() -> Groups.probabilistic("sex", List.of("f", "m"), new double[][] {{0.6, 0.6}}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 1")
                .hasMessageContaining("at most 1");
        assertThatThrownBy(() -> Groups.probabilistic("sex", List.of("f"), new double[][] {{0.1}, {Double.NaN}}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 2");
        assertThatThrownBy(() -> Groups.probabilistic("sex", List.of("f", "m"), new double[][] {{1}}))
                .hasMessageContaining("one entry for each of the 2 groups");
    }

    @Test
    void smallGroupsArePutAsideByNameAndSizeInEveryKind() {
        Groups disjoint = Groups.intersectionOf(List.of(SEX, AGE)).suppressedBelow(2);
        assertThat(disjoint.names()).containsExactly("f, young");
        assertThat(disjoint.suppressed()).containsExactly(new GroupSize("m, young", 1), new GroupSize("m, old", 1));
        assertThat(disjoint.missing()).isEqualTo(2);
        assertThat(disjoint.membership(0, 0)).isEqualTo(1);
        assertThat(disjoint.membership(1, 0)).isZero();

        Groups overlapping = Groups.overlapping(
                        "flag", List.of("x", "y"), new boolean[][] {{true, true}, {false, true}, {false, true}})
                .suppressedBelow(2);
        assertThat(overlapping.names()).containsExactly("y");
        assertThat(overlapping.persons(0)).isEqualTo(3);

        Groups probable = Groups.probabilistic("sex", List.of("f", "m"), new double[][] {{0.25, 0.5}, {0.25, 0.75}})
                .suppressedBelow(1);
        assertThat(probable.names()).containsExactly("m");
        assertThat(probable.suppressed()).containsExactly(new GroupSize("f", 0.5));
        assertThat(probable.missing()).isEqualTo(0.25);
        assertThat(probable.suppressedBelow(5).suppressed()).hasSize(2);
        assertThat(probable.suppressedBelow(5).groupCount()).isZero();
        assertThatThrownBy(() -> disjoint.indexOf("m, old")).hasMessageContaining("suppressed");
        assertThatThrownBy(() -> disjoint.suppressedBelow(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesMustDiffer() {
        assertThatThrownBy(() -> Groups.overlapping("flag", List.of("x", "x"), new boolean[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must differ");
    }

    @Test
    void tablesCountTheLeftOutAndTheMissingApart() {
        SegmentTable table = SegmentTable.of(new int[] {0, 0, 1, 1, -1, -1}, 3, Groups.of(SEX));
        assertThat(table.segmentCount()).isEqualTo(3);
        assertThat(table.count(0, 0)).isEqualTo(1);
        assertThat(table.count(SegmentTable.LEFT_OUT, 1)).isEqualTo(2);
        assertThat(table.known(1)).isEqualTo(1);
        assertThat(table.missing(1)).isEqualTo(1);
        assertThat(table.known(2)).isZero();
        assertThat(table.known()).isEqualTo(5);
        assertThat(table.groupTotal(1)).isEqualTo(3);
        assertThatThrownBy(() -> SegmentTable.of(new int[] {0, 0, 3, 0, 0, 0}, 3, Groups.of(SEX)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 3");
        assertThatThrownBy(() -> SegmentTable.of(new int[5], 3, Groups.of(SEX))).hasMessageContaining("same persons");
    }

    @Test
    void countsAloneAreATableAndMustNotBeNegative() {
        SegmentTable table =
                SegmentTable.ofCounts("sex", List.of("f", "m"), new long[][] {{1, 2}, {3, 4}}, new long[] {5, 6});
        assertThat(table.groupTotal(0)).isEqualTo(9);
        assertThat(table.count(SegmentTable.LEFT_OUT, 1)).isEqualTo(6);
        assertThatThrownBy(() -> SegmentTable.ofCounts("sex", List.of("f"), new long[][] {{-1}}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> SegmentTable.ofCounts("sex", List.of("f"), new long[][] {{1, 2}}))
                .hasMessageContaining("one count for each");
    }

    /** A regression outcome passed for a class is refused rather than rounded. */
    @Test
    void outcomesOtherThanZeroAndOneAreRefusedWithoutNamingThem() {
        Groups groups = Groups.of(SEX);
        Decisions decisions = Decisions.of(new int[] {1, 0, 1, 0, 1, 0}, groups);
        assertThatThrownBy(() -> decisions.withOutcomes(new int[] {1, 0, 4711, 0, 0, 0}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 3: a true outcome must be 0 or 1")
                .hasMessageContaining("withValues")
                .message()
                .doesNotContain("4711");
        assertThatThrownBy(() -> Decisions.of(new int[] {2, 0, 0, 0, 0, 0}, groups))
                .hasMessageContaining("a decision must be 0 or 1");
        assertThatThrownBy(() -> decisions.withValues(new double[] {0, 0, Double.NaN, 0, 0, 0}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> decisions.withOutcomes(new int[3])).hasMessageContaining("6 persons");
        assertThatThrownBy(() -> decisions.value(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decisions.outcome(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void distancesAreOfThePersonsInASegment() {
        SegmentDistances distances = SegmentDistances.of(Groups.of(SEX));
        assertThat(distances.hasSquaredDistances()).isFalse();
        assertThat(distances.squaredDistance(0)).isEmpty();
        SegmentDistances known = distances.withSquaredDistances(new double[] {1, 2, Double.NaN, 3, 4, 5});
        assertThat(known.squaredDistance(1)).hasValue(2);
        assertThat(known.squaredDistance(2)).isEmpty();
        assertThatThrownBy(() -> distances.withSquaredDistances(new double[] {-1, 0, 0, 0, 0, 0}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> distances.withSquaredDistances(new double[2])).hasMessageContaining("6 persons");
    }
}
