package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the parts that the states of this package share. */
final class Stored {
    private Stored() {}

    static List<ModelState> of(List<Feature> features) {
        return features.stream().map(Feature::state).toList();
    }

    static List<Feature> features(ModelState state, String name) {
        List<Feature> features = new ArrayList<>();
        for (ModelState child : state.children(name)) {
            try {
                features.add(Feature.restore(child));
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(
                        "a feature in the stored " + state.type() + " was written by another version or altered", e);
            }
        }
        return List.copyOf(features);
    }

    static <E extends Enum<E>> E constant(Class<E> type, ModelState state, String name) {
        try {
            return Enum.valueOf(type, state.text(name));
        } catch (IllegalArgumentException e) {
            throw altered(state, name, e);
        }
    }

    static InvalidInputException altered(ModelState state, String name, RuntimeException cause) {
        return new InvalidInputException(
                "field '" + name + "' of the stored " + state.type() + " was written by another version or altered",
                cause);
    }

    static void require(boolean holds, ModelState state) {
        if (!holds) {
            throw new InvalidInputException("the parts of the stored " + state.type()
                    + " do not fit together; it was written by another version or altered");
        }
    }
}
