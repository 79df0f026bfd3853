package io.github.segmentation4j.fairness.targeting;

/** How the rates of groups are compared. */
public enum RateComparison {
    /** The highest rate less the lowest. */
    DIFFERENCE,
    /** The lowest rate divided by the highest; rates that are all 0 have the ratio 1. */
    RATIO
}
