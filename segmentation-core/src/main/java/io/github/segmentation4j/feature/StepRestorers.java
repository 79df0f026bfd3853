package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.ModelState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What restores stored steps that are not of this module, by the type of their state.
 *
 * <pre>{@code
 * StepRestorers mine = StepRestorers.none()
 *     .withExtractor("visits/1", Visits::restore)
 *     .withMitigation("my.remover/1", MyRemover::restore);
 * FittedExtractor fitted = FeaturePipeline.restore(state, mine);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param extractors restore extractors
 * @param transforms restore transforms
 * @param mitigations restore mitigations
 */
public record StepRestorers(
        Map<String, Function<ModelState, FittedExtractor>> extractors,
        Map<String, Function<ModelState, FittedTransform>> transforms,
        Map<String, Function<ModelState, FittedMitigation>> mitigations) {
    /** Copies the maps. */
    public StepRestorers {
        extractors = Map.copyOf(extractors);
        transforms = Map.copyOf(transforms);
        mitigations = Map.copyOf(mitigations);
    }

    /** Restores the steps of this module only. */
    public static StepRestorers none() {
        return new StepRestorers(Map.of(), Map.of(), Map.of());
    }

    /** Restores extractors too. */
    public static StepRestorers ofExtractors(Map<String, Function<ModelState, FittedExtractor>> extractors) {
        return new StepRestorers(extractors, Map.of(), Map.of());
    }

    /** These and an extractor. */
    public StepRestorers withExtractor(String type, Function<ModelState, FittedExtractor> restorer) {
        return new StepRestorers(with(extractors, type, restorer), transforms, mitigations);
    }

    /** These and a transform. */
    public StepRestorers withTransform(String type, Function<ModelState, FittedTransform> restorer) {
        return new StepRestorers(extractors, with(transforms, type, restorer), mitigations);
    }

    /** These and a mitigation. */
    public StepRestorers withMitigation(String type, Function<ModelState, FittedMitigation> restorer) {
        return new StepRestorers(extractors, transforms, with(mitigations, type, restorer));
    }

    private static <F> Map<String, F> with(Map<String, F> known, String type, F restorer) {
        Map<String, F> more = new HashMap<>(known);
        if (more.put(type, restorer) != null) {
            throw new IllegalArgumentException("two restorers for '" + type + "' were given; give one");
        }
        return more;
    }
}
