package io.github.segmentation4j.distance;

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
        return new Pending("manhattan");
    }

    /**
     * The cosine dissimilarity: 1 minus the cosine of the angle between two rows, from 0 for the same direction over 1 for a
     * right angle to 2 for the opposite one. Learns nothing. Rows whose values are all 0 have no direction and are refused.
     * It is not a metric, though it grows with one: it is half the squared distance of the rows at unit length.
     */
    public static Dissimilarity cosine() {
        return new Pending("cosine");
    }

    /**
     * The Mahalanobis distance: the Euclidean one after the columns were made uncorrelated and of unit variance. Learns the
     * covariance of the columns; columns that are constant or follow from others are refused by name.
     */
    public static Dissimilarity mahalanobis() {
        return new Pending("mahalanobis");
    }

    /**
     * The Mahalanobis distance with covariances drawn towards 0, for columns that follow from others or almost do.
     *
     * @param shrinkage the share by which every covariance is lowered, variances aside: 0 for none, 1 for columns taken as
     *     uncorrelated
     */
    public static Dissimilarity mahalanobis(double shrinkage) {
        return new Pending("mahalanobis");
    }
}
