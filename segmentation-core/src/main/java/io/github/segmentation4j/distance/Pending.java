package io.github.segmentation4j.distance;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;

record Pending(String describe) implements Dissimilarity {
    @Override
    public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
        throw new UnsupportedOperationException();
    }
}
