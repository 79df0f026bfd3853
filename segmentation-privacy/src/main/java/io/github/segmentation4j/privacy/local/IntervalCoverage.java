package io.github.segmentation4j.privacy.local;

/** What a confidence is a confidence in. */
public enum IntervalCoverage {
    /** Each interval holds by itself with the confidence; among many of them some will not. */
    EACH_ALONE,
    /** All intervals of an answer hold at once with at least the confidence (Bonferroni). */
    ALL_AT_ONCE;

    /** The confidence that each of several intervals needs by itself. */
    double each(double confidence, int intervals) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must lie between 0 and 1, was " + confidence);
        }
        return this == EACH_ALONE ? confidence : 1 - (1 - confidence) / intervals;
    }
}
