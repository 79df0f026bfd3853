package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * Bounds that were found privately.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param lower 0 or a power of two with its sign; undetermined together with {@code upper}
 * @param upper the same; not below {@code lower}, and equal to it only where all values found are 0
 * @param overlooked how many rows a power of two may hold and still be overlooked, on average: the expected error, in rows
 * @param spend what the answer was charged as
 */
public record PrivateRange(Statistic lower, Statistic upper, double overlooked, PrivacySpend spend) {
    /** Checks that nothing is missing. */
    public PrivateRange {
        Objects.requireNonNull(lower, "lower");
        Objects.requireNonNull(upper, "upper");
        Objects.requireNonNull(spend, "spend");
        if (!(overlooked >= 0)) {
            throw new IllegalArgumentException("the rows overlooked must be at least 0, were " + overlooked);
        }
    }
}
