package io.github.segmentation4j.cluster;

/** What the options of clusterers have in common. */
final class OptionChecks {
    private OptionChecks() {}

    /** The value, refused below 1. */
    static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }

    /** A copy of weights of columns, refused unless all are finite and not negative and one is above 0. */
    static double[] featureWeights(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("a feature weight must be finite and not negative, was " + weight);
            }
            sum += weight;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("at least one feature weight must be above 0");
        }
        return weights.clone();
    }
}
