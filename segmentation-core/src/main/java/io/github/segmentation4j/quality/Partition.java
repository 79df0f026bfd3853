package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.Optional;

/** The rows that count and the cluster of each, numbered in the order in which clusters first appear. */
final class Partition {
    /** The cluster of a row that does not count. */
    static final int LEFT_OUT = -1;

    private final int[] clusters;
    private final int[] sizes;
    private final int rows;

    private Partition(int[] clusters, int clusterCount) {
        this.clusters = clusters;
        sizes = new int[clusterCount];
        int counted = 0;
        for (int cluster : clusters) {
            if (cluster != LEFT_OUT) {
                sizes[cluster]++;
                counted++;
            }
        }
        rows = counted;
    }

    static Partition of(FeatureMatrix matrix, int[] labels, NoisePolicy noise) {
        if (labels.length != matrix.rowCount()) {
            throw new IllegalArgumentException("there must be a label for each of the " + matrix.rowCount()
                    + " rows, were " + labels.length + "; pass the labels of this very matrix");
        }
        matrix.requireComplete("a value is missing where distances are measured; impute it or leave the row out");
        DenseLabels dense = new DenseLabels();
        int[] clusters = new int[labels.length];
        for (int row = 0; row < labels.length; row++) {
            int label = labels[row];
            if (label != Clustering.NOISE || noise == NoisePolicy.ONE_CLUSTER) {
                clusters[row] = dense.numberOf(label);
            } else {
                clusters[row] = noise == NoisePolicy.SINGLETONS ? dense.fresh() : LEFT_OUT;
            }
        }
        return new Partition(clusters, dense.count());
    }

    /** The rows that count. */
    int rows() {
        return rows;
    }

    int clusterCount() {
        return sizes.length;
    }

    int size(int cluster) {
        return sizes[cluster];
    }

    /** The cluster of a row of the matrix, or {@link #LEFT_OUT}. */
    int cluster(int row) {
        return clusters[row];
    }

    /** The rows of the matrix that count, cluster by cluster, ascending within each. */
    int[] rowsByCluster() {
        int[] next = new int[sizes.length];
        for (int g = 1; g < sizes.length; g++) {
            next[g] = next[g - 1] + sizes[g - 1];
        }
        int[] ordered = new int[rows];
        for (int row = 0; row < clusters.length; row++) {
            if (clusters[row] != LEFT_OUT) {
                ordered[next[clusters[row]]++] = row;
            }
        }
        return ordered;
    }

    /** The rows of the matrix that count, ascending. */
    int[] countedRows() {
        int[] ordered = rowsByCluster();
        Arrays.sort(ordered);
        return ordered;
    }

    /** Why an index that compares clusters with one another cannot be computed, if it cannot. */
    Optional<String> whyNotComparable(String index) {
        if (clusterCount() >= 2 && clusterCount() < rows) {
            return Optional.empty();
        }
        String came = rows == 0
                ? "there are no rows"
                : "the " + rows + " rows are in " + clusterCount() + (clusterCount() == 1 ? " cluster" : " clusters");
        String left = rows < clusters.length ? " (" + (clusters.length - rows) + " rows of noise left out)" : "";
        return Optional.of(index + " needs at least 2 clusters and fewer clusters than rows; " + came + left);
    }

    /** A number, or the reason why squares of the values are beyond a double. */
    static Statistic finite(String index, double number) {
        return Double.isFinite(number)
                ? Statistic.of(number)
                : Statistic.undetermined(index + " is beyond the range of a double; scale the columns");
    }
}
