package io.github.segmentation4j.cli;

import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.Wording;
import io.github.segmentation4j.io.DataLayout;
import java.util.Locale;

/** How customers are told why, in the words of a schema. */
final class ExplanationWords {
    private ExplanationWords() {}

    static ExplanationPolicy policy(DataLayout layout) {
        return ExplanationPolicy.of(
                layout.glossary(), layout.rights().orElseGet(ExplanationWords::byAsking), FeedbackToken::next);
    }

    /** What customers can do where the schema does not say. */
    private static ExplanationPolicy.Rights byAsking() {
        Wording ask = Wording.of(Locale.ENGLISH, "please tell us.")
                .and(Locale.GERMAN, "Bitte sagen Sie es uns.")
                .and(Locale.FRENCH, "dites-le-nous.")
                .and(Locale.forLanguageTag("es"), "díganoslo.");
        return new ExplanationPolicy.Rights(ask, ask, ask);
    }
}
