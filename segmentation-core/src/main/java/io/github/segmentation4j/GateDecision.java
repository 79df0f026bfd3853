package io.github.segmentation4j;

import io.github.segmentation4j.explain.WhyThisSegment;

/**
 * What a {@link ReleaseGate} decided.
 *
 * @param outcome whether the proposal may be used
 * @param by who decided, such as a person's role or {@code automatic}
 * @param reason why, in words
 */
public record GateDecision(Outcome outcome, String by, String reason) {
    /** Who decides where no person does. */
    static final String AUTOMATIC = "automatic";

    /** Whether a proposal may be used. */
    public enum Outcome {
        /** It may. */
        RELEASED,
        /** It may not. */
        REFUSED
    }

    /** Checks that somebody decided for a reason. */
    public GateDecision {
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a decision needs somebody who made it and a reason");
        }
    }

    /** A release. */
    public static GateDecision release(String by, String reason) {
        return new GateDecision(Outcome.RELEASED, by, reason);
    }

    /** A refusal. */
    public static GateDecision refuse(String by, String reason) {
        return new GateDecision(Outcome.REFUSED, by, reason);
    }

    /** Whether a person decided: everybody who is not called {@code automatic} is one. */
    WhyThisSegment.Involvement involvement() {
        return by.equals(AUTOMATIC)
                ? new WhyThisSegment.Involvement.Automatic()
                : new WhyThisSegment.Involvement.Person(by);
    }
}
