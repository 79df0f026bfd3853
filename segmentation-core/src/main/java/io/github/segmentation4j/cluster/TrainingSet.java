package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link Clusterer} is fitted on: a matrix and, where there are any, the weights of its rows.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class TrainingSet {
    private final FeatureMatrix matrix;
    private final Optional<double[]> weights;

    private TrainingSet(FeatureMatrix matrix, Optional<double[]> weights) {
        this.matrix = Objects.requireNonNull(matrix, "matrix");
        this.weights = weights;
    }

    /** Rows that all weigh the same. */
    public static TrainingSet of(FeatureMatrix matrix) {
        return new TrainingSet(matrix, Optional.empty());
    }

    /**
     * These rows with weights: a row of weight 2 counts like two equal rows.
     *
     * @param rowWeights one for each row, finite, not negative, not all zero; copied
     */
    public TrainingSet withWeights(double[] rowWeights) {
        if (rowWeights.length != matrix.rowCount()) {
            throw new IllegalArgumentException(
                    "there must be " + matrix.rowCount() + " row weights, were " + rowWeights.length);
        }
        double sum = 0;
        for (int row = 0; row < rowWeights.length; row++) {
            if (!(rowWeights[row] >= 0) || Double.isInfinite(rowWeights[row])) {
                throw InvalidInputException.atRow(
                        row + 1L, "a row weight must be finite and not negative, was " + rowWeights[row]);
            }
            sum += rowWeights[row];
        }
        if (rowWeights.length > 0 && !(sum > 0)) {
            throw new InvalidInputException("at least one row weight must be above 0");
        }
        return new TrainingSet(matrix, Optional.of(rowWeights.clone()));
    }

    /** The rows. */
    public FeatureMatrix matrix() {
        return matrix;
    }

    /** The weights, copied, if the rows do not all weigh the same. */
    public Optional<double[]> weights() {
        return weights.map(double[]::clone);
    }
}
