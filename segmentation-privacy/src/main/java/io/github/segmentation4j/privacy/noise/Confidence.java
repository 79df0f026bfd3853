package io.github.segmentation4j.privacy.noise;

/** The probability with which an error bound holds. */
final class Confidence {
    /** Makes up for the rounding of a bound of a few operations. */
    static final double UPWARD = 1 + 1e-14;

    private Confidence() {}

    /** The probability that the bound fails. */
    static double missOf(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("the confidence must be above 0 and below 1, was " + confidence);
        }
        return 1 - confidence;
    }
}
