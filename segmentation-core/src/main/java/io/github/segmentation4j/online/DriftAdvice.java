package io.github.segmentation4j.online;

/** What to do about drift. */
public enum DriftAdvice {
    /** Nothing speaks against the segments as they are. */
    KEEP,

    /** The latest observations differ by more than convention allows; that may be chance. Look again. */
    WATCH,

    /** There was an alarm: features or segments are not distributed as they were. Fit again. */
    REFIT
}
