package io.github.segmentation4j.cluster;

/**
 * A model whose clusters have prototypes: the mean of each column of numbers and the mode, the most frequent code, of each
 * column of categories. A row belongs to the prototype of least cost, of several to the lowest.
 *
 * <p>It is no {@link CentroidModel}: a mode is not a mean, and codes that lie side by side are as different as any others.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface PrototypeModel extends ClusterModel {
    /**
     * The prototype of a cluster.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     * @return for each column its mean or its mode, in the units and codes of the rows, copied
     */
    double[] prototype(int cluster);

    /**
     * Whether a column holds codes of categories, which are compared for equality only.
     *
     * @param column 0 to {@link #columnCount()} - 1
     */
    boolean isCategorical(int column);

    /** What a category unlike the mode costs, before the weight of its column: at least 0. */
    double gamma();

    /**
     * What a row costs in a cluster: the sum of the squared differences to the means, plus gamma for each category that is
     * not the mode, each times the weight of its column.
     *
     * @param row {@link #columnCount()} finite values; missing ones where the clusterer takes them: a missing number costs
     *     nothing, a missing category equals none
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    double cost(double[] row, int cluster);
}
