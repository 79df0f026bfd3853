package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;

/** How centroids, and rows like them, are stored with a model and read back. */
final class StoredCentroids {
    private StoredCentroids() {}

    /**
     * The centroids of a stored state, k x d.
     *
     * @param type that the state must have
     * @throws InvalidInputException if it has another type, or the centroids were altered
     */
    static double[][] of(ModelState state, String type) {
        return of(state, type, "centroids");
    }

    /** The same where they are stored under another name. */
    static double[][] of(ModelState state, String type, String name) {
        if (!state.type().equals(type)) {
            throw new InvalidInputException("a stored " + type + " was expected, was " + state.type());
        }
        int clusters = state.integer("clusters");
        int columns = state.integer("columns");
        double[] values = state.numbers(name);
        if (clusters < 1 || columns < 1 || values.length != (long) clusters * columns) {
            throw damaged("the number of " + name, type);
        }
        double[][] centroids = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            centroids[j] = Arrays.copyOfRange(values, j * columns, (j + 1) * columns);
            for (double value : centroids[j]) {
                if (!Double.isFinite(value)) {
                    throw damaged("one of the " + name, type);
                }
            }
        }
        return centroids;
    }

    /** Rows of one length as they are stored, one after the other. */
    static double[] values(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[Math.multiplyExact(rows.length, columns)];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, values, r * columns, columns);
        }
        return values;
    }

    /** The error of a stored model that was altered. */
    static InvalidInputException damaged(String what, String type) {
        return new InvalidInputException(
                what + " of the stored " + type + " is not valid; it was written by another version or altered");
    }
}
