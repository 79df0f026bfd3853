package io.github.segmentation4j.distance;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;

/** Reads what was stored of dissimilarities. */
final class StoredDissimilarity {
    private StoredDissimilarity() {}

    /** The number of columns, at least 1. */
    static int columns(ModelState state) {
        int columns = state.integer("columns");
        require(columns >= 1, "columns", state);
        return columns;
    }

    /** So many numbers, all finite. */
    static double[] finite(ModelState state, String name, long count) {
        double[] values = state.numbers(name);
        require(values.length == count, name, state);
        for (double value : values) {
            require(Double.isFinite(value), name, state);
        }
        return values;
    }

    static void require(boolean condition, String name, ModelState state) {
        if (!condition) {
            throw new InvalidInputException("field '" + name + "' of the stored " + state.type()
                    + " is damaged; use the version that wrote it, or store it again");
        }
    }
}
