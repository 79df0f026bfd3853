package io.github.segmentation4j.online;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import java.util.Arrays;

/**
 * Centroids that are weighted means of rows, with weights that halve every half-life.
 *
 * <p>A row at time t weighs 2^((t - reference) / half-life), so that no sum changes as time passes. The reference moves on
 * by whole half-lives before weights grow large: that divides the sums by a power of two, which rounds nothing.
 */
final class DecayedCentroids {
    /** Half-lives after which the reference moves: weights stay far from overflow, and sums are seldom touched. */
    private static final int FARTHEST = 64;

    /** Divides every double down to zero. */
    private static final int TO_ZERO = 2200;

    private final int clusters;
    private final int columns;
    private final long halfLife;

    /** Column after column, so that one loop over the clusters advances all distances and is compiled to vectors. */
    private final double[] centroids;

    private final double[] sums;
    private final double[] weights;
    private final double[] distances;
    private long reference;

    DecayedCentroids(CentroidModel model, double startingWeight, long start, long halfLife) {
        clusters = model.clusterCount();
        columns = model.columnCount();
        this.halfLife = halfLife;
        centroids = new double[clusters * columns];
        sums = new double[clusters * columns];
        weights = new double[clusters];
        distances = new double[clusters];
        reference = start;
        Arrays.fill(weights, startingWeight);
        for (int j = 0; j < clusters; j++) {
            double[] centroid = model.centroid(j);
            for (int c = 0; c < columns; c++) {
                OnlineEvent.requireUsable(centroid[c]);
                centroids[c * clusters + j] = centroid[c];
                sums[c * clusters + j] = centroid[c] * startingWeight;
            }
        }
    }

    int clusterCount() {
        return clusters;
    }

    int columnCount() {
        return columns;
    }

    /** The nearest centroid; of several the lowest. Each distance adds its squares from the first column to the last. */
    int nearest(double[] row) {
        Arrays.fill(distances, 0);
        for (int c = 0; c < columns; c++) {
            addSquares(row[c], c * clusters);
        }
        int best = 0;
        for (int j = 1; j < clusters; j++) {
            if (distances[j] < distances[best]) {
                best = j;
            }
        }
        return best;
    }

    private void addSquares(double value, int from) {
        for (int j = 0; j < clusters; j++) {
            double difference = value - centroids[from + j];
            distances[j] = Math.fma(difference, difference, distances[j]);
        }
    }

    /** Adds a row to a cluster. Times never decrease. */
    void learn(int cluster, double[] row, long time) {
        long halfLives = (time - reference) / halfLife;
        if (halfLives > FARTHEST) {
            rescale(halfLives);
            halfLives = 0;
        }
        double weight = Math.scalb(growth((time - reference) % halfLife), (int) halfLives);
        weights[cluster] += weight;
        double total = weights[cluster];
        for (int c = 0; c < columns; c++) {
            int at = c * clusters + cluster;
            sums[at] = Math.fma(weight, row[c], sums[at]);
            centroids[at] = sums[at] / total;
        }
    }

    private void rescale(long halfLives) {
        int exponent = -(int) Math.min(halfLives, TO_ZERO);
        for (int j = 0; j < clusters; j++) {
            weights[j] = Math.scalb(weights[j], exponent);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.scalb(sums[i], exponent);
        }
        reference += halfLives * halfLife;
    }

    /** The weights as they count at a time that no row learned comes after. */
    double[] weightsAt(long time) {
        int exponent = -(int) Math.min((time - reference) / halfLife, TO_ZERO);
        double growth = growth((time - reference) % halfLife);
        double[] decayed = new double[clusters];
        Arrays.setAll(decayed, j -> Math.scalb(weights[j] / growth, exponent));
        return decayed;
    }

    /** How much more a row weighs than one that came less than a half-life earlier: 1 to 2. */
    private double growth(long nanos) {
        return StrictMath.pow(2, nanos / (double) halfLife);
    }

    /** The centroids as they are now. */
    CentroidModel model() {
        double[][] rows = new double[clusters][columns];
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                rows[j][c] = centroids[c * clusters + j];
            }
        }
        return ClusterModels.ofNumberedCentroids(rows);
    }
}
