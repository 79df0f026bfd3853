package io.github.segmentation4j.feature;

/** Which standard deviation is meant. */
public enum Deviation {
    /** The mean squared difference from the mean, divided by n. */
    POPULATION,
    /** The unbiased estimate, divided by n - 1. */
    SAMPLE
}
