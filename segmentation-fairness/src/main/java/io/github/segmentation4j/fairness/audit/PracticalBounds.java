package io.github.segmentation4j.fairness.audit;

import java.util.Objects;

/**
 * From which ratio of shares on a gap matters, however certain it is.
 *
 * @param name what the bounds are called, in a few words
 * @param lowest the smallest ratio that is not material, above 0 and at most 1
 * @param highest the largest, at least 1 and finite
 */
public record PracticalBounds(String name, double lowest, double highest) {
    private static final double FOUR_FIFTHS = 0.8;

    /** Checks that the bounds enclose 1. */
    public PracticalBounds {
        Objects.requireNonNull(name, "name");
        if (!(lowest > 0 && lowest <= 1 && highest >= 1) || Double.isInfinite(highest)) {
            throw new IllegalArgumentException(
                    "the bounds must enclose 1 and lie above 0, were " + lowest + " to " + highest);
        }
    }

    /** Bounds of one's own. */
    public static PracticalBounds of(double lowest, double highest) {
        return new PracticalBounds("bounds of the auditor", lowest, highest);
    }

    /**
     * Four fifths to five fourths: the screen of US employment practice. It says where to look first in hiring under US
     * guidelines; for other fields and countries it is a figure like any other, and nowhere is it a legal conclusion.
     *
     * <p>References: US Equal Employment Opportunity Commission, Uniform Guidelines on Employee Selection Procedures, 1978.
     */
    public static PracticalBounds fourFifths() {
        return new PracticalBounds(
                "four-fifths rule, a screen of US employment practice, not a legal conclusion", FOUR_FIFTHS, 1.25);
    }

    /** Whether a ratio is so far from 1 that it matters. */
    boolean isBroken(double ratio) {
        return ratio < lowest || ratio > highest;
    }

    /** Whether all an interval leaves possible is close to 1. */
    boolean hold(double lower, double upper) {
        return lower >= lowest && upper <= highest;
    }

    @Override
    public String toString() {
        return lowest + " to " + highest + " (" + name + ")";
    }
}
