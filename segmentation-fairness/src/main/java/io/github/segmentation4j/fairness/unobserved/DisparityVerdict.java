package io.github.segmentation4j.fairness.unobserved;

/** What an interval says about a disparity and a margin. */
public enum DisparityVerdict {
    /** Every disparity of the interval lies within the margin. */
    WITHIN_MARGIN,
    /** Every one lies below it: members fare worse. */
    MEMBERS_WORSE,
    /** Every one lies above it: members fare better. */
    MEMBERS_BETTER,
    /** The interval reaches across a margin, or there is none. */
    INCONCLUSIVE
}
