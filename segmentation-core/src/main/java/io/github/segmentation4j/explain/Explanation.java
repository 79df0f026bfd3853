package io.github.segmentation4j.explain;

import java.util.List;
import java.util.Objects;

/**
 * An explanation in one language, as plain text. <b>Whoever shows it escapes it</b> for the medium: names and wordings
 * stand there as their owners wrote them, so that {@code <script>} is still {@code <script>}. Only control characters
 * are gone.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param oneSentence why am I seeing this, in one sentence
 * @param threeSentences the same with the data that were used and the way out
 * @param full everything, line by line
 */
public record Explanation(String oneSentence, List<String> threeSentences, List<String> full) {
    /** Copies the lists. */
    public Explanation {
        Objects.requireNonNull(oneSentence, "oneSentence");
        threeSentences = List.copyOf(threeSentences);
        full = List.copyOf(full);
    }

    /** Holds nothing of the customer's. */
    @Override
    public String toString() {
        return "explanation of " + full.size() + " lines";
    }
}
