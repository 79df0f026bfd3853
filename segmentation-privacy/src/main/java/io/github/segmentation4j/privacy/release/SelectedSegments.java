package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import java.util.List;
import java.util.Objects;

/**
 * The segments that may be published. Nothing is told about the others, not even that they exist.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param kept their numbers, ascending
 * @param spend what the answer was charged as
 */
public record SelectedSegments(List<Integer> kept, PrivacySpend spend) {
    /** Copies the list. */
    public SelectedSegments {
        kept = List.copyOf(kept);
        Objects.requireNonNull(spend, "spend");
    }
}
