package io.github.segmentation4j.fairness.cluster;

/** How far apart two points are. */
final class SquaredDistance {
    private SquaredDistance() {}

    /** The sum of the squared differences, added from the first column to the last. */
    static double between(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            double difference = a[c] - b[c];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }
}
