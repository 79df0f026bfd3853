package io.github.segmentation4j.explain;

import java.util.Objects;

/**
 * Where feedback goes: a table of the owner's, a queue, a list. It is the owner's duty to act on {@link
 * Feedback#OPT_OUT} and {@link Feedback#WRONG_DATA}.
 *
 * <p>Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface FeedbackSink {
    /** Takes one answer. */
    void accept(Entry entry);

    /**
     * One answer of a customer, who is known by a token only.
     *
     * @param token of the explanation that was answered
     * @param segment the segment it was about, from 1
     * @param feedback what the customer said
     */
    record Entry(String token, int segment, Feedback feedback) {
        /** Checks the parts. */
        public Entry {
            Objects.requireNonNull(feedback, "feedback");
            if (token.isBlank() || segment < 1) {
                throw new IllegalArgumentException(
                        "feedback needs a token and a segment numbered from 1, was for segment " + segment);
            }
        }

        /** Does not show the token. */
        @Override
        public String toString() {
            return feedback + " about segment " + segment;
        }
    }
}
