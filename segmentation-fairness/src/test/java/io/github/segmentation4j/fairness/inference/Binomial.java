package io.github.segmentation4j.fairness.inference;

/** The probabilities of every number of hits, so that laws can be summed instead of simulated. */
final class Binomial {
    private Binomial() {}

    static double[] weights(int size, double share) {
        double[] weights = new double[size + 1];
        weights[0] = 1;
        for (int i = 0; i < size; i++) {
            for (int hits = i + 1; hits > 0; hits--) {
                weights[hits] = weights[hits] * (1 - share) + weights[hits - 1] * share;
            }
            weights[0] *= 1 - share;
        }
        return weights;
    }
}
