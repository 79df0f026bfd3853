package io.github.segmentation4j.cluster;

/** A model that says how much a row belongs to each cluster, and not only to which. */
public interface SoftModel extends ClusterModel {
    /**
     * How much a row belongs to each cluster.
     *
     * @param row {@link #columnCount()} values, finite unless the model says what it makes of missing ones
     * @return {@link #clusterCount()} values from 0 to 1 that sum to at most 1; what is left belongs to none
     */
    double[] memberships(double[] row);
}
