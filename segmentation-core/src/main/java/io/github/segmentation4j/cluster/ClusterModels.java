package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.ColumnRanges;
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
        return restore(state, others, Map.of());
    }

    /**
     * The same for models that look at neighbours by a dissimilarity that this library does not know.
     *
     * @param dissimilarities how to restore these, by the type of their state
     */
    public static ClusterModel restore(
            ModelState state,
            Map<String, Function<ModelState, ClusterModel>> others,
            Map<String, Function<ModelState, FittedDissimilarity>> dissimilarities) {
        return switch (state.type()) {
            case KMeansModel.TYPE -> KMeansModel.restore(state);
            case SphericalModel.TYPE -> SphericalModel.restore(state);
            case FittedMixture.TYPE -> FittedMixture.restore(state);
            case MixedModel.TYPE -> MixedModel.restore(state);
            case TrimmedModel.TYPE -> TrimmedModel.restore(state);
            case ConstrainedModel.TYPE -> ConstrainedModel.restore(state);
            case NearestRowModel.TYPE -> NearestRowModel.restore(state, dissimilarities);
            case NearestMedoidModel.TYPE -> NearestMedoidModel.restore(state, dissimilarities);
            case RfmTierModel.TYPE -> RfmTierModel.restore(state);
            case HdbscanModel.TYPE -> HdbscanModel.restore(state, dissimilarities);
            case SignatureModel.TYPE -> SignatureModel.restore(state, others, dissimilarities);
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
        requireCentroids(centroids, matrix.columnCount());
        ColumnRanges ranges = matrix.rangesView();
        return numbered(centroids, ranges.low(), ranges.high());
    }

    /**
     * A model of given centres that looks at no row: clusters are numbered like those of {@link #ofCentroids(double[][],
     * FeatureMatrix, RunContext)}, by a range of each column that the caller knows.
     *
     * @param centroids at least one, each with a finite value for each column; copied
     * @param low the lower end of each column, finite
     * @param high the upper end of each column, finite, at least the lower one
     */
    public static CentroidModel ofCentroids(double[][] centroids, double[] low, double[] high) {
        InputChecks.columns(low.length, high.length);
        requireCentroids(centroids, low.length);
        for (int c = 0; c < low.length; c++) {
            if (!(low[c] <= high[c]) || !Double.isFinite(high[c] - low[c])) {
                throw new IllegalArgumentException("column " + (c + 1)
                        + " must have a finite range with its lower end first, was " + low[c] + " to " + high[c]);
            }
        }
        return numbered(centroids, low, high);
    }

    /**
     * A model of given centres that keeps their order, for clusters whose numbers are known already: those of a model whose
     * centres moved. A row belongs to the nearest one, of several the lowest.
     *
     * @param centroids at least one, of at least one column, each finite; copied
     */
    public static CentroidModel ofNumberedCentroids(double[][] centroids) {
        requireCentroids(centroids, centroids.length == 0 ? 0 : centroids[0].length);
        if (centroids[0].length == 0) {
            throw new IllegalArgumentException("centroids must have at least one column, had none");
        }
        return new KMeansModel(
                Arrays.stream(centroids).map(double[]::clone).toArray(double[][]::new), Optional.empty());
    }

    private static void requireCentroids(double[][] centroids, int columns) {
        if (centroids.length == 0) {
            throw new IllegalArgumentException("there must be at least one centroid, were none");
        }
        for (double[] centroid : centroids) {
            InputChecks.columns(columns, centroid.length);
            for (double value : centroid) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("centroids must be finite, one was " + value);
                }
            }
        }
    }

    private static CentroidModel numbered(double[][] centroids, double[] low, double[] high) {
        double[][] numbered = Arrays.stream(CanonicalOrder.of(centroids, low, high))
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
