package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.testing.Drafts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnonymityChecksTest {
    private static final Schema SCHEMA = Schema.builder()
            .id("customer")
            .category("plan")
            .allow(Purpose.PERSONALISATION)
            .category("sex")
            .protectedAttribute()
            .number("age")
            .bands(30, 60)
            .protectedAttribute()
            .number("height")
            .protectedAttribute()
            .build();

    /** 200 customers; sex alternates, ages run through all bands, the first few have a plan of their own. */
    private static CustomerData customers(int ownPlan) {
        CustomerTable.Builder table = CustomerTable.builder(SCHEMA);
        for (int i = 0; i < 200; i++) {
            table.add("c" + i)
                    .set("plan", i < ownPlan ? "secret-" + i : "usual")
                    .set("sex", i % 2 == 0 ? "f-" : "m-")
                    .set("age", 20 + i % 60);
        }
        return CustomerData.of(table.build());
    }

    private static int[] labels(int segments) {
        return IntStream.range(0, 200).map(i -> i * segments / 200).toArray();
    }

    @Test
    void segmentsThatTellASensitiveValueBlock() {
        int[] bySex = IntStream.range(0, 200).map(i -> i % 2).toArray();
        for (SegmentationCheck check : List.of(
                LDiversity.distinct(2, "sex"),
                LDiversity.entropy(1.5, "sex"),
                LDiversity.recursive(3, 2, "sex"),
                TCloseness.of(0.2, "sex"))) {
            assertThat(Drafts.check(check, customers(0), 2, labels(2)).verdict())
                    .isEqualTo(Verdict.PASS);
            CheckResult told = Drafts.check(check, customers(0), 2, bySex);
            assertThat(told.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(told.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.attribute()).hasValue("sex");
                assertThat(finding.message()).contains("2 of 2 groups", "200 customers");
                assertThat(finding.actual()).hasValue(2);
            });
        }
    }

    @Test
    void orderedClosenessTakesTheBandsInTheirOrderAndRefusesUnorderedCategories() {
        int[] byAge = IntStream.range(0, 200).map(i -> i % 60 < 30 ? 0 : 1).toArray();
        SegmentationCheck ordered = TCloseness.of(0.1, "age").withDistance(GroundDistance.ordered());
        assertThat(Drafts.check(ordered, customers(0), 2, byAge).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(Drafts.check(ordered, customers(0), 1, labels(1)).verdict()).isEqualTo(Verdict.PASS);
        SegmentationCheck unordered = TCloseness.of(0.1, "sex").withDistance(GroundDistance.ordered());
        assertThat(Drafts.check(unordered, customers(0), 1, labels(1)).findings())
                .extracting(Finding::key)
                .containsExactly("anonymity.not-assessable");
        SegmentationCheck named = TCloseness.of(0.1, "sex").withDistance(GroundDistance.ordered(List.of("f-", "m-")));
        assertThat(Drafts.check(named, customers(0), 1, labels(1)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whatCannotBeOpenedBlocks() {
        for (SegmentationCheck check : List.of(
                LDiversity.distinct(2, "plan"),
                LDiversity.distinct(2, "nonsense"),
                LDiversity.distinct(2, "height"),
                LDiversity.distinct(2, "sex").with("age"),
                TCloseness.of(0.2, "sex").withDistance(GroundDistance.ordered(List.of("other"))),
                ReidentificationRisk.standard().with("sex"))) {
            CheckResult result = Drafts.check(check, customers(0), 1, labels(1));
            assertThat(result.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.BLOCK);
                assertThat(finding.key()).isEqualTo("anonymity.not-assessable");
            });
        }
    }

    @Test
    void fewUniqueCustomersAreNeitherCountedNorNamed() {
        CheckResult result = Drafts.check(ReidentificationRisk.standard().with("plan"), customers(3), 1, labels(1));
        assertThat(result.findings()).extracting(Finding::key).containsExactly("anonymity.unique");
        assertThat(result.findings().get(0).message())
                .contains("fewer than 20 customers")
                .doesNotContain("secret");
        assertThat(result.exhibits().toString())
                .contains("fewer than 20", "above 1 in 20")
                .doesNotContain("Count", "secret");
    }

    @Test
    void manyUniqueCustomersAreARisk() {
        ReidentificationRisk check = ReidentificationRisk.standard().with("plan");
        CheckResult result = Drafts.check(check, customers(100), 1, labels(1));
        assertThat(result.findings()).extracting(Finding::key).containsExactly("anonymity.risk", "anonymity.unique");
        // 101 groups of 200 customers.
        assertThat(result.findings().get(0).actual()).hasValue(0.505);
        assertThat(Drafts.check(check.withMaximumMean(0.51).withMaximumUnique(0.5), customers(100), 1, labels(1))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThatThrownBy(() -> check.withMaximumMean(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.withMaximumUnique(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void smallSegmentsAndSmallRestsBlock() {
        int[] labels =
                IntStream.range(0, 200).map(i -> i < 5 ? -1 : i < 15 ? 0 : 1).toArray();
        CheckResult result = Drafts.check(SmallestSegment.standard(), customers(0), 2, labels);
        assertThat(result.findings())
                .extracting(finding -> finding.attribute().orElseThrow())
                .containsExactly("customers in no segment", "segment 1");
        assertThat(result.findings().toString()).doesNotContain("10", "5 ");
        assertThatThrownBy(() -> SmallestSegment.of(10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void segmentsLeftOutHideAmongEachOther() {
        int[] labels =
                IntStream.range(0, 200).map(i -> i < 5 ? 0 : i < 40 ? 1 : 2).toArray();
        int[] mended = SmallestSegment.standard().leaveOut(labels);
        // The 5 alone could be computed from a total, so the next smallest segment follows.
        assertThat(mended).startsWith(-1, -1, -1, -1, -1, -1).endsWith(2);
        assertThat(IntStream.of(mended).filter(label -> label < 0).count()).isEqualTo(40);
        assertThat(SmallestSegment.standard().leaveOut(labels(4))).isEqualTo(labels(4));
        assertThat(SmallestSegment.standard().leaveOut(new int[0])).isEmpty();
        assertThat(SmallestSegment.standard().leaveOut(new int[] {0, 1})).containsExactly(-1, -1);
    }
}
