package io.github.segmentation4j.fairness.monitor;

/**
 * What a {@link CompositionDrift} says of a segment. The sizes are the conventional ones of the population stability
 * index, 0.1 and 0.25; they are habit, not theory, and without a test they mean nothing.
 */
public enum DriftVerdict {
    /** The test finds no drift; that is no proof that there is none. */
    NOT_SHOWN,
    /** The test finds a drift; the index is below 0.1. */
    SLIGHT,
    /** The test finds a drift; the index is from 0.1 to 0.25. */
    MODERATE,
    /** The test finds a drift; the index is above 0.25. */
    LARGE,
    /** The segment is empty or too small to be tested, then or now. */
    INSUFFICIENT_DATA
}
