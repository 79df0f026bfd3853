package io.github.segmentation4j.cli;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Optional;

/**
 * The rows as an algorithm compared them, which is how indices should measure them.
 *
 * @param matrix the rows
 * @param how what was done to them, for a person, if anything was
 */
record ComparedRows(FeatureMatrix matrix, Optional<String> how) {
    static ComparedRows of(
            FeatureMatrix matrix, ClusterAlgorithm algorithm, ClustererOptions options, RunContext context) {
        if (algorithm == ClusterAlgorithm.spherical) {
            return new ComparedRows(
                    changed(matrix, ComparedRows::toUnitLength, context),
                    Optional.of("measured on rows of unit length, as they were compared"));
        }
        if (options.distances.distance != null && options.distances.distance != DistanceOptions.Name.euclidean) {
            return new ComparedRows(
                    matrix, Optional.of("measured in Euclidean distance, unlike " + options.distances.distance));
        }
        double[] weights = options.shared.featureWeights;
        if (weights == null) {
            return new ComparedRows(matrix, Optional.empty());
        }
        return new ComparedRows(
                changed(matrix, row -> multiply(row, weights), context),
                Optional.of("measured on columns times the roots of their weights, as they were compared"));
    }

    private static FeatureMatrix changed(FeatureMatrix matrix, RowChange change, RunContext context) {
        FeatureMatrix.Builder changed = FeatureMatrix.builder(matrix.features(), matrix.rowCount());
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled("indices");
            }
            matrix.copyRow(r, row);
            change.apply(row);
            changed.setRow(r, row);
        }
        return changed.build();
    }

    private static void multiply(double[] row, double[] weights) {
        for (int c = 0; c < row.length; c++) {
            row[c] *= Math.sqrt(weights[c]);
        }
    }

    private static void toUnitLength(double[] row) {
        double largest = 0;
        for (double value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (largest == 0) {
            // It has no direction, which the algorithm says better.
            return;
        }
        double squares = 0;
        for (int c = 0; c < row.length; c++) {
            // Squares of very large and very small values would overflow or vanish.
            row[c] /= largest;
            squares += row[c] * row[c];
        }
        double length = Math.sqrt(squares);
        for (int c = 0; c < row.length; c++) {
            row[c] /= length;
        }
    }

    /** Changes a row in place. */
    private interface RowChange {
        void apply(double[] row);
    }
}
