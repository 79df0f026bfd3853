package io.github.segmentation4j.fairness.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositionDriftTest {
    private static final List<String> GROUPS = List.of("a", "b", "c", "d");

    /** For each segment the persons of each group; a fifth number counts those without a group. */
    private static Composition composition(List<String> segments, int[]... counts) {
        int rows = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
        int[] segment = new int[rows];
        int[] group = new int[rows];
        int row = 0;
        for (int s = 0; s < counts.length; s++) {
            for (int g = 0; g < counts[s].length; g++) {
                for (int i = 0; i < counts[s][g]; i++) {
                    segment[row] = s < segments.size() ? s : Categories.MISSING;
                    group[row++] = g < GROUPS.size() ? g : Categories.MISSING;
                }
            }
        }
        return Composition.of(Categories.of("segment", segments, segment), Categories.of("group", GROUPS, group));
    }

    private static SegmentDrift only(int[] before, int[] now) {
        return CompositionDrift.atLevel(0.05)
                .compare(composition(List.of("s"), before), composition(List.of("s"), now))
                .segments()
                .get(0);
    }

    /** Chi-square of 60, 40 against 45, 55 is 4.511278, p 0.0336721; the others by their definitions. */
    @Test
    void measuresAreThoseOfTheirDefinitions() {
        SegmentDrift drift = only(new int[] {60, 40}, new int[] {45, 55});
        assertThat(drift.p().orElseThrow()).isCloseTo(0.0336721, within(5e-8));
        double before = 60.5 / 101;
        double now = 45.5 / 101;
        assertThat(drift.stabilityIndex().orElseThrow())
                .isCloseTo(
                        (now - before) * (StrictMath.log(now / before) - StrictMath.log((1 - now) / (1 - before))),
                        within(1e-12));
        double divergence = 0.3 * StrictMath.log(0.6 / 0.525)
                + 0.2 * StrictMath.log(0.4 / 0.475)
                + 0.225 * StrictMath.log(0.45 / 0.525)
                + 0.275 * StrictMath.log(0.55 / 0.475);
        assertThat(drift.divergence().orElseThrow()).isCloseTo(divergence, within(1e-12));
        assertThat(drift.verdict()).isEqualTo(DriftVerdict.SLIGHT);
        assertThat(drift.adjustedP()).isEqualTo(drift.p());
    }

    @Test
    void theVerdictNeedsTheTestAndThenTheIndex() {
        // An index of more than 0.25 among so few persons is chance.
        SegmentDrift few = only(new int[] {14, 6}, new int[] {8, 12});
        assertThat(few.stabilityIndex().orElseThrow()).isGreaterThan(0.25);
        assertThat(few.verdict()).isEqualTo(DriftVerdict.NOT_SHOWN);
        assertThat(only(new int[] {600, 400}, new int[] {430, 570}).verdict()).isEqualTo(DriftVerdict.MODERATE);
        assertThat(only(new int[] {600, 400}, new int[] {300, 700}).verdict()).isEqualTo(DriftVerdict.LARGE);
        assertThat(only(new int[] {600, 400}, new int[] {600, 400}).verdict()).isEqualTo(DriftVerdict.NOT_SHOWN);
    }

    @Test
    void groupsThatOneTimeLacksKeepEveryMeasureFinite() {
        SegmentDrift drift = only(new int[] {50, 50, 0, 0}, new int[] {0, 0, 50, 50});
        assertThat(drift.divergence().orElseThrow()).isCloseTo(StrictMath.log(2), within(1e-12));
        assertThat(drift.stabilityIndex().orElseThrow()).isFinite().isGreaterThan(1);
        assertThat(drift.verdict()).isEqualTo(DriftVerdict.LARGE);
    }

    @Test
    void rareGroupsArePooledAndMissingOnesAreAGroup() {
        SegmentDrift drift = only(new int[] {100, 100, 2, 1, 30}, new int[] {100, 100, 1, 3, 90});
        assertThat(drift.pooledGroups()).isEqualTo(3);
        assertThat(drift.verdict()).isNotEqualTo(DriftVerdict.NOT_SHOWN);
        assertThat(drift.before()).isEqualTo(233);
    }

    @Test
    void segmentsThatAreEmptyOrTooSmallAreListedAndNotJudged() {
        DriftReport report = CompositionDrift.atLevel(0.05)
                .compare(
                        composition(
                                List.of("gone", "kept", "tiny"), new int[] {10}, new int[] {50, 50}, new int[] {3, 2}),
                        composition(
                                List.of("new", "kept", "tiny"),
                                new int[] {20},
                                new int[] {50, 50},
                                new int[] {2, 3},
                                new int[] {7}));
        assertThat(report.segments())
                .extracting(SegmentDrift::segment)
                .containsExactly(Composition.NONE, "gone", "kept", "new", "tiny");
        assertThat(report.segments())
                .extracting(SegmentDrift::verdict)
                .containsExactly(
                        DriftVerdict.INSUFFICIENT_DATA,
                        DriftVerdict.INSUFFICIENT_DATA,
                        DriftVerdict.NOT_SHOWN,
                        DriftVerdict.INSUFFICIENT_DATA,
                        DriftVerdict.INSUFFICIENT_DATA);
        assertThat(report.segments().get(1).stabilityIndex()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(report.segments().get(4).adjustedP()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(report.drifted()).isEmpty();
        assertThat(report.table().rows()).hasSize(5);
        assertThat(report.table().rows().get(1)).contains(Cell.count(10), Cell.text("not enough persons"));
    }

    /** At level 0.05 of 1,000 reports 50 are expected at most, standard error 6.9; 3 of them more: below 0.002. */
    @Test
    void falseAlarmsOverAllSegmentsStayWithinTheLevel() {
        int alarms = 0;
        for (int seed = 0; seed < 1000; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            DriftReport report = CompositionDrift.atLevel(0.05).compare(drawn(random, 600), drawn(random, 400));
            alarms += report.drifted().isEmpty() ? 0 : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(70);
    }

    private static Composition drawn(SeededRandom random, int persons) {
        int[] segments = new int[persons];
        int[] groups = new int[persons];
        for (int row = 0; row < persons; row++) {
            segments[row] = random.nextInt(4);
            groups[row] = random.nextInt(10) / 3;
        }
        return Composition.of(
                Categories.of("segment", List.of("p", "q", "r", "s"), segments),
                Categories.of("group", GROUPS, groups));
    }

    @Test
    void aBaselineCanBeStored() {
        Composition baseline =
                composition(List.of("s", "t"), new int[] {30, 20}, new int[] {0, 5, 6, 0, 9}, new int[] {4});
        Composition restored = Composition.restore(baseline.state());
        assertThat(restored.segments()).isEqualTo(baseline.segments());
        for (String segment : baseline.segments()) {
            assertThat(restored.groups(segment)).isEqualTo(baseline.groups(segment));
        }
        assertThat(restored.groups("t")).containsEntry(Groups.MISSING, 9L).doesNotContainKey("a");
        assertThat(restored.groups("unknown")).isEmpty();
        assertThatThrownBy(() -> Composition.restore(ModelState.of("x/1").build()))
                .isInstanceOf(InvalidInputException.class);
        ModelState altered = ModelState.of("composition/1")
                .putChildren(
                        "segments",
                        List.of(ModelState.of("segment/1")
                                .put("name", "s")
                                .putTexts("groups", List.of("a"))
                                .put("persons", new double[] {-1})
                                .build()))
                .build();
        assertThatThrownBy(() -> Composition.restore(altered)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void unusableArgumentsAreRefused() {
        assertThatThrownBy(() -> CompositionDrift.atLevel(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Composition.of(
                        Categories.of("s", List.of("s"), new int[1]), Categories.of("g", List.of("g"), new int[2])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(CompositionDrift.atLevel(0.05)
                        .compare(composition(List.of("s")), composition(List.of("s")))
                        .segments())
                .isEmpty();
    }
}
