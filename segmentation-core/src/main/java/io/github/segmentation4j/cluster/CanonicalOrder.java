package io.github.segmentation4j.cluster;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which clusters are numbered: by the coordinates of their centres, the first column first. So that the
 * last digits of a mean, which depend on the order of the rows, decide nothing, coordinates are compared on a grid of
 * 2^30 steps over the range of the column, and exactly only where a whole centre falls on one point of the grid.
 */
final class CanonicalOrder {
    private static final double STEPS = 1 << 30;

    /** Keeps halves, thirds and other round values of a column away from the edges of the steps. */
    private static final double OFFSET = 0.38196601125010515;

    private CanonicalOrder() {}

    /** Whether an order leaves every cluster its number. */
    static boolean keepsAll(int[] order) {
        for (int j = 0; j < order.length; j++) {
            if (order[j] != j) {
                return false;
            }
        }
        return true;
    }

    /**
     * The clusters in their order.
     *
     * @param centroids k x d
     * @param low the smallest value of each column
     * @param high the largest value of each column
     * @return for each number the index of its centroid
     */
    static int[] of(double[][] centroids, double[] low, double[] high) {
        double[][] steps = new double[centroids.length][];
        Arrays.setAll(steps, j -> steps(centroids[j], low, high));
        Integer[] order = new Integer[centroids.length];
        Arrays.setAll(order, j -> j);
        Arrays.sort(
                order,
                Comparator.<Integer, double[]>comparing(j -> steps[j], Arrays::compare)
                        .thenComparing(j -> centroids[j], Arrays::compare));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** The point of the grid where a centre lies. */
    static double[] steps(double[] centre, double[] low, double[] high) {
        double[] steps = new double[low.length];
        for (int c = 0; c < low.length; c++) {
            double range = high[c] - low[c];
            steps[c] = range > 0 ? Math.floor((centre[c] - low[c]) / range * STEPS + OFFSET) : 0;
        }
        return steps;
    }
}
