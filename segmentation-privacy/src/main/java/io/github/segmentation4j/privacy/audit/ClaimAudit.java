package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Objects;

/**
 * A claimed cost beside the epsilon that an attack proved.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param claimed what the mechanism is said to cost
 * @param lowerBound the epsilon it has at least, at the claimed delta
 * @param confidence the confidence of the bound, such as 0.95
 */
public record ClaimAudit(PrivacyCost claimed, Statistic lowerBound, double confidence) {
    /** What an audit says of a claim. */
    public enum Outcome {
        /** The attack proved no more than was claimed; another one might. */
        NOT_CONTRADICTED,
        /** The mechanism tells more than was claimed. */
        CONTRADICTED,
        /** Too little was tried to say anything. */
        INSUFFICIENT
    }

    /** Checks that nothing is missing. */
    public ClaimAudit {
        Objects.requireNonNull(claimed, "claimed");
        Objects.requireNonNull(lowerBound, "lowerBound");
    }

    /**
     * What the audit says. A true claim is contradicted with a probability of at most 1 - confidence, so an audit that is
     * repeated every month must be made with a high confidence.
     */
    public Outcome outcome() {
        if (lowerBound instanceof Statistic.Undetermined) {
            return Outcome.INSUFFICIENT;
        }
        return lowerBound.orElseThrow() > claimed.epsilon() ? Outcome.CONTRADICTED : Outcome.NOT_CONTRADICTED;
    }

    /** The figures as evidence for a report. */
    public Exhibit.Table table() {
        String says =
                switch (outcome()) {
                    case NOT_CONTRADICTED -> "not contradicted";
                    case CONTRADICTED -> "contradicted";
                    case INSUFFICIENT -> "too little was tried";
                };
        return new Exhibit.Table(
                "Claimed and proven epsilon",
                List.of("Claimed epsilon", "Delta", "Proven to be at least", "Confidence", "The claim is"),
                List.of(List.of(
                        Cell.amount(claimed.epsilon()),
                        Cell.amount(claimed.delta()),
                        Cell.of(lowerBound),
                        Cell.amount(confidence),
                        Cell.text(says))));
    }
}
