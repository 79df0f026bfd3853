package io.github.segmentation4j.privacy.accounting;

/** The checks of epsilon and delta; NaN fails each. */
final class Checks {
    private Checks() {}

    static double epsilon(double epsilon) {
        if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon must be finite and at least 0, was " + epsilon);
        }
        return epsilon;
    }

    static double delta(double delta) {
        if (!(delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be at least 0 and below 1, was " + delta);
        }
        return delta;
    }

    static double openDelta(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be above 0 and below 1, was " + delta);
        }
        return delta;
    }
}
