package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;

/** A model that says how much a row belongs to each cluster, and not only to which. */
public interface SoftModel extends ClusterModel {
    /**
     * How much a row belongs to each cluster.
     *
     * @param row {@link #columnCount()} values, finite unless the model says what it makes of missing ones
     * @return {@link #clusterCount()} values from 0 to 1 that sum to at most 1; what is left belongs to none
     */
    double[] memberships(double[] row);

    /**
     * How much rows belong to each cluster: for each what {@link #memberships(double[])} gives.
     *
     * @param matrix with {@link #columnCount()} columns and no missing value
     * @param context executor and cancellation
     * @return n rows x {@link #clusterCount()}
     */
    default double[][] memberships(FeatureMatrix matrix, RunContext context) {
        double[][] memberships = new double[matrix.rowCount()][];
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < memberships.length; r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled("memberships");
            }
            matrix.copyRow(r, row);
            memberships[r] = memberships(row);
        }
        return memberships;
    }
}
