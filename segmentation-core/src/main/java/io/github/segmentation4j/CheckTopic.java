package io.github.segmentation4j;

/** What a {@link SegmentationCheck} is about. */
public enum CheckTopic {
    /** What may be used, for what and on which condition. */
    PURPOSE,
    /** The data as they came: missing, duplicate, implausible values. */
    DATA,
    /** Whether the segments are real, large enough and stable. */
    SEGMENTS,
    /** How the number of segments was chosen. */
    SEGMENT_COUNT,
    /** Whether groups of people are treated alike. */
    FAIRNESS,
    /** Whether somebody could be recognised, or something learned about a single person. */
    PRIVACY,
    /** Whether customers can be told why they are in their segments. */
    EXPLANATION,
    /** Anything else. */
    OTHER
}
