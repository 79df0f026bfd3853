package io.github.segmentation4j;

import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.feature.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Blocks if a feature has no entry in the glossary in a language of the customers: what has no name in plain words cannot
 * be explained. Looked at are the features of the clustering and the described columns they come from.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ExplanationCoverage implements SegmentationCheck {
    private final FeatureGlossary glossary;
    private final List<Locale> languages;

    private ExplanationCoverage(FeatureGlossary glossary, List<Locale> languages) {
        this.glossary = glossary;
        this.languages = languages;
    }

    /**
     * A check of a glossary.
     *
     * @param languages those the customers are spoken to in, at least one; their countries do not count
     */
    public static ExplanationCoverage of(FeatureGlossary glossary, Locale... languages) {
        if (languages.length == 0) {
            throw new IllegalArgumentException("explanations need at least one language, such as Locale.ENGLISH");
        }
        return new ExplanationCoverage(Objects.requireNonNull(glossary, "glossary"), List.of(languages));
    }

    @Override
    public String id() {
        return "explanation-coverage";
    }

    @Override
    public String description() {
        return "Every feature has a label and plain words in every language of the customers.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.EXPLANATION;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        Map<String, Feature> features = new LinkedHashMap<>();
        draft.features().features().forEach(feature -> features.put(feature.name(), feature));
        draft.described().features().forEach(feature -> features.putIfAbsent(feature.name(), feature));
        List<Finding> findings = new ArrayList<>();
        features.forEach((name, feature) -> {
            List<String> missing = languages.stream()
                    .filter(language -> glossary.entry(feature, language).isEmpty())
                    .map(Locale::getLanguage)
                    .distinct()
                    .toList();
            if (!missing.isEmpty()) {
                findings.add(Finding.of(
                                Verdict.BLOCK,
                                "explanation.no-entry",
                                "feature '" + name + "' has no entry in the glossary for " + missing
                                        + ", so it cannot be explained; add a label and plain words")
                        .about(name));
            }
        });
        return CheckResult.of(id(), findings);
    }
}
