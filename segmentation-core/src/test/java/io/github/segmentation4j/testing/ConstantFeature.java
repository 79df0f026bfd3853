package io.github.segmentation4j.testing;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureExtractor;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * An extractor of one column of zeros that claims to be a given feature.
 *
 * @param feature what it claims to be
 */
public record ConstantFeature(Feature feature) implements FeatureExtractor {

    /** A column that was made from nothing. */
    public static ConstantFeature plain() {
        return new ConstantFeature(Feature.of("constant"));
    }

    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        return new FittedExtractor() {
            @Override
            public List<Feature> features() {
                return List.of(feature);
            }

            @Override
            public FeatureMatrix extract(PurposeBoundView customers, RunContext run) {
                return FeatureMatrix.builder(features(), customers.size()).build();
            }

            @Override
            public Learning learned() {
                return Learning.NOTHING;
            }
        };
    }
}
