package io.github.segmentation4j.privacy.accounting;

/**
 * A guarantee of (epsilon, delta)-differential privacy: how much more likely an answer can become by one privacy unit, and
 * the probability with which that bound may fail.
 *
 * @param epsilon finite, at least 0
 * @param delta from 0 to below 1
 */
public record PrivacyCost(double epsilon, double delta) {
    /** Nothing was told. */
    public static final PrivacyCost NONE = new PrivacyCost(0, 0);

    /** Checks the ranges. */
    public PrivacyCost {
        if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon must be finite and at least 0, was " + epsilon);
        }
        if (!(delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be at least 0 and below 1, was " + delta);
        }
    }

    @Override
    public String toString() {
        return "(epsilon " + epsilon + ", delta " + delta + ")";
    }
}
