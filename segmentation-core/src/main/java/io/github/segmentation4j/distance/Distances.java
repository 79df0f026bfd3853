package io.github.segmentation4j.distance;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.Map;
import java.util.function.Function;

/**
 * The door to dissimilarities between rows of numbers. For rows that mix numbers and categories there is {@link Gower}.
 *
 * <p>Holds no state and is safe for use by several threads.
 */
public final class Distances {
    private Distances() {}

    /** The Euclidean distance: the root of the sum of squared differences. Learns nothing. */
    public static Dissimilarity euclidean() {
        return new Euclidean();
    }

    /** The Manhattan distance: the sum of absolute differences. Learns nothing. */
    public static Dissimilarity manhattan() {
        return new Manhattan();
    }

    /**
     * The cosine dissimilarity: 1 minus the cosine of the angle between two rows, from 0 for the same direction over 1 for a
     * right angle to 2 for the opposite one. Learns nothing. Rows whose values are all 0 have no direction and are refused.
     * It is not a metric, though it grows with one: it is half the squared distance of the rows at unit length.
     */
    public static Dissimilarity cosine() {
        return new Cosine();
    }

    /**
     * The Mahalanobis distance: the Euclidean one after the columns were made uncorrelated and of unit variance. Learns the
     * covariances, divided by the rows less 1. Columns that are constant or follow from others are refused by name.
     *
     * <p>Reference: P. C. Mahalanobis, On the generalised distance in statistics, Proceedings of the National Institute of
     * Sciences of India 2(1), 1936.
     */
    public static Dissimilarity mahalanobis() {
        return new Mahalanobis(0);
    }

    /**
     * The Mahalanobis distance with covariances drawn towards 0, for columns that follow from others or almost do. Constant
     * columns are refused all the same.
     *
     * @param shrinkage the share by which every covariance is lowered, variances aside: 0 for none, 1 for columns taken as
     *     uncorrelated
     */
    public static Dissimilarity mahalanobis(double shrinkage) {
        if (!(shrinkage >= 0 && shrinkage <= 1)) {
            throw new IllegalArgumentException("shrinkage must be from 0 to 1, was " + shrinkage);
        }
        return new Mahalanobis(shrinkage);
    }

    /**
     * A dissimilarity of this library from what was stored of it.
     *
     * @param state what {@link FittedDissimilarity#state()} gave
     * @throws InvalidInputException if nobody knows the type, or the state is damaged
     */
    public static FittedDissimilarity restore(ModelState state) {
        return restore(state, Map.of());
    }

    /**
     * The same where there are others.
     *
     * @param others how to restore dissimilarities that this library does not know, by the type of their state
     */
    public static FittedDissimilarity restore(
            ModelState state, Map<String, Function<ModelState, FittedDissimilarity>> others) {
        return switch (state.type()) {
            case Euclidean.TYPE -> Euclidean.restore(state);
            case Manhattan.TYPE -> Manhattan.restore(state);
            case Cosine.TYPE -> Cosine.restore(state);
            case FittedMahalanobis.TYPE -> FittedMahalanobis.restore(state);
            case FittedGower.TYPE -> FittedGower.restore(state);
            default -> restoreOther(state, others);
        };
    }

    private static FittedDissimilarity restoreOther(
            ModelState state, Map<String, Function<ModelState, FittedDissimilarity>> others) {
        Function<ModelState, FittedDissimilarity> other = others.get(state.type());
        if (other == null) {
            throw new InvalidInputException("dissimilarities of type '" + state.type()
                    + "' are not known here; use the version that wrote it, or say how to restore it");
        }
        return other.apply(state);
    }
}
