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

    /**
     * A copy of given starts, refused unless there is one for each cluster and all are finite and of one length.
     *
     * @param what they are called in messages
     */
    static double[][] starts(String what, double[][] rows, int clusters) {
        if (rows.length != clusters) {
            throw new IllegalArgumentException(
                    "there must be " + clusters + " given " + what + ", one for each cluster, were " + rows.length);
        }
        double[][] copy = new double[rows.length][];
        for (int j = 0; j < rows.length; j++) {
            copy[j] = rows[j].clone();
            if (copy[j].length != copy[0].length) {
                throw new IllegalArgumentException("given " + what + " must be of one length, were " + copy[0].length
                        + " and " + copy[j].length + " values long");
            }
            for (double value : copy[j]) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("given " + what + " must be finite, one was " + value);
                }
            }
        }
        return copy;
    }
}
