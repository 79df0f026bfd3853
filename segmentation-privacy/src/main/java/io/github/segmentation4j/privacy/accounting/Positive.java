package io.github.segmentation4j.privacy.accounting;

/** Refuses what is no finite number above 0, NaN included. */
final class Positive {
    private Positive() {}

    static double required(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and above 0, was " + value);
        }
        return value;
    }
}
