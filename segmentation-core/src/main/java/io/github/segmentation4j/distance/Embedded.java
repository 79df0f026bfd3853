package io.github.segmentation4j.distance;

/** Distances of coordinates, summed as everything that looks up neighbours sums them. */
final class Embedded {
    private Embedded() {}

    /** The squared Euclidean distance. */
    static double squared(double[] first, double[] second) {
        double sum = 0;
        for (int c = 0; c < first.length; c++) {
            double difference = first[c] - second[c];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }
}
