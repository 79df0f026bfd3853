package io.github.segmentation4j.distance;

/**
 * The door to dissimilarities between rows of numbers.
 *
 * <p>Holds no state and is safe for use by several threads.
 */
public final class Distances {
    private Distances() {}

    /** The Euclidean distance: the root of the sum of squared differences. Learns nothing. */
    public static Dissimilarity euclidean() {
        return new Euclidean();
    }
}
