package io.github.segmentation4j.cli;

import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.Wording;
import java.util.Locale;

/** What customers can do where the schema does not say: ask. */
final class ExplainedRights {
    private ExplainedRights() {}

    static ExplanationPolicy.Rights byAsking() {
        Wording ask = Wording.of(Locale.ENGLISH, "please tell us.")
                .and(Locale.GERMAN, "Bitte sagen Sie es uns.")
                .and(Locale.FRENCH, "dites-le-nous.")
                .and(Locale.forLanguageTag("es"), "díganoslo.");
        return new ExplanationPolicy.Rights(ask, ask, ask);
    }
}
