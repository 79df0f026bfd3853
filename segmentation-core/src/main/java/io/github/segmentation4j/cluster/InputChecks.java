package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.run.InvalidInputException;

/** What rows must be like before they can be clustered by distance. */
final class InputChecks {
    private InputChecks() {}

    /** Refuses a matrix without rows or columns, or with missing values. */
    static void usable(FeatureMatrix matrix) {
        present(matrix);
        complete(matrix);
    }

    /** Refuses a matrix without rows or columns. */
    static void present(FeatureMatrix matrix) {
        if (matrix.rowCount() == 0) {
            throw new InvalidInputException("there must be at least one row, were none; add data");
        }
        if (matrix.columnCount() == 0) {
            throw new InvalidInputException("there must be at least one column, were none; add a feature");
        }
    }

    /** The matrix of rows that all weigh the same; others are refused by name, not ignored. */
    static FeatureMatrix unweighted(TrainingSet training, String algorithm) {
        if (training.weights().isPresent()) {
            throw new InvalidInputException(
                    algorithm + " does not look at weights of rows, and the training set has some;"
                            + " leave them out, or use an algorithm that takes them");
        }
        return training.matrix();
    }

    /** Refuses missing values. */
    static void complete(FeatureMatrix matrix) {
        matrix.requireComplete("a value must not be missing, and " + matrix.missingCount()
                + " of the matrix are; fill them first, see Imputation");
    }

    /** Refuses a matrix that does not have the columns of a model. */
    static void columns(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("there must be " + expected + " columns, were " + actual
                    + "; use the features the model was fitted on");
        }
    }

    /**
     * How many different rows there are among those with a weight above 0, counted no further than a limit.
     *
     * @param weights by block
     */
    static int distinctRows(PointBlocks points, double[][] weights, int limit) {
        RowSet distinct = new RowSet(points, limit);
        int found = 0;
        for (int row = 0; row < points.rows() && found < limit; row++) {
            if (weights[row / PointBlocks.ROWS][row % PointBlocks.ROWS] > 0 && distinct.add(row)) {
                found++;
            }
        }
        return found;
    }
}
