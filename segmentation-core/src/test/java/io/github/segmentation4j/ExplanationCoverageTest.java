package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.testing.Drafts;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ExplanationCoverageTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return ExplanationCoverage.of(FeatureGlossary.empty(), Locale.ENGLISH);
    }

    @Test
    void aFeatureWithoutAnEntryInALanguageBlocks() {
        SegmentationDraft draft = Drafts.of(customers(3, Protected.KNOWN, "c"), 1, 0, 0, 0);
        String name = draft.features().features().get(0).name();
        FeatureGlossary english = FeatureGlossary.empty()
                .with(name, Locale.ENGLISH, new FeatureGlossary.Entry("a label", "", "in plain words"));

        CheckResult missing =
                ExplanationCoverage.of(english, Locale.UK, Locale.GERMAN).check(draft);
        assertThat(missing.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(missing.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.attribute()).contains(name);
            assertThat(finding.message()).contains("[de]");
        });
        FeatureGlossary both =
                english.with(name, Locale.GERMAN, new FeatureGlossary.Entry("ein Name", "", "in einfachen Worten"));
        assertThat(ExplanationCoverage.of(both, Locale.UK, Locale.GERMANY)
                        .check(draft)
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThatIllegalArgumentException().isThrownBy(() -> ExplanationCoverage.of(both));
    }
}
