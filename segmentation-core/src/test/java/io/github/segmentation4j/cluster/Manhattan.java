package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;

/** A dissimilarity of a user's own: the sum of absolute differences. */
record Manhattan() implements Dissimilarity {
    @Override
    public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
        return new Fitted(matrix.columnCount());
    }

    @Override
    public String describe() {
        return "own manhattan";
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
            return ModelState.of("ownManhattan/1").put("columns", columnCount).build();
        }
    }
}
