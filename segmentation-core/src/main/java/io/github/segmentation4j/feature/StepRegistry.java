package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Knows what restores a state of each type: those of this library, and those a caller adds. */
final class StepRegistry {
    private static final Map<String, Function<ModelState, FittedExtractor>> EXTRACTORS = Map.ofEntries(
            Map.entry(FittedRfm.TYPE, FittedRfm::restore),
            Map.entry(FittedWindows.TYPE, FittedWindows::restore),
            Map.entry(FittedNumber.TYPE, FittedNumber::restore),
            Map.entry(FittedCategories.TYPE, FittedCategories::restore),
            Map.entry(FittedDistance.TYPE, FittedDistance::restore),
            Map.entry(FittedCell.TYPE, FittedCell::restore));

    private static final Map<String, Function<ModelState, FittedTransform>> TRANSFORMS = transforms();

    private final StepRestorers others;

    StepRegistry(StepRestorers others) {
        this.others = others;
    }

    private static Map<String, Function<ModelState, FittedTransform>> transforms() {
        Map<String, Function<ModelState, FittedTransform>> transforms = new HashMap<>();
        for (ScalingMethod method : ScalingMethod.values()) {
            transforms.put(method.type(), state -> FittedScaling.restore(method, state));
        }
        transforms.put(FittedImputation.TYPE, FittedImputation::restore);
        transforms.put(FittedPca.TYPE, FittedPca::restore);
        return Map.copyOf(transforms);
    }

    FittedExtractor extractor(ModelState state) {
        if (step(state) instanceof FittedPipeline.Extraction extraction) {
            return extraction.extractor();
        }
        throw new InvalidInputException("the stored " + state.type()
                + " is a transform, which makes no features without an extractor before it");
    }

    FittedPipeline.Step step(ModelState state) {
        try {
            return restored(state);
        } catch (IllegalArgumentException e) {
            // Options that no caller could have chosen.
            throw new InvalidInputException(
                    "the stored " + state.type() + " was written by another version or altered", e);
        }
    }

    private FittedPipeline.Step restored(ModelState state) {
        if (state.type().equals(FittedPipeline.TYPE)) {
            return new FittedPipeline.Extraction(FittedPipeline.restore(state, this));
        }
        Function<ModelState, FittedExtractor> extractor = EXTRACTORS.get(state.type());
        if (extractor == null) {
            extractor = others.extractors().get(state.type());
        }
        if (extractor != null) {
            return new FittedPipeline.Extraction(extractor.apply(state));
        }
        Function<ModelState, FittedTransform> transform = TRANSFORMS.get(state.type());
        if (transform == null) {
            transform = others.transforms().get(state.type());
        }
        if (transform != null) {
            return new FittedPipeline.Transformation(transform.apply(state));
        }
        Function<ModelState, FittedMitigation> mitigation = others.mitigations().get(state.type());
        if (mitigation != null) {
            return new FittedPipeline.Mitigation(mitigation.apply(state));
        }
        throw new InvalidInputException("nothing here restores a stored '" + state.type()
                + "'; use the version of the library that wrote it, or hand in what restores it");
    }
}
