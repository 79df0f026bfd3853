package io.github.segmentation4j.fairness.inference;

import org.apache.commons.math3.special.Gamma;

/** The chi-squared distribution. */
final class ChiSquared {
    private ChiSquared() {}

    /** The probability of a value at least as large; by the upper integral, so that small ones keep their digits. */
    static double upperTail(double value, int degreesOfFreedom) {
        return Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, value / 2);
    }
}
