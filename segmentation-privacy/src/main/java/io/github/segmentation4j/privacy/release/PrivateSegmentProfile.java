package io.github.segmentation4j.privacy.release;

import java.util.List;
import java.util.Objects;

/**
 * What a segment is like, told privately.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param segment its number
 * @param size the number of its rows
 * @param means of its rows, one for each feature, in its unit
 */
public record PrivateSegmentProfile(int segment, PrivateEstimate size, List<PrivateEstimate> means) {
    /** Copies the list. */
    public PrivateSegmentProfile {
        Objects.requireNonNull(size, "size");
        means = List.copyOf(means);
    }
}
