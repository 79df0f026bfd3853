package io.github.segmentation4j.fairness.inference;

/** How two shares are compared. */
public enum Measure {
    /** The first share minus the other, from -1 to 1; 0 where they are equal. */
    DIFFERENCE,
    /** The first share divided by the other, 0 or more; 1 where they are equal. */
    RATIO,
    /** The odds of the first share divided by those of the other, 0 or more; 1 where they are equal. */
    ODDS_RATIO
}
