package io.github.segmentation4j.explain;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What features are called in the languages of the customers. A feature is known by its name in the clustering, or by
 * that of the described column it comes from.
 *
 * <pre>{@code
 * FeatureGlossary.empty()
 *     .with("frequency", Locale.ENGLISH, new FeatureGlossary.Entry("number of purchases", "", "how often you bought"))
 *     .with("frequency", Locale.GERMAN, new FeatureGlossary.Entry("Anzahl der Käufe", "", "wie oft Sie gekauft haben"));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FeatureGlossary {
    private final Map<String, Map<String, Entry>> entries;

    /**
     * A feature in one language.
     *
     * @param label what it is called, such as {@code number of purchases}; not blank
     * @param unit the unit in words; empty if it has none
     * @param plainWords what it means, such as {@code how often you bought}; not blank
     */
    public record Entry(String label, String unit, String plainWords) {
        /** Checks the texts. */
        public Entry {
            Objects.requireNonNull(unit, "unit");
            if (label.isBlank() || plainWords.isBlank()) {
                throw new IllegalArgumentException("an entry needs a label and plain words that are not blank");
            }
        }
    }

    private FeatureGlossary(Map<String, Map<String, Entry>> entries) {
        this.entries = entries;
    }

    /** A glossary without entries. */
    public static FeatureGlossary empty() {
        return new FeatureGlossary(Map.of());
    }

    /**
     * This glossary with one more entry; one given before for the same feature and language is replaced.
     *
     * @param feature the name of a feature
     * @param language only its language counts, not its country
     */
    public FeatureGlossary with(String feature, Locale language, Entry entry) {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(entry, "entry");
        if (language.getLanguage().isEmpty()) {
            throw new IllegalArgumentException("an entry needs a language, such as Locale.ENGLISH");
        }
        Map<String, Map<String, Entry>> more = new HashMap<>(entries);
        Map<String, Entry> own = new HashMap<>(more.getOrDefault(feature, Map.of()));
        own.put(language.getLanguage(), entry);
        more.put(feature, own);
        return new FeatureGlossary(more);
    }

    /** The entry of a feature in the language of a locale, if there is one. */
    public Optional<Entry> entry(String feature, Locale locale) {
        return Optional.ofNullable(entries.getOrDefault(feature, Map.of()).get(locale.getLanguage()));
    }

    @Override
    public String toString() {
        return "glossary of " + entries.size() + " features";
    }
}
