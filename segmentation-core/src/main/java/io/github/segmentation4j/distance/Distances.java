package io.github.segmentation4j.distance;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;

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

    /**
     * A dissimilarity of this library from what was stored of it.
     *
     * @param state what {@link FittedDissimilarity#state()} gave
     * @throws InvalidInputException if it is of a type that is not known here, or was altered
     */
    public static FittedDissimilarity restore(ModelState state) {
        if (state.type().equals(Euclidean.TYPE)) {
            return Euclidean.restore(state);
        }
        throw new InvalidInputException("dissimilarities of type '" + state.type()
                + "' are not known here; use the version that wrote it, or restore it yourself");
    }
}
