package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;

/**
 * What was learned by a fit: puts rows into clusters. Holds no training row, unless it is an {@link InstanceModel}.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface ClusterModel {
    /** The number of clusters, at least 1; 0 where a method that knows noise found nothing else. */
    int clusterCount();

    /** The number of columns a row must have. */
    int columnCount();

    /**
     * The cluster of a row.
     *
     * @param row {@link #columnCount()} finite values; missing ones where the model says what it makes of them
     * @return 0 to {@link #clusterCount()} - 1, or {@link Clustering#NOISE}
     */
    int assign(double[] row);

    /**
     * The clusters of rows: for each what {@link #assign(double[])} gives.
     *
     * @param matrix with {@link #columnCount()} columns and no missing value
     * @param context executor and cancellation
     */
    default int[] assign(FeatureMatrix matrix, RunContext context) {
        int[] labels = new int[matrix.rowCount()];
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < labels.length; r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled("assignment");
            }
            matrix.copyRow(r, row);
            labels[r] = assign(row);
        }
        return labels;
    }

    /** What must be stored to restore it. */
    ModelState state();
}
