package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/** The fitted form of {@link Encoding#number} and {@link Encoding#flag}. */
record FittedNumber(String attribute, Feature feature) implements FittedExtractor {
    static final String TYPE = "number/1";

    static FittedNumber restore(ModelState state) {
        List<Feature> features = Stored.features(state, "features");
        Stored.require(features.size() == 1, state);
        return new FittedNumber(state.text("attribute"), features.get(0));
    }

    @Override
    public List<Feature> features() {
        return List.of(feature);
    }

    @Override
    public FeatureMatrix extract(PurposeBoundView view, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        checkpoint.now();
        return FeatureMatrix.builder(features(), view.size(), checkpoint)
                .setColumn(0, view.numbers(attribute))
                .build();
    }

    @Override
    public Learning learned() {
        return Learning.NOTHING;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("attribute", attribute)
                .putChildren("features", Stored.of(features()))
                .build();
    }
}
