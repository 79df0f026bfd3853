package io.github.segmentation4j.fairness.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.SpecialCategory;
import io.github.segmentation4j.data.SpecialCategoryCondition;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Drafts;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensitiveInferenceTest {
    private static final SensitiveInference GUARD = SensitiveInference.of("pregnant");

    /** A shop where 5 % are pregnant; those who buy lotion and vitamins are in segment 1. */
    private static Persons shop(int pregnantOfTwoHundred) {
        return new Persons().add(0, 1800, 100 - pregnantOfTwoHundred).add(1, 200, pregnantOfTwoHundred);
    }

    private static CheckResult judge(SensitiveInference guard, Persons persons) {
        return guard.judge(persons.labels(), List.of(persons.flags("pregnant")), RunContext.seeded(1));
    }

    @Test
    void aSegmentThatRevealsAPregnancyIsBlocked() {
        CheckResult result = judge(GUARD, shop(80));
        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(Persons.keys(result)).contains("sensitive-inference.segment", "sensitive-inference.attack");
        assertThat(result.findings())
                .filteredOn(finding -> finding.key().equals("sensitive-inference.segment"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.attribute()).hasValue("pregnant");
                    assertThat(finding.actual()).hasValue(8);
                    assertThat(finding.message()).contains("segment 2");
                });
    }

    @Test
    void itsHarmlessTwinPasses() {
        CheckResult result = judge(GUARD, shop(10));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.findings()).isEmpty();
    }

    @Test
    void aLiftThatChanceExplainsPasses() {
        // 3 of 25 where 5 % are expected: a lift of 2.4 with a probability of 0.13.
        Persons persons = new Persons().add(0, 1975, 97).add(1, 25, 3);
        assertThat(judge(GUARD, persons).findings()).isEmpty();
    }

    @Test
    void aDocumentedBasisWarnsAndSaysWhichItIs() {
        CheckResult result = judge(GUARD.permitting("pregnant", "case 12: midwife service"), shop(80));
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(Persons.keys(result)).containsOnly("sensitive-inference.permitted");
        assertThat(result.findings().get(0).message()).contains("case 12: midwife service");
    }

    @Test
    void theConditionOfADraftCoversSpecialCategoriesAlone() {
        Schema schema = Schema.builder()
                .id("customer")
                .flag("pregnant")
                .specialCategory(SpecialCategory.HEALTH)
                .protectedAttribute()
                .flag("tattooed")
                .protectedAttribute()
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        int[] labels = new int[400];
        for (int i = 0; i < labels.length; i++) {
            boolean trait = i % 10 == 0;
            table.add("c" + i).set("pregnant", trait).set("tattooed", trait);
            labels[i] = trait ? 1 : 0;
        }
        CustomerData customers = CustomerData.of(table.build());
        SegmentationDraft draft = Drafts.segmenter(customers, 2, labels)
                .specialCategoryCondition(SpecialCategoryCondition.HEALTH_OR_SOCIAL_CARE)
                .build()
                .propose(customers, RunContext.seeded(1))
                .draft();
        CheckResult result = SensitiveInference.of("pregnant", "tattooed").check(draft);
        assertThat(result.findings())
                .filteredOn(finding ->
                        finding.attribute().filter("pregnant"::equals).isPresent())
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
                    assertThat(finding.message()).contains("HEALTH_OR_SOCIAL_CARE");
                });
        assertThat(result.findings())
                .filteredOn(finding ->
                        finding.attribute().filter("tattooed"::equals).isPresent())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.BLOCK));
    }

    @Test
    void numbersOfFewPersonsAreNotTold() {
        Persons persons = new Persons().add(0, 960, 2).add(1, 40, 12);
        CheckResult result = judge(GUARD.withAucBound(1), persons);
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.actual()).isEmpty();
            assertThat(finding.message()).contains("at least 2.0 times");
        });
        assertThat(result.exhibits().toString()).contains("not shown");
    }

    @Test
    void smallSegmentsAreNotJudgedAndSaidSo() {
        CheckResult result = judge(GUARD, new Persons().add(0, 500, 10).add(1, 19, 19));
        assertThat(Persons.keys(result)).contains("sensitive-inference.insufficient-data");
        assertThat(Persons.keys(result)).doesNotContain("sensitive-inference.segment");
    }

    @Test
    void aTraitThatCannotBeSeenBlocks() {
        assertThat(GUARD.judge(new int[30], List.of(), RunContext.seeded(1)).verdict())
                .isEqualTo(Verdict.BLOCK);
        CheckResult nobody = judge(GUARD, new Persons().addUnknown(0, 50));
        assertThat(nobody.findings()).extracting(Finding::key).containsExactly("sensitive-inference.not-assessable");
        CheckResult oneGroup = judge(GUARD.onNotAssessable(Verdict.WARN), new Persons().add(0, 50, 0));
        assertThat(oneGroup.verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> GUARD.withLiftBound(1)).hasMessageContaining("above 1");
        assertThatThrownBy(() -> GUARD.withAucBound(0.4)).hasMessageContaining("above 0.5");
        assertThatThrownBy(() -> GUARD.withLevel(1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> GUARD.withMinimum(1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> GUARD.permitting("other", "why")).hasMessageContaining("one of the traits");
        assertThatThrownBy(() -> GUARD.permitting("pregnant", " ")).hasMessageContaining("a reason");
        Categories shorter = Categories.of("pregnant", List.of("true"), new int[3]);
        assertThatThrownBy(() -> GUARD.judge(new int[4], List.of(shorter), RunContext.seeded(1)))
                .hasMessageContaining("of the 4 persons");
    }
}
