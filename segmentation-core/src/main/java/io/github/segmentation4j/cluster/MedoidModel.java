package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;

/**
 * A model whose clusters are each told by one of the training rows, its medoid: a row belongs to the medoid it is least
 * unlike, of several the lowest. The medoids are rows of single customers and are stored with the model.
 */
public interface MedoidModel extends InstanceModel {
    /**
     * The medoid of a cluster.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     * @return {@link #columnCount()} values, copied
     */
    double[] medoid(int cluster);

    /**
     * How unlike a row and the medoid of a cluster are, as the model measures it.
     *
     * @param row {@link #columnCount()} finite values
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    double dissimilarity(double[] row, int cluster);

    /**
     * Where the medoids are in a matrix, such as the one the model was fitted on.
     *
     * @param matrix with {@link #columnCount()} columns
     * @return for each cluster the lowest row, counted from 0, that equals its medoid, or -1 if there is none
     */
    int[] rowsIn(FeatureMatrix matrix);
}
