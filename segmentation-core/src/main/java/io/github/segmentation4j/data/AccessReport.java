package io.github.segmentation4j.data;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an opened view holds and what it left out: evidence that only admitted customers and permitted fields were used.
 *
 * @param purpose what the view was opened for
 * @param basis what admission rested on, in words
 * @param openedAt when it was opened
 * @param total customers in the data
 * @param admitted customers in the view
 * @param excluded how many were left out, by reason; sums to {@code total - admitted}
 * @param withheldFields fields that are not in the view, each with the reason
 * @param expiredEvents events of admitted customers that are hidden because they may no longer be kept
 */
public record AccessReport(
        Purpose purpose,
        String basis,
        Instant openedAt,
        int total,
        int admitted,
        Map<ExclusionReason, Integer> excluded,
        Map<String, String> withheldFields,
        long expiredEvents) {
    /** Copies the maps. */
    public AccessReport {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(openedAt, "openedAt");
        Map<ExclusionReason, Integer> counts = new EnumMap<>(ExclusionReason.class);
        counts.putAll(excluded);
        excluded = Collections.unmodifiableMap(counts);
        withheldFields = Collections.unmodifiableMap(new LinkedHashMap<>(withheldFields));
    }
}
