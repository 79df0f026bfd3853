package io.github.segmentation4j.fairness.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.ShopSimulation;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Drafts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairnessAuditTest {
    private final Schema schema = Schema.builder()
            .id("customer")
            .number("tenure")
            .allow(Purpose.PERSONALISATION)
            .category("sex")
            .values("female", "male")
            .protectedAttribute()
            .category("race")
            .protectedAttribute()
            .number("age")
            .bands(30, 60)
            .protectedAttribute()
            .number("income")
            .protectedAttribute()
            .build();
    private final CustomerTable.Builder table = CustomerTable.builder(schema);
    private final IntStream.Builder labels = IntStream.builder();
    private int added;

    private void add(int persons, int segment, String sex) {
        for (int i = 0; i < persons; i++) {
            table.add("c" + added++);
            if (!sex.isEmpty()) {
                table.set("sex", sex);
            }
            labels.add(segment);
        }
    }

    private CheckResult check(FairnessAudit audit, int segments) {
        return Drafts.check(
                audit, CustomerData.of(table.build()), segments, labels.build().toArray());
    }

    private List<GroupComparison> compare(FairnessAudit audit, int segments) {
        return audit.compare(Drafts.of(
                CustomerData.of(table.build()), segments, labels.build().toArray()));
    }

    private static List<String> keys(CheckResult result) {
        return result.findings().stream().map(Finding::key).toList();
    }

    @Test
    void aSegmentThatMirrorsAllCustomersShowsNoDisparity() {
        add(2000, 0, "female");
        add(2000, 0, "male");
        add(3000, 1, "female");
        add(3000, 1, "male");
        assertThat(compare(FairnessAudit.of("sex"), 2)).hasSize(4).allSatisfy(comparison -> {
            assertThat(comparison.verdict()).isEqualTo(FairnessVerdict.NO_MATERIAL_DISPARITY);
            assertThat(comparison.ratio().orElseThrow()).isEqualTo(1);
            assertThat(comparison.adjustedP().orElseThrow()).isEqualTo(1);
        });
    }

    @Test
    void aSkewedSegmentIsADisparityOnBothSides() {
        add(300, 0, "female");
        add(700, 0, "male");
        add(700, 1, "female");
        add(300, 1, "male");
        CheckResult result = check(FairnessAudit.of("sex"), 2);
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(keys(result)).containsOnly("fairness.disparity").hasSize(4);
        Finding first = result.findings().get(0);
        assertThat(first.message())
                .contains("'female' of sex is under-represented")
                .contains("30.0 %")
                .contains("50.0 % overall");
        assertThat(first.expected()).hasValue(0.8);
        assertThat(first.actual()).hasValue(0.6);
        assertThat(first.attribute()).hasValue("sex");
    }

    @Test
    void strictFormBlocks() {
        add(300, 0, "female");
        add(700, 0, "male");
        add(700, 1, "female");
        add(300, 1, "male");
        assertThat(check(FairnessAudit.of("sex").blockingOnDisparity(), 2).verdict())
                .isEqualTo(Verdict.BLOCK);
    }

    @Test
    void aDifferenceThatChanceExplainsIsInconclusive() {
        add(9, 0, "female");
        add(16, 0, "male");
        add(500, 1, "female");
        add(500, 1, "male");
        assertThat(compare(FairnessAudit.of("sex"), 2).stream().limit(2))
                .extracting(GroupComparison::verdict)
                .containsOnly(FairnessVerdict.INCONCLUSIVE);
    }

    @Test
    void aDifferenceWithinTheBoundsIsNotMaterialHoweverSignificant() {
        add(11_000, 0, "female");
        add(9_000, 0, "male");
        add(9_000, 1, "female");
        add(11_000, 1, "male");
        List<GroupComparison> comparisons = compare(FairnessAudit.of("sex"), 2);
        assertThat(comparisons)
                .extracting(GroupComparison::verdict)
                .containsOnly(FairnessVerdict.NO_MATERIAL_DISPARITY);
        assertThat(comparisons.get(0).adjustedP().orElseThrow()).isLessThan(1e-10);
    }

    @Test
    void aGroupAbsentFromALargeSegmentIsADisparityNotAGap() {
        add(1000, 0, "male");
        add(600, 1, "female");
        add(400, 1, "male");
        GroupComparison absent = compare(FairnessAudit.of("sex"), 2).get(0);
        assertThat(absent.group()).isEqualTo("female");
        assertThat(absent.members()).isZero();
        assertThat(absent.verdict()).isEqualTo(FairnessVerdict.DISPARITY);
        assertThat(absent.ratio().orElseThrow()).isZero();
    }

    @Test
    void aSegmentOfAlmostOneGroupIsNamedAsSuch() {
        add(1000, 0, "male");
        add(600, 1, "female");
        add(400, 1, "male");
        CheckResult result = check(FairnessAudit.of("sex"), 2);
        assertThat(keys(result)).contains("fairness.single-group");
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void singleGroupsCanBlockAlone() {
        add(1000, 0, "male");
        add(600, 1, "female");
        add(400, 1, "male");
        assertThat(check(FairnessAudit.of("sex").onSingleGroup(Verdict.BLOCK), 2)
                        .verdict())
                .isEqualTo(Verdict.BLOCK);
    }

    @Test
    void fewPersonsAreCountedNotJudged() {
        add(19, 0, "female");
        add(500, 0, "male");
        add(500, 1, "male");
        CheckResult result = check(FairnessAudit.of("sex"), 2);
        assertThat(keys(result)).contains("fairness.insufficient-data");
        assertThat(compareAgain(FairnessAudit.of("sex"), 2))
                .filteredOn(comparison -> comparison.group().equals("female"))
                .extracting(GroupComparison::verdict)
                .containsOnly(FairnessVerdict.INSUFFICIENT_DATA);
        assertThat(compareAgain(FairnessAudit.of("sex").comparingAtLeast(19), 2))
                .extracting(GroupComparison::verdict)
                .doesNotContain(FairnessVerdict.INSUFFICIENT_DATA);
    }

    private List<GroupComparison> compareAgain(FairnessAudit audit, int segments) {
        int[] given = IntStream.range(0, added).map(i -> i < 519 ? 0 : 1).toArray();
        return audit.compare(Drafts.of(CustomerData.of(table.build()), segments, given));
    }

    @Test
    void customersInNoSegmentAreCompared() {
        add(1000, 0, "male");
        add(1000, 0, "female");
        add(500, -1, "female");
        List<GroupComparison> comparisons = compare(FairnessAudit.of("sex"), 1);
        assertThat(comparisons).extracting(GroupComparison::segment).containsExactly(1, 1, 0, 0);
        assertThat(comparisons.get(2).verdict()).isEqualTo(FairnessVerdict.DISPARITY);
    }

    @Test
    void missingGroupsHaveARowOfTheirOwnAndAreInNoShare() {
        add(500, 0, "female");
        add(500, 0, "male");
        add(400, 0, "");
        add(1000, 1, "female");
        add(1000, 1, "male");
        CheckResult result = check(FairnessAudit.of("sex"), 2);
        Exhibit.Table shown = (Exhibit.Table) result.exhibits().get(0);
        assertThat(shown.rows()).hasSize(6);
        assertThat(shown.rows().get(2).get(1)).isEqualTo(Cell.text("(missing)"));
        assertThat(shown.rows().get(2).get(3)).isEqualTo(Cell.count(400));
        assertThat(shown.rows().get(0).get(3)).isInstanceOfSatisfying(Cell.Share.class, share -> {
            assertThat(share.persons()).isEqualTo(500);
            assertThat(share.of()).isEqualTo(1000);
            assertThat(share.lower()).isLessThan(0.5).isGreaterThan(0.46);
        });
    }

    @Test
    void whatCannotBeAssessedIsAFindingNeverSilence() {
        add(50, 0, "male");
        CheckResult result = check(FairnessAudit.of("sex", "race", "income", "tenure", "sx", "age"), 1);
        assertThat(keys(result)).hasSize(6).containsOnly("fairness.not-assessable");
        assertThat(result.findings())
                .extracting(finding -> finding.attribute().orElseThrow())
                .containsExactly("sex", "race", "income", "tenure", "sx", "age");
        assertThat(result.findings().get(0).message()).contains("belong to one group");
        assertThat(result.findings().get(1).message()).contains("missing for every customer");
        assertThat(result.findings().get(2).message()).contains("has no groups");
        assertThat(result.findings().get(3).message()).contains("not declared protected");
        assertThat(result.findings().get(4).message()).contains("no attribute");
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(result.exhibits()).isEmpty();
    }

    @Test
    void strictFormBlocksWhatCannotBeAssessed() {
        add(50, 0, "male");
        assertThat(check(FairnessAudit.of("race").blockingOnDisparity(), 1).verdict())
                .isEqualTo(Verdict.BLOCK);
    }

    /** Balanced in each attribute, opposite in the combination: what an audit of one attribute at a time overlooks. */
    @Test
    void intersectionsSeeWhatSingleAttributesHide() {
        for (int segment = 0; segment < 2; segment++) {
            for (String sex : List.of("female", "male")) {
                for (String race : List.of("a", "b")) {
                    boolean many = (sex.equals("female") == race.equals("a")) == (segment == 0);
                    for (int i = 0; i < (many ? 900 : 100); i++) {
                        table.add("c" + added++).set("sex", sex).set("race", race);
                        labels.add(segment);
                    }
                }
            }
        }
        List<GroupComparison> comparisons =
                compare(FairnessAudit.of("sex", "race").intersecting("sex", "race"), 2);
        assertThat(comparisons)
                .filteredOn(comparison -> !comparison.attribute().contains(" x "))
                .hasSize(8)
                .extracting(GroupComparison::verdict)
                .containsOnly(FairnessVerdict.NO_MATERIAL_DISPARITY);
        assertThat(comparisons)
                .filteredOn(comparison -> comparison.attribute().equals("sex x race"))
                .hasSize(8)
                .extracting(GroupComparison::verdict)
                .containsOnly(FairnessVerdict.DISPARITY);
    }

    @Test
    void numbersAreComparedByBand() {
        for (int i = 0; i < 600; i++) {
            table.add("c" + added++).set("age", 20 + i % 60);
            labels.add(i % 60 < 30 ? 0 : 1);
        }
        assertThat(compare(FairnessAudit.of("age"), 2))
                .extracting(GroupComparison::group)
                .startsWith("under 30", "30 to under 60", "60 and over");
    }

    @Test
    void countsUnderTheDisclosureMinimumAreInNoMessageAndNoNumberOfTheTable() {
        add(7, 0, "female");
        add(993, 0, "male");
        add(993, 1, "female");
        add(7, 1, "male");
        CheckResult result = check(FairnessAudit.of("sex"), 2);
        assertThat(result.findings()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.message()).doesNotContain("0.7 %", "99.3 %", "0.01", " 7 ");
            assertThat(finding.actual()).isEmpty();
        });
        Exhibit.Table shown = (Exhibit.Table) result.exhibits().get(0);
        assertThat(shown.rows().get(0).get(5)).isEqualTo(Cell.text("not shown"));
    }

    @Test
    void smallShareOfASmallSegmentUsesTheExactTest() {
        add(0, 0, "female");
        add(20, 0, "male");
        add(200, 1, "female");
        add(1000, 1, "male");
        GroupComparison comparison = compare(FairnessAudit.of("sex"), 2).get(0);
        // Fisher's mid-p by whole numbers: 0 of 20 against 200 of 1,200 gives .046531530273, times 4 comparisons.
        assertThat(comparison.adjustedP().orElseThrow()).isCloseTo(4 * 0.04653153027279712, within(1e-12));
        assertThat(comparison.verdict()).isEqualTo(FairnessVerdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfCustomersDoesNotMatter(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int n = 400;
        int[] sexes = IntStream.generate(() -> random.nextInt(2)).limit(n).toArray();
        int[] segments = IntStream.generate(() -> random.nextInt(3)).limit(n).toArray();
        int[] order = IntStream.range(0, n).toArray();
        List<GroupComparison> plain = compareIn(order, sexes, segments);
        random.shuffle(order);
        assertThat(compareIn(order, sexes, segments)).isEqualTo(plain);
    }

    private List<GroupComparison> compareIn(int[] order, int[] sexes, int[] segments) {
        CustomerTable.Builder customers = CustomerTable.builder(schema);
        for (int row : order) {
            customers.add("c" + row).set("sex", sexes[row] == 0 ? "female" : "male");
        }
        int[] given = IntStream.of(order).map(row -> segments[row]).toArray();
        return FairnessAudit.of("sex").compare(Drafts.of(CustomerData.of(customers.build()), 3, given));
    }

    /**
     * Segments drawn at random, so that every disparity is a false alarm. At level .05 over all comparisons, 200 runs
     * give more than 24 alarms with a probability under 1e-4 (binomial, and Holm with the ratio bound is stricter).
     */
    @Test
    void falseAlarmsStayWithinTheLevel() {
        SeededRandom random = SeededRandom.of(99);
        int alarms = 0;
        for (int run = 0; run < 200; run++) {
            CustomerTable.Builder customers = CustomerTable.builder(schema);
            int[] given = new int[300];
            for (int i = 0; i < given.length; i++) {
                customers.add("c" + i).set("race", "r" + random.nextInt(4));
                given[i] = random.nextInt(3);
            }
            alarms += FairnessAudit.of("race").compare(Drafts.of(CustomerData.of(customers.build()), 3, given)).stream()
                            .anyMatch(comparison -> comparison.verdict() == FairnessVerdict.DISPARITY)
                    ? 1
                    : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(24);
    }

    /** Nobody read the origin of anybody, and yet the segments are segments of origin. */
    @Test
    void segmentsMadeFromAProxyAreADisparity() {
        ShopSimulation shop = ShopSimulation.withCustomers(3000);
        CustomerData customers = shop.generate(RunContext.seeded(42));
        int[] none = new int[3000];
        int[] remote = Arrays.stream(Drafts.of(customers, 1, none)
                        .view()
                        .categories("district")
                        .codes())
                .map(district -> district >= 4 ? 1 : 0)
                .toArray();
        CheckResult result = Drafts.check(FairnessAudit.of("origin", "gender", "age"), customers, 2, remote);
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(result.findings())
                .filteredOn(finding -> finding.verdict() == Verdict.WARN)
                .extracting(finding -> finding.attribute().orElseThrow())
                .containsOnly("origin");
        assertThat(result.exhibits())
                .extracting(Exhibit::title)
                .contains("Groups of origin per segment", "Groups of gender per segment", "Groups of age per segment");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        FairnessAudit audit = FairnessAudit.of("sex");
        assertThatThrownBy(() -> audit.withinRatios(1.1, 1.25)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.withinRatios(0.8, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.atLevel(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.comparingAtLeast(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.intersecting("sex", "sex")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void widerBoundsForgiveMore() {
        add(420, 0, "female");
        add(580, 0, "male");
        add(580, 1, "female");
        add(420, 1, "male");
        assertThat(compare(FairnessAudit.of("sex").withinRatios(0.9, 1.1), 2))
                .extracting(GroupComparison::verdict)
                .containsOnly(FairnessVerdict.DISPARITY);
        assertThat(compare12(FairnessAudit.of("sex").withinRatios(0.5, 2)))
                .extracting(GroupComparison::verdict)
                .containsOnly(FairnessVerdict.NO_MATERIAL_DISPARITY);
    }

    private List<GroupComparison> compare12(FairnessAudit audit) {
        int[] given = IntStream.range(0, added).map(i -> i / 1000).toArray();
        List<GroupComparison> result = audit.compare(Drafts.of(CustomerData.of(table.build()), 2, given));
        assertThat(result.get(0).ratio().orElseThrow()).isCloseTo(0.84, within(1e-12));
        return result;
    }
}
