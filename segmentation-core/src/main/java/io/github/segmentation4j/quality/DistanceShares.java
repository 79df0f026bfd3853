package io.github.segmentation4j.quality;

/** What a distance is of the sum of it and the least other one. */
final class DistanceShares {
    private DistanceShares() {}

    /**
     * The shares.
     *
     * @param distances at least one, each at least 0
     * @return from 0 to 1; a half where both are 0; 0 where there is no other one
     */
    static double[] of(double[] distances) {
        int nearest = 0;
        double secondLeast = Double.POSITIVE_INFINITY;
        for (int j = 1; j < distances.length; j++) {
            if (distances[j] < distances[nearest]) {
                secondLeast = distances[nearest];
                nearest = j;
            } else {
                secondLeast = Math.min(secondLeast, distances[j]);
            }
        }
        double[] shares = new double[distances.length];
        for (int j = 0; j < shares.length && shares.length > 1; j++) {
            double other = j == nearest ? secondLeast : distances[nearest];
            // Halves, since the sum of two large ones may be beyond the range of a double.
            double sum = distances[j] / 2 + other / 2;
            shares[j] = sum > 0 ? distances[j] / 2 / sum : 0.5;
        }
        return shares;
    }
}
