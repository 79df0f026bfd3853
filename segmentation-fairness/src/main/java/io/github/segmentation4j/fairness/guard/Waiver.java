package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.Finding;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A person answers for a finding until a day: it no longer blocks, and it says who decided so and why.
 *
 * @param key the key of the findings, such as {@code sensitive-inference.segment}
 * @param attribute what the findings must be about; empty for all of the key
 * @param by the person who answers for it, by name or role
 * @param reason why it is accepted
 * @param expiry from this moment the waiver does nothing
 * @param factor the permitted factor that justifies the skew, such as the region a service is offered in, if one does
 */
public record Waiver(
        String key, Optional<String> attribute, String by, String reason, Instant expiry, Optional<String> factor) {
    /** Checks that somebody answers for something. */
    public Waiver {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(expiry, "expiry");
        Objects.requireNonNull(factor, "factor");
        if (key.isBlank() || by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a waiver needs the key of a finding, a person and a reason");
        }
    }

    /** A waiver of all findings of a key. */
    public static Waiver of(String key, String by, String reason, Instant expiry) {
        return new Waiver(key, Optional.empty(), by, reason, expiry, Optional.empty());
    }

    /** This waiver for findings about one attribute, feature or segment only. */
    public Waiver about(String name) {
        return new Waiver(key, Optional.of(name), by, reason, expiry, factor);
    }

    /** This waiver with the permitted factor that justifies the skew. */
    public Waiver justifiedBy(String permittedFactor) {
        return new Waiver(key, attribute, by, reason, expiry, Optional.of(permittedFactor));
    }

    boolean covers(Finding finding) {
        return finding.key().equals(key) && (attribute.isEmpty() || attribute.equals(finding.attribute()));
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiry);
    }

    /** Who, why and until when. */
    String words() {
        return "by " + by + " until " + expiry + ": " + reason
                + factor.map(name -> " (justified by the permitted factor " + name + ")")
                        .orElse("");
    }

    /** What it is about. */
    String subject() {
        return key + attribute.map(name -> " about " + name).orElse("");
    }
}
