package io.github.segmentation4j.distance;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;

/** The cosine dissimilarity: half the squared distance of rows at unit length. Immutable. */
record Cosine() implements Dissimilarity {
    static final String TYPE = "cosine/1";

    private static final String NO_DIRECTION =
            "a row must have a direction, and all values of this one are 0; leave it out or add a feature";

    static FittedDissimilarity restore(ModelState state) {
        return new Fitted(StoredDissimilarity.columns(state));
    }

    @Override
    public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled("learning distances"));
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            checkpoint.at(r);
            matrix.copyRow(r, row);
            if (largest(row) == 0) {
                throw InvalidInputException.atRow(r + 1L, NO_DIRECTION);
            }
        }
        return new Fitted(matrix.columnCount());
    }

    private static double largest(double[] row) {
        double largest = 0;
        for (double value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Override
    public String describe() {
        return "cosine";
    }

    record Fitted(int columnCount) implements EuclideanEmbedding {
        @Override
        public int dimensions() {
            return columnCount;
        }

        /** Divides by the largest value first, which keeps squares in range. */
        @Override
        public void embed(double[] row, double[] target) {
            double largest = largest(row);
            if (largest == 0) {
                throw new InvalidInputException(NO_DIRECTION);
            }
            double square = 0;
            for (int c = 0; c < columnCount; c++) {
                target[c] = row[c] / largest;
                square = Math.fma(target[c], target[c], square);
            }
            double length = Math.sqrt(square);
            for (int c = 0; c < columnCount; c++) {
                target[c] /= length;
            }
        }

        @Override
        public double ofSquared(double squared) {
            // Rounding may carry opposite rows just beyond 2.
            return Math.min(2, squared / 2);
        }

        @Override
        public double between(double[] first, double[] second) {
            double[] unit = new double[columnCount];
            double[] other = new double[columnCount];
            embed(first, unit);
            embed(second, other);
            return ofSquared(Embedded.squared(unit, other));
        }

        @Override
        public boolean isMetric() {
            return false;
        }

        @Override
        public ModelState state() {
            return ModelState.of(TYPE).put("columns", columnCount).build();
        }
    }
}
