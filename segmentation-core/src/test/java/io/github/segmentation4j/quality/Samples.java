package io.github.segmentation4j.quality;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;

/** Random rows and labels for the tests of this package. */
final class Samples {
    static final RunContext CONTEXT = RunContext.seeded(17);

    private Samples() {}

    /** Rows about k centres on a line of their own, row r about centre r mod k. */
    static double[][] blobs(int rows, int columns, int clusters, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] points = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                points[r][c] = random.nextGaussian() + 3.0 * ((r % clusters) * (c + 1) % clusters);
            }
        }
        return points;
    }

    /** Rows spread evenly over the unit cube. */
    static double[][] even(int rows, int columns, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] points = new double[rows][columns];
        for (double[] point : points) {
            for (int c = 0; c < columns; c++) {
                point[c] = random.nextDouble();
            }
        }
        return points;
    }

    static int[] cyclic(int rows, int clusters) {
        int[] labels = new int[rows];
        for (int r = 0; r < rows; r++) {
            labels[r] = r % clusters;
        }
        return labels;
    }

    static int[] random(int rows, int clusters, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int[] labels = new int[rows];
        for (int r = 0; r < rows; r++) {
            labels[r] = random.nextInt(clusters);
        }
        return labels;
    }

    static int[] permutation(int rows, long seed) {
        int[] order = new int[rows];
        for (int r = 0; r < rows; r++) {
            order[r] = r;
        }
        SeededRandom.of(seed).shuffle(order);
        return order;
    }

    static int[] reorder(int[] labels, int[] order) {
        int[] reordered = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            reordered[i] = labels[order[i]];
        }
        return reordered;
    }
}
