package io.github.segmentation4j;

import io.github.segmentation4j.run.ModelState;
import java.util.Objects;

/**
 * A segment as a {@link SegmentRegistry} knows it.
 *
 * @param id from 1, the same in every refit, never given to another segment
 * @param number from 1, the place among the segments of the present run, as in {@link Segment#number()}
 * @param name what people call it: the automatic name of the run in which it was born, until somebody renames it;
 *     unique in the registry
 * @param automaticName the one that the present run made from what sets the segment apart
 */
public record RegisteredSegment(int id, int number, String name, String automaticName) {
    private static final String TYPE = "registered-segment/1";

    /** Checks the numbers and names. */
    public RegisteredSegment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(automaticName, "automaticName");
        if (id < 1 || number < 1) {
            throw new IllegalArgumentException("id and number must be at least 1, were " + id + " and " + number);
        }
        if (name.isBlank() || automaticName.isBlank()) {
            throw new IllegalArgumentException("the names of segment " + id + " must not be blank");
        }
    }

    RegisteredSegment named(String newName) {
        return new RegisteredSegment(id, number, newName, automaticName);
    }

    ModelState state() {
        return ModelState.of(TYPE)
                .put("id", id)
                .put("name", name)
                .put("automaticName", automaticName)
                .build();
    }

    static RegisteredSegment restore(ModelState state, int number) {
        if (!state.type().equals(TYPE)) {
            throw new IllegalArgumentException("a stored " + TYPE + " was expected, this is a " + state.type());
        }
        return new RegisteredSegment(state.integer("id"), number, state.text("name"), state.text("automaticName"));
    }
}
