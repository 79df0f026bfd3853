package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import java.util.List;
import java.util.Objects;

/**
 * Private profiles of the segments that are large enough to be published.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param features the names of the columns, in the order of the means
 * @param profiles ascending by segment; segments that are too small are left out
 * @param spend what all profiles together were charged as
 */
public record PrivateSegmentProfiles(List<String> features, List<PrivateSegmentProfile> profiles, PrivacySpend spend) {
    /** Copies the lists. */
    public PrivateSegmentProfiles {
        features = List.copyOf(features);
        profiles = List.copyOf(profiles);
        Objects.requireNonNull(spend, "spend");
    }
}
