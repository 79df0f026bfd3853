package io.github.segmentation4j.testing;

/** What follows from a labelling, for tests that compare a clustering with a known one. */
public final class Partitions {
    private Partitions() {}

    /**
     * The means of the rows of each cluster.
     *
     * @param rows n rows x d columns
     * @param labels for each row 0 to {@code clusters - 1}; every cluster occurs
     * @param clusters the number of clusters
     */
    public static double[][] means(double[][] rows, int[] labels, int clusters) {
        double[][] means = new double[clusters][rows[0].length];
        int[] sizes = new int[clusters];
        for (int row = 0; row < rows.length; row++) {
            sizes[labels[row]]++;
            for (int c = 0; c < rows[row].length; c++) {
                means[labels[row]][c] += rows[row][c];
            }
        }
        for (int k = 0; k < clusters; k++) {
            for (int c = 0; c < means[k].length; c++) {
                means[k][c] /= sizes[k];
            }
        }
        return means;
    }

    /** Labels that count from 1, counted from 0. */
    public static int[] fromZero(int[] labels) {
        int[] shifted = labels.clone();
        for (int row = 0; row < shifted.length; row++) {
            shifted[row]--;
        }
        return shifted;
    }
}
