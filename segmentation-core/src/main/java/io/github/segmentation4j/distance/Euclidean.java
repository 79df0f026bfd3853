package io.github.segmentation4j.distance;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;

/** The Euclidean distance. Immutable. */
record Euclidean() implements Dissimilarity {
    static final String TYPE = "euclidean/1";

    static FittedDissimilarity restore(ModelState state) {
        int columns = state.integer("columns");
        if (columns < 1) {
            throw new InvalidInputException("the number of columns of the stored " + TYPE
                    + " is not valid; it was written by another version or altered");
        }
        return new Fitted(columns);
    }

    @Override
    public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
        return new Fitted(matrix.columnCount());
    }

    @Override
    public String describe() {
        return "euclidean";
    }

    record Fitted(int columnCount) implements EuclideanEmbedding {
        @Override
        public int dimensions() {
            return columnCount;
        }

        @Override
        public void embed(double[] row, double[] target) {
            System.arraycopy(row, 0, target, 0, columnCount);
        }

        @Override
        public double ofSquared(double squared) {
            return Math.sqrt(squared);
        }

        @Override
        public double between(double[] first, double[] second) {
            double sum = 0;
            for (int c = 0; c < columnCount; c++) {
                double difference = first[c] - second[c];
                sum = Math.fma(difference, difference, sum);
            }
            return Math.sqrt(sum);
        }

        @Override
        public boolean isMetric() {
            return true;
        }

        @Override
        public ModelState state() {
            return ModelState.of(TYPE).put("columns", columnCount).build();
        }
    }
}
