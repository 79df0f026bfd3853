package io.github.segmentation4j.fairness.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Drafts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaivedTest {
    private static final Instant EXPIRY = Instant.parse("2027-01-01T00:00:00Z");
    private static final Waiver WAIVER = Waiver.of("trait.revealed", "R. Roe, DPO", "case 17", EXPIRY);

    private static final CheckResult BLOCKED = CheckResult.of(
            "a-check",
            List.of(
                    Finding.of(Verdict.BLOCK, "trait.revealed", "found")
                            .about("sex")
                            .measured(2, 3),
                    Finding.of(Verdict.BLOCK, "trait.revealed", "found").about("age"),
                    Finding.of(Verdict.WARN, "trait.revealed", "a hint")));

    private static CheckResult apply(Instant now, Waiver... waivers) {
        return Waived.apply(BLOCKED, List.of(waivers), now);
    }

    @Test
    void aWaivedFindingWarnsAndSaysWhoWhyAndUntilWhen() {
        CheckResult result = apply(EXPIRY.minusSeconds(1), WAIVER);
        assertThat(result.check()).isEqualTo("a-check");
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        Finding first = result.findings().get(0);
        assertThat(first.message()).contains("found", "R. Roe, DPO", "case 17", "2027-01-01T00:00:00Z");
        assertThat(first.key()).isEqualTo("trait.revealed");
        assertThat(first.attribute()).hasValue("sex");
        assertThat(first.expected()).hasValue(2);
        assertThat(first.actual()).hasValue(3);
        assertThat(result.findings()).hasSize(3);
        assertThat(result.findings().get(2).message()).isEqualTo("a hint");
    }

    @Test
    void fromTheMomentOfExpiryAWaiverDoesNothingAndIsMentioned() {
        for (Instant now : new Instant[] {EXPIRY, EXPIRY.plusSeconds(1)}) {
            CheckResult result = apply(now, WAIVER);
            assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(result.findings().subList(0, 3))
                    .usingRecursiveComparison()
                    .isEqualTo(BLOCKED.findings());
            assertThat(result.findings()).hasSize(4).last().satisfies(finding -> {
                assertThat(finding.key()).isEqualTo("waiver.expired");
                assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
                assertThat(finding.message()).contains("R. Roe, DPO");
            });
        }
    }

    @Test
    void aWaiverAboutOneAttributeLeavesTheOthersBlocked() {
        CheckResult result = apply(Instant.EPOCH, WAIVER.about("sex"));
        assertThat(result.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.WARN, Verdict.BLOCK, Verdict.WARN);
    }

    @Test
    void aLaterWaiverTakesOverFromAnExpiredOne() {
        Waiver renewed = Waiver.of("trait.revealed", "R. Roe, DPO", "case 18", EXPIRY.plusSeconds(9));
        CheckResult result = apply(EXPIRY, WAIVER, renewed);
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(result.findings().get(0).message()).contains("case 18");
        assertThat(Persons.keys(result)).contains("waiver.expired");
    }

    @Test
    void aWaiverThatCoversNothingIsNamed() {
        CheckResult result = apply(Instant.EPOCH, Waiver.of("other", "R. Roe", "case 1", EXPIRY));
        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(result.findings()).last().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("waiver.unused");
            assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        });
    }

    @Test
    void thePermittedFactorIsTold() {
        assertThat(apply(Instant.EPOCH, WAIVER.justifiedBy("region of delivery"))
                        .findings()
                        .get(0)
                        .message())
                .contains("region of delivery");
    }

    @Test
    void theTimeIsThatOfTheClockOfTheRun() {
        CustomerTable.Builder table =
                CustomerTable.builder(Schema.builder().id("customer").build());
        int[] labels = new int[100];
        for (int i = 0; i < labels.length; i++) {
            table.add("c" + i);
            labels[i] = i < 5 ? 1 : 0;
        }
        CustomerData customers = CustomerData.of(table.build());
        Waived check = Waived.of(
                HyperPersonalisation.withDefaults().withNarrow(1, 1),
                Waiver.of("hyper-personalisation.smallest", "R. Roe", "a pilot", EXPIRY));
        assertThat(check.check(draft(customers, labels, EXPIRY.minusMillis(1))).verdict())
                .isEqualTo(Verdict.WARN);
        assertThat(check.check(draft(customers, labels, EXPIRY)).verdict()).isEqualTo(Verdict.BLOCK);
    }

    private static SegmentationDraft draft(CustomerData customers, int[] labels, Instant now) {
        return Drafts.segmenter(customers, 2, labels)
                .build()
                .propose(customers, RunContext.seeded(1).withClock(Clock.fixed(now, ZoneOffset.UTC)))
                .draft();
    }

    @Test
    void somebodyMustAnswerForSomething() {
        assertThatThrownBy(() -> Waiver.of("key", " ", "why", EXPIRY)).hasMessageContaining("a person and a reason");
        assertThatThrownBy(() -> Waiver.of("key", "R. Roe", "", EXPIRY)).hasMessageContaining("a person and a reason");
        assertThatThrownBy(() -> Waiver.of("", "R. Roe", "why", EXPIRY)).hasMessageContaining("a person and a reason");
    }
}
