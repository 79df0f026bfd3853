package io.github.segmentation4j.distance;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.Map;
import java.util.function.Function;

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
        return restore(state, Map.of());
    }

    /**
     * The same for dissimilarities of anyone.
     *
     * @param others how to restore dissimilarities that this library does not know, by the type of their state
     */
    public static FittedDissimilarity restore(
            ModelState state, Map<String, Function<ModelState, FittedDissimilarity>> others) {
        if (state.type().equals(Euclidean.TYPE)) {
            return Euclidean.restore(state);
        }
        Function<ModelState, FittedDissimilarity> other = others.get(state.type());
        if (other == null) {
            throw new InvalidInputException("dissimilarities of type '" + state.type()
                    + "' are not known here; use the version that wrote it, or say how to restore it");
        }
        return other.apply(state);
    }
}
