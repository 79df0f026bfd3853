package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Map;
import java.util.function.Function;

/** Placeholder. */
public final class FeaturePipeline implements FeatureExtractor {
    private FeaturePipeline() {}

    /** Placeholder. */
    public static FeaturePipeline of(FeatureStep... steps) {
        return new FeaturePipeline();
    }

    /** Placeholder. */
    public static FittedExtractor restore(ModelState state, Map<String, Function<ModelState, FittedExtractor>> others) {
        return java.util.Objects.requireNonNull(others.get(state.type())).apply(state);
    }

    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        return view.size() < 0
                ? restore(ModelState.of("none/1").build(), Map.of())
                : new FittedExtractor() {
                    @Override
                    public java.util.List<Feature> features() {
                        return java.util.List.of();
                    }

                    @Override
                    public FeatureMatrix extract(PurposeBoundView v) {
                        return FeatureMatrix.builder(java.util.List.of(), v.size())
                                .build();
                    }

                    @Override
                    public Learning learned() {
                        return Learning.NOTHING;
                    }
                };
    }
}
