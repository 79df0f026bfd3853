package io.github.segmentation4j.testing;

import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.explain.Wording;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Policies for tests of explanations. */
public final class ExplanationPolicies {
    private ExplanationPolicies() {}

    /** Returns a policy with an empty glossary whose tokens are running numbers. */
    public static ExplanationPolicy plain() {
        return of(FeatureGlossary.empty());
    }

    /** Returns a policy whose tokens are running numbers. */
    public static ExplanationPolicy of(FeatureGlossary glossary) {
        AtomicInteger next = new AtomicInteger();
        return ExplanationPolicy.of(
                glossary,
                new ExplanationPolicy.Rights(
                        Wording.of(Locale.ENGLISH, "click A.").and(Locale.GERMAN, "A klicken."),
                        Wording.of(Locale.ENGLISH, "click B."),
                        Wording.of(Locale.ENGLISH, "click C.")),
                () -> "token-" + next.incrementAndGet());
    }
}
