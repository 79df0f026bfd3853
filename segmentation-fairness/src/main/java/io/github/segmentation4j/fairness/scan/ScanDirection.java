package io.github.segmentation4j.fairness.scan;

/** On which side of what is expected a {@link SubsetScan} looks. */
public enum ScanDirection {
    /** More outcomes than expected. */
    HIGHER,
    /** Fewer outcomes than expected. */
    LOWER,
    /** Both; the subset with the larger score is reported, and its p-value pays for having looked twice. */
    EITHER
}
