package io.github.segmentation4j.cluster;

/**
 * How many clusters two sets of centroids place differently: the larger number, of both directions, of centroids that are
 * nearest to none of the others. 0 means that they agree on the whole.
 *
 * <p>References: P. Fränti, M. Rezaei, Q. Zhao, Centroid index: cluster level similarity measure, Pattern Recognition
 * 47(9), 2014.
 */
final class CentroidIndex {
    private CentroidIndex() {}

    static int between(CentroidModel a, CentroidModel b) {
        return Math.max(orphans(a, b), orphans(b, a));
    }

    /** The means of the rows with labels 1 to k. */
    static double[][] means(double[][] rows, int[] labels, int clusters) {
        double[][] means = new double[clusters][rows[0].length];
        int[] counts = new int[clusters];
        for (int row = 0; row < rows.length; row++) {
            counts[labels[row] - 1]++;
            for (int c = 0; c < rows[row].length; c++) {
                means[labels[row] - 1][c] += rows[row][c];
            }
        }
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < means[j].length; c++) {
                means[j][c] /= counts[j];
            }
        }
        return means;
    }

    private static int orphans(CentroidModel from, CentroidModel to) {
        boolean[] chosen = new boolean[to.clusterCount()];
        for (int j = 0; j < from.clusterCount(); j++) {
            chosen[to.assign(from.centroid(j))] = true;
        }
        int orphans = 0;
        for (boolean hit : chosen) {
            orphans += hit ? 0 : 1;
        }
        return orphans;
    }
}
