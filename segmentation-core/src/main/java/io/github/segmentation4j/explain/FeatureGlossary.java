package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What features are called in the languages of the customers. A feature is known by its name in the clustering, or by
 * that of the described column it comes from. A feature that stands for one value of a category, such as {@code
 * plan=basic}, needs no entry of its own: without one it is called as its field is, with the value behind it.
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
    // By language, then by feature, each in the order they were given.
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
        Map<String, Map<String, Entry>> more = new LinkedHashMap<>(entries);
        Map<String, Entry> own = new LinkedHashMap<>(more.getOrDefault(language.getLanguage(), Map.of()));
        own.put(feature, entry);
        more.put(language.getLanguage(), own);
        return new FeatureGlossary(more);
    }

    /** The languages that have an entry, in the order they were first given. */
    public List<Locale> languages() {
        return entries.keySet().stream().map(Locale::forLanguageTag).toList();
    }

    /** The entries in the language of a locale by the name of their feature, in the order they were given. */
    public Map<String, Entry> entries(Locale locale) {
        return Collections.unmodifiableMap(entries.getOrDefault(locale.getLanguage(), Map.of()));
    }

    /** The entry of a feature in the language of a locale, if there is one. */
    public Optional<Entry> entry(String feature, Locale locale) {
        return Optional.ofNullable(entries(locale).get(feature));
    }

    /**
     * The entry of a feature in the language of a locale. For a value of a category without one it is that of the field,
     * with the value behind the label.
     */
    public Optional<Entry> entry(Feature feature, Locale locale) {
        Optional<Entry> own = entry(feature.name(), locale);
        if (own.isPresent() || feature.attributes().size() != 1) {
            return own;
        }
        String field = feature.attributes().iterator().next();
        String beginning = field + "=";
        if (!feature.name().startsWith(beginning)) {
            return own;
        }
        String value = feature.name().substring(beginning.length());
        return entry(field, locale).map(entry -> new Entry(entry.label() + ": " + value, "", entry.plainWords()));
    }

    @Override
    public String toString() {
        Set<String> features = new HashSet<>();
        entries.values().forEach(own -> features.addAll(own.keySet()));
        return "glossary of " + features.size() + " features";
    }
}
