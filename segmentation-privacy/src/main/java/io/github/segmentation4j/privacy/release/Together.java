package io.github.segmentation4j.privacy.release;

/** Intervals that hold all at once: Bonferroni's correction. */
final class Together {
    /** The confidence of every interval of this package. */
    static final double CONFIDENCE = 0.95;

    private Together() {}

    /** The confidence of each of some intervals. */
    static double confidence(int intervals) {
        return 1 - (1 - CONFIDENCE) / Math.max(1, intervals);
    }
}
