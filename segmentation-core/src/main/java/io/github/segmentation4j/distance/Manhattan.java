package io.github.segmentation4j.distance;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;

/** The Manhattan distance. Immutable. */
record Manhattan() implements Dissimilarity {
    static final String TYPE = "manhattan/1";

    static FittedDissimilarity restore(ModelState state) {
        return new Fitted(StoredDissimilarity.columns(state));
    }

    @Override
    public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
        return new Fitted(matrix.columnCount());
    }

    @Override
    public String describe() {
        return "manhattan";
    }

    record Fitted(int columnCount) implements FittedDissimilarity {
        @Override
        public double between(double[] first, double[] second) {
            double sum = 0;
            for (int c = 0; c < columnCount; c++) {
                sum += Math.abs(first[c] - second[c]);
            }
            return sum;
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
