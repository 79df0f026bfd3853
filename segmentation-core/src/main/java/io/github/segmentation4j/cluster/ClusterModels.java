package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Restores models from what was stored of them, whatever their type, and makes one of centres found elsewhere.
 *
 * <p>Holds no state and is safe for use by several threads.
 */
public final class ClusterModels {
    private ClusterModels() {}

    /**
     * The model of a stored state.
     *
     * @param state what {@link ClusterModel#state()} gave
     * @param others how to restore models of types that this package does not know, by the type of their state
     * @throws InvalidInputException if nobody knows the type, or the state is damaged
     */
    public static ClusterModel restore(ModelState state, Map<String, Function<ModelState, ClusterModel>> others) {
        return switch (state.type()) {
            case KMeansModel.TYPE -> KMeansModel.restore(state);
            case SphericalModel.TYPE -> SphericalModel.restore(state);
            case TrimmedModel.TYPE -> TrimmedModel.restore(state);
            case ConstrainedModel.TYPE -> ConstrainedModel.restore(state);
            case RfmTierModel.TYPE -> RfmTierModel.restore(state);
            default -> restoreOther(state, others);
        };
    }

    /**
     * A model of given centres: a row belongs to the nearest one, of several the lowest. It is of the type that {@link
     * KMeans} makes and numbers its clusters likewise, so the order of the centres means nothing.
     *
     * @param centroids at least one, each with a finite value for each column of the matrix; copied
     * @param matrix the rows the centres were found in
     * @param context executor and cancellation
     */
    public static CentroidModel ofCentroids(double[][] centroids, FeatureMatrix matrix, RunContext context) {
        if (centroids.length == 0) {
            throw new IllegalArgumentException("there must be at least one centroid, were none");
        }
        for (double[] centroid : centroids) {
            InputChecks.columns(matrix.columnCount(), centroid.length);
            for (double value : centroid) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("centroids must be finite, one was " + value);
                }
            }
        }
        ColumnRanges ranges = ColumnRanges.of(matrix.pointsView(), context);
        double[][] numbered = Arrays.stream(CanonicalOrder.of(centroids, ranges.low, ranges.high))
                .mapToObj(j -> centroids[j].clone())
                .toArray(double[][]::new);
        return new KMeansModel(numbered, Optional.empty());
    }

    private static ClusterModel restoreOther(ModelState state, Map<String, Function<ModelState, ClusterModel>> others) {
        Function<ModelState, ClusterModel> other = others.get(state.type());
        if (other == null) {
            throw new InvalidInputException("models of type '" + state.type()
                    + "' are not known here; use the version that wrote it, or say how to restore it");
        }
        return other.apply(state);
    }
}
