package io.github.segmentation4j.io;

import java.util.Comparator;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that are replaced wherever they stand in a text, the longest first. */
final class Replacements implements UnaryOperator<String> {
    private final Map<String, String> words;
    private final Pattern pattern;

    /** Replacements; a word that is replaced by itself keeps a shorter one within it from being replaced. */
    Replacements(Map<String, String> words) {
        this.words = Map.copyOf(words);
        pattern = Pattern.compile(words.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    @Override
    public String apply(String text) {
        return words.isEmpty()
                ? text
                : pattern.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(words.getOrDefault(found.group(), "")));
    }
}
