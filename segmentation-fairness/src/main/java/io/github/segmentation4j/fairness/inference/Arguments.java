package io.github.segmentation4j.fairness.inference;

/** Checks of what this package is given. */
final class Arguments {
    /** The confidence that is taken where none is named. */
    static final double CONFIDENCE = 0.95;

    private Arguments() {}

    static void requireCounts(long hits, long of) {
        if (of < 1 || hits < 0 || hits > of) {
            throw new IllegalArgumentException(
                    "a share needs 0 <= hits <= of and of >= 1, were " + hits + " and " + of);
        }
    }

    static void requireShare(long hits, long of, double lower, double upper) {
        requireCounts(hits, of);
        double share = (double) hits / of;
        if (!(lower >= 0 && lower <= share && share <= upper && upper <= 1)) {
            throw new IllegalArgumentException(
                    "an interval within 0 and 1 must contain the share " + share + ", was " + lower + " to " + upper);
        }
    }

    static void requireConfidence(double confidence) {
        requireInside(confidence, "confidence");
    }

    /** Requires a number above 0 and below 1. */
    static void requireInside(double value, String name) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must lie between 0 and 1, was " + value);
        }
    }

    /** Requires probabilities, 0 and 1 among them. */
    static void requireProbability(double value, String name) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie from 0 to 1, was " + value);
        }
    }
}
