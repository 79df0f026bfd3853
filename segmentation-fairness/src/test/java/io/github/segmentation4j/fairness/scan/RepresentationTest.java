package io.github.segmentation4j.fairness.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepresentationTest {
    private static Categories counted(List<String> levels, int... counts) {
        int[] codes = new int[Arrays.stream(counts).sum()];
        int row = 0;
        for (int level = 0; level < counts.length; level++) {
            for (int i = 0; i < counts[level]; i++) {
                codes[row++] = level < levels.size() ? level : Categories.MISSING;
            }
        }
        return Categories.of("region", levels, codes);
    }

    /** Mendel's peas as Pearson tested them: 315, 101, 108, 32 against 9:3:3:1, chi-square 0.470024, p 0.925426. */
    @Test
    void mendelsPeasAreAsExpected() {
        RepresentationReport report = Representation.against(
                        Map.of("a", 9 / 16.0, "b", 3 / 16.0, "c", 3 / 16.0, "d", 1 / 16.0))
                .of(counted(List.of("a", "b", "c", "d"), 315, 101, 108, 32));
        assertThat(report.p().orElseThrow()).isCloseTo(0.925426, within(5e-7));
        assertThat(report.groups()).extracting(GroupRepresentation::group).containsExactly("a", "b", "c", "d");
        assertThat(report.groups().get(0).ratio().orElseThrow()).isCloseTo(315.0 / 556 / (9 / 16.0), within(1e-12));
        assertThat(report.pooledGroups()).isZero();
    }

    @Test
    void groupsThatOneSideLacksAreListed() {
        RepresentationReport report = Representation.against(
                        Map.of("north", 0.5, "south", 0.3, "west", 0.2, "sea", 0.0))
                .of(counted(List.of("north", "south", "east"), 60, 40, 10, 5));
        assertThat(report.groups())
                .extracting(GroupRepresentation::group)
                .containsExactly("north", "sea", "south", "west", "east");
        GroupRepresentation west = report.groups().get(3);
        assertThat(west.ratio()).isInstanceOfSatisfying(Statistic.Estimate.class, ratio -> {
            assertThat(ratio.number()).isZero();
            assertThat(ratio.upper()).isBetween(0.1, 0.2);
        });
        GroupRepresentation east = report.groups().get(4);
        assertThat(east.ratio()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(report.groups().get(1).ratio()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(report.outsideReference()).isEqualTo(10);
        assertThat(report.missing()).isEqualTo(5);
        // The hundred persons of the reference's groups: (60-50)^2/50 + (40-30)^2/30 + 20, two degrees of freedom.
        assertThat(report.p().orElseThrow()).isCloseTo(StrictMath.exp(-(2 + 10 / 3.0 + 20) / 2), within(1e-12));
        assertThat(report.table().rows()).hasSize(6);
        assertThat(report.table().rows().get(5)).contains(Cell.text(Groups.MISSING), Cell.count(5));
    }

    @Test
    void rareGroupsArePooledForTheTest() {
        RepresentationReport report = Representation.against(Map.of("a", 0.6, "b", 0.37, "c", 0.02, "d", 0.01))
                .of(counted(List.of("a", "b", "c", "d"), 60, 37, 2, 1));
        assertThat(report.pooledGroups()).isEqualTo(3);
        assertThat(report.p().orElseThrow()).isCloseTo(1, within(1e-9));
    }

    @Test
    void tooFewPersonsHaveNoTest() {
        Representation half = Representation.against(Map.of("a", 0.5, "b", 0.5));
        assertThat(half.of(counted(List.of("a", "b"), 4, 4)).p()).isInstanceOf(Statistic.Undetermined.class);
        RepresentationReport nobody = half.of(counted(List.of("a", "b"), 0, 0));
        assertThat(nobody.p()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(nobody.groups().get(0).ratio()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(nobody.table().rows()).hasSize(3);
        assertThat(Representation.against(Map.of("a", 1.0))
                        .of(counted(List.of("a"), 50))
                        .p())
                .isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void sharesMustBeThoseOfAPopulation() {
        assertThatThrownBy(() -> Representation.against(Map.of("a", 0.5, "b", 0.4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum to 1");
        assertThatThrownBy(() -> Representation.against(Map.of("a", -0.5, "b", 1.5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Representation.against(Map.of("a", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** At level 0.05 of 2,000 samples 100 are expected, standard error 9.7; 4.5 of them either way: below 1e-5. */
    @Test
    void samplesOfTheReferenceAreRejectedAtTheLevel() {
        Representation reference = Representation.against(Map.of("a", 0.5, "b", 0.3, "c", 0.2));
        int rejected = 0;
        for (int seed = 0; seed < 2000; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            int[] codes = new int[300];
            for (int row = 0; row < codes.length; row++) {
                double u = random.nextDouble();
                codes[row] = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
            }
            Categories sample = Categories.of("group", List.of("a", "b", "c"), codes);
            rejected += reference.of(sample).p().orElseThrow() <= 0.05 ? 1 : 0;
        }
        assertThat(rejected).isBetween(56, 144);
    }

    /** Reference G13: 10,771 women of 32,561 persons, where a population has as many women as men. */
    @Test
    @RequiresData({Adult.TRAIN})
    void womenAreUnderrepresentedInAdult() {
        RepresentationReport report = Representation.against(Map.of("Female", 0.5, "Male", 0.5))
                .of(Adult.train().categories("sex"));
        assertThat(report.groups().get(0).persons()).isEqualTo(10_771);
        assertThat(report.groups().get(0).ratio().orElseThrow()).isCloseTo(2 * 10_771.0 / 32_561, within(1e-12));
        assertThat(report.p().orElseThrow()).isLessThan(1e-300);
    }
}
