package io.github.segmentation4j.quality;

import io.github.segmentation4j.run.InvalidInputException;

/**
 * The centroid index: how many clusters two sets of centroids place differently. 0 means that they have the same
 * structure, and a run of k-means that reaches 0 against the truth has found every cluster.
 *
 * <p>Each centroid of one set is mapped to the nearest of the other; those that nothing is mapped to are orphans. The
 * index is the number of orphans, counted in both directions, the larger taken. Time O(a b d).
 *
 * <p>Has no state and is safe for use by several threads.
 *
 * <p>References: P. Fränti, M. Rezaei, Q. Zhao, Centroid index: cluster level similarity measure, Pattern Recognition
 * 47(9), 2014.
 *
 * <p>Implementation note: a centroid as near to two others is mapped to the first of them.
 */
public final class CentroidIndex {
    private CentroidIndex() {}

    /**
     * The index of two sets of centroids, which may differ in size.
     *
     * @param first a centroids x d columns, at least one, finite
     * @param second b centroids x d columns, at least one, finite
     * @return 0 to max(a, b) - 1
     */
    public static int between(double[][] first, double[][] second) {
        if (first.length == 0 || second.length == 0) {
            throw new IllegalArgumentException(
                    "both sets must have a centroid, had " + first.length + " and " + second.length);
        }
        int columns = first[0].length;
        requireShape(first, columns);
        requireShape(second, columns);
        return Math.max(orphans(first, second), orphans(second, first));
    }

    private static void requireShape(double[][] centroids, int columns) {
        for (int i = 0; i < centroids.length; i++) {
            if (centroids[i].length != columns) {
                throw InvalidInputException.atRow(
                        i + 1L, "a centroid must have " + columns + " values, has " + centroids[i].length);
            }
            for (double value : centroids[i]) {
                if (!Double.isFinite(value)) {
                    throw InvalidInputException.atRow(i + 1L, "a centroid must be finite");
                }
            }
        }
    }

    private static int orphans(double[][] from, double[][] to) {
        boolean[] found = new boolean[to.length];
        int orphans = to.length;
        for (double[] centroid : from) {
            int nearest = nearest(centroid, to);
            if (!found[nearest]) {
                found[nearest] = true;
                orphans--;
            }
        }
        return orphans;
    }

    private static int nearest(double[] centroid, double[][] others) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < others.length; i++) {
            double sum = 0;
            for (int c = 0; c < centroid.length; c++) {
                double d = centroid[c] - others[i][c];
                sum += d * d;
            }
            if (sum < least) {
                least = sum;
                nearest = i;
            }
        }
        return nearest;
    }
}
