package io.github.segmentation4j.fairness.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditDisclosureTest {
    private static final RunContext CONTEXT = RunContext.seeded(3);

    /** Seven and eleven women among hundreds. */
    private static AuditResult small() {
        int[] sex = IntStream.range(0, 1000)
                .map(row -> row < 7 || row >= 989 ? 0 : 1)
                .toArray();
        int[] labels = IntStream.range(0, 1000).map(row -> row / 500).toArray();
        int[] selected =
                IntStream.range(0, 1000).map(row -> row % 3 == 0 ? 1 : 0).toArray();
        return FairnessAudit.of("sex")
                .comparingAtLeast(10)
                .scanningIntersections()
                .scanningSubsets()
                .assess(
                        AuditData.of(labels, 2, List.of(Categories.of("sex", List.of("f", "m"), sex)))
                                .withDecisions(selected),
                        CONTEXT);
    }

    @Test
    void noSmallCountIsInAMessageOrAPlainNumber() {
        CheckResult check = small().toCheckResult(20);
        assertThat(check.findings()).allSatisfy(finding -> {
            assertThat(finding.message()).doesNotContainPattern("\\b(7|11|18) (persons|customers)");
            assertThat(finding.actual()).isEmpty();
        });
        for (Exhibit exhibit : check.exhibits()) {
            if (exhibit instanceof Exhibit.Table table && table.title().startsWith("Groups of sex per")) {
                assertThat(table.rows())
                        .filteredOn(row -> !row.get(1).equals(Cell.text("(missing)")))
                        .allSatisfy(row -> assertThat(row.subList(4, 11)).noneMatch(Cell.Amount.class::isInstance));
            }
            if (exhibit instanceof Exhibit.Table table && table.title().startsWith("Fairness metrics")) {
                assertThat(table.rows())
                        .allSatisfy(row -> assertThat(row.subList(3, 6)).noneMatch(Cell.Amount.class::isInstance));
            }
        }
        assertThat(check.exhibits())
                .extracting(Exhibit::title)
                .anySatisfy(title -> assertThat(title).startsWith("Fairness verdicts"));
    }

    @Test
    void noSmallCountIsInTheState() {
        ModelState attribute = small().state(20).children("attributes").get(0);
        assertThat(attribute.integer("hiddenCounts")).isPositive();
        assertThat(attribute.children("comparisons")).allSatisfy(comparison -> {
            assertThat(comparison.flag("told")).isFalse();
            assertThat(comparison.has("members")).isFalse();
            assertThat(comparison.has("groupSize")).isFalse();
            assertThat(comparison.child("ratio").has("value")).isFalse();
        });
        assertThat(attribute.children("metrics"))
                .allSatisfy(
                        metric -> assertThat(metric.child("value").has("value")).isFalse());
        assertThat(attribute.children("decisions"))
                .allSatisfy(decision -> assertThat(decision.has("selected")).isFalse());
    }

    @Test
    void withoutAMinimumEverythingIsTold() {
        ModelState attribute = small().state(1).children("attributes").get(0);
        assertThat(attribute.integer("hiddenCounts")).isZero();
        assertThat(attribute.children("comparisons").get(0).whole("members")).isEqualTo(7);
    }

    /** In every line of random tables, what is hidden is several counts, at least the minimum together, or all of it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noHiddenCountFollowsFromItsLine(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int minimum = 10;
        int segments = 2 + random.nextInt(5);
        int groups = 2 + random.nextInt(4);
        long[][] counts = new long[segments][groups];
        for (long[] row : counts) {
            for (int group = 0; group < groups; group++) {
                row[group] = random.nextInt(4) == 0 ? random.nextInt(12) : 10 + random.nextInt(90);
            }
        }
        List<String> names =
                IntStream.range(0, groups).mapToObj(group -> "g" + group).toList();
        Disclosure disclosure = Disclosure.of(SegmentTable.ofCounts("race", names, counts), minimum, false);
        for (int segment = 0; segment < segments; segment++) {
            long sum = 0;
            int hidden = 0;
            for (int group = 0; group < groups; group++) {
                boolean told = disclosure.tells(segment + 1, group);
                assertThat(told && counts[segment][group] < minimum).isFalse();
                sum += told ? 0 : counts[segment][group];
                hidden += told ? 0 : 1;
            }
            assertThat(hidden == 0 || hidden == groups || (hidden > 1 && sum >= minimum))
                    .isTrue();
        }
    }

    /** Counts of crossed attributes add up to those of each, which are told. */
    @Test
    void ofCrossedAttributesASegmentIsToldWhollyOrNotAtAll() {
        SegmentTable table = SegmentTable.ofCounts(
                "sex x race", List.of("f, a", "f, b", "m, a", "m, b"), new long[][] {{3, 50, 60, 70}, {40, 50, 60, 70}
                });
        Disclosure disclosure = Disclosure.of(table, 10, true);
        for (int group = 0; group < 4; group++) {
            assertThat(disclosure.tells(1, group)).isFalse();
        }
    }

    /** Of 300, 300 and 300 persons 100, 100 and 4 are selected: of the others one alone would tell the 4. */
    @Test
    void aSmallNumberOfSelectedDoesNotFollowFromTheOthers() {
        int[] race = IntStream.range(0, 900).map(row -> row / 300).toArray();
        int[] selected = IntStream.range(0, 900)
                .map(row -> row % 300 < (row < 600 ? 100 : 4) ? 1 : 0)
                .toArray();
        AuditResult result = FairnessAudit.of("race")
                .assess(
                        AuditData.of(new int[900], 1, List.of(Categories.of("race", List.of("a", "b", "c"), race)))
                                .withDecisions(selected),
                        CONTEXT);
        List<ModelState> decisions =
                result.state(10).children("attributes").get(0).children("decisions");
        assertThat(decisions)
                .allSatisfy(decision -> assertThat(decision.flag("told")).isFalse());
        assertThat(decisions)
                .filteredOn(decision -> decision.child("share").has("value"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(result.toCheckResult(10).findings())
                .filteredOn(finding -> finding.key().equals("fairness.decision-disparity"))
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding.actual()).isEmpty());
    }
}
