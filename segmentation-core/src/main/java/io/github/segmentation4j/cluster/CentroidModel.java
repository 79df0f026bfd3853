package io.github.segmentation4j.cluster;

/** A model whose clusters have centres; a row belongs to the nearest one. */
public interface CentroidModel extends ClusterModel {
    /**
     * The centre of a cluster.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     * @return {@link #columnCount()} values, copied
     */
    double[] centroid(int cluster);

    /**
     * The squared distance of a row to the centre of a cluster, as the model measures it, feature weights included.
     *
     * @param row {@link #columnCount()} finite values
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    double squaredDistance(double[] row, int cluster);
}
