package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.ModelState;
import java.util.function.Function;

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

    /**
     * A model from its stored state, with a dissimilarity that {@link ClusterModels} does not know how to restore.
     *
     * @param state what {@link #state()} gave
     * @param dissimilarities makes a dissimilarity of what its own {@code state()} gave
     * @throws io.github.segmentation4j.run.InvalidInputException if the state is of another type or was altered
     */
    static MedoidModel restore(ModelState state, Function<ModelState, FittedDissimilarity> dissimilarities) {
        return NearestMedoidModel.restore(state, dissimilarities);
    }
}
