package io.github.segmentation4j.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A text of the owner's in one or more languages.
 *
 * <pre>{@code
 * Wording.of(Locale.ENGLISH, "You may be sent a voucher.").and(Locale.GERMAN, "Sie erhalten vielleicht einen Gutschein.");
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Wording {
    private final Map<String, String> texts;

    private Wording(Map<String, String> texts) {
        this.texts = texts;
    }

    /** A text in one language. */
    public static Wording of(Locale language, String text) {
        return new Wording(Map.of()).and(language, text);
    }

    /**
     * This wording with a text in one more language; one given before is replaced.
     *
     * @param language only its language counts, not its country
     * @param text not blank
     */
    public Wording and(Locale language, String text) {
        Objects.requireNonNull(text, "text");
        if (language.getLanguage().isEmpty() || text.isBlank()) {
            throw new IllegalArgumentException("a wording needs a language and a text that is not blank");
        }
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put(language.getLanguage(), text);
        return new Wording(more);
    }

    /** The text in the language of a locale; if there is none the English one, if there is none the first. */
    public String in(Locale locale) {
        String own = texts.get(locale.getLanguage());
        if (own != null) {
            return own;
        }
        String english = texts.get(Locale.ENGLISH.getLanguage());
        return english != null ? english : texts.values().iterator().next();
    }

    /** Whether there is a text in the language of a locale. */
    public boolean has(Locale locale) {
        return texts.containsKey(locale.getLanguage());
    }

    /** The languages it is in, in the order they were given. */
    public List<Locale> languages() {
        return texts.keySet().stream().map(Locale::forLanguageTag).toList();
    }

    @Override
    public String toString() {
        return "wording in " + texts.keySet();
    }
}
