package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Extractors and transforms in a row: an extractor adds columns, a transform works on all columns added before it in
 * this pipeline. A pipeline is an extractor itself, so pipelines nest and a transform can be kept to a part.
 *
 * <pre>{@code
 * FeaturePipeline features = FeaturePipeline.of(
 *     FeaturePipeline.of(Rfm.of("purchases"), Imputation.median(), Scaling.standard()).named("rfm"),
 *     Encoding.oneHot("plan"));                          // not scaled
 * FittedExtractor fitted = features.fit(view, context);
 * FeatureMatrix matrix = fitted.extract(view, context);           // rfm.daysSinceLast, ..., plan=family, plan=single
 * FeatureMatrix readable = fitted.describe(view, context);        // the same customers in days, purchases and money
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FeaturePipeline implements FeatureExtractor {
    private final String prefix;
    private final List<FeatureStep> steps;

    private FeaturePipeline(String prefix, List<FeatureStep> steps) {
        this.prefix = prefix;
        this.steps = steps;
    }

    /**
     * A pipeline of steps in their order.
     *
     * @param steps at least one, the first an extractor
     */
    public static FeaturePipeline of(FeatureStep... steps) {
        if (steps.length == 0 || !(steps[0] instanceof FeatureExtractor)) {
            throw new IllegalArgumentException(
                    "a pipeline must begin with an extractor, because a transform needs columns; put one first");
        }
        return new FeaturePipeline("", List.of(steps));
    }

    /**
     * An extractor whose features carry a name in front.
     *
     * @param prefix such as {@code plan}; not blank
     * @param extractor any extractor
     */
    public static FeaturePipeline named(String prefix, FeatureExtractor extractor) {
        return of(extractor).named(prefix);
    }

    /**
     * This pipeline with a name in front of each of its features, such as {@code rfm} for {@code rfm.frequency}. A name
     * given before is replaced.
     *
     * @param newPrefix not blank
     */
    public FeaturePipeline named(String newPrefix) {
        if (newPrefix.isBlank()) {
            throw new IllegalArgumentException("the name of a pipeline must not be blank");
        }
        return new FeaturePipeline(newPrefix + ".", steps);
    }

    /**
     * Fits each step on what the steps before it made. Reports {@code making features}, step by step.
     *
     * @throws InvalidInputException if the view has no customers, or the steps make no columns
     */
    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        Objects.requireNonNull(context, "context");
        if (view.size() == 0) {
            throw new InvalidInputException("no customer is admitted for " + view.purpose()
                    + ", so there is nothing to make features from; the access report says who was left out and why");
        }
        int lastTransform = lastTransform();
        List<FittedPipeline.Step> fitted = new ArrayList<>();
        List<FeatureMatrix> parts = new ArrayList<>();
        MakingFeatures progress = MakingFeatures.in(context, steps.size());
        RunContext forStep = progress.forSteps();
        for (int s = 0; s < steps.size(); s++) {
            progress.done(s);
            boolean needed = s < lastTransform;
            if (steps.get(s) instanceof FeatureTransform transform) {
                FeatureMatrix before = FeatureMatrix.beside(parts, MakingFeatures.checkpoint(context));
                FittedTransform made = transform.fit(before, forStep);
                fitted.add(new FittedPipeline.Transformation(made));
                parts.clear();
                if (needed) {
                    parts.add(made.apply(before, forStep));
                }
            } else if (steps.get(s) instanceof FeatureExtractor extractor) {
                FittedExtractor made = extractor.fit(view, forStep);
                fitted.add(new FittedPipeline.Extraction(made));
                if (needed) {
                    parts.add(made.extract(view, forStep));
                }
            }
        }
        FittedPipeline pipeline = FittedPipeline.of(prefix, fitted);
        check(pipeline.features());
        progress.done(steps.size());
        return pipeline;
    }

    private static void check(List<Feature> features) {
        if (features.isEmpty()) {
            throw new InvalidInputException(
                    "the extractors make no columns; add one that finds a field the purpose allows");
        }
        Set<String> names = new HashSet<>();
        for (Feature feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("two features are called '" + feature.name()
                        + "'; name the extractors to tell them apart, as in FeaturePipeline.named(\"a\", ...)");
            }
        }
    }

    private int lastTransform() {
        for (int s = steps.size() - 1; s >= 0; s--) {
            if (steps.get(s) instanceof FeatureTransform) {
                return s;
            }
        }
        return -1;
    }

    /**
     * An extractor of this library from its stored state.
     *
     * @throws InvalidInputException if the state is of an unknown type or was altered
     */
    public static FittedExtractor restore(ModelState state) {
        return restore(state, Map.of());
    }

    /**
     * An extractor from its stored state, alone or a pipeline.
     *
     * @param state what {@link FittedExtractor#state()} gave
     * @param others for each type of state that is not of this library, what restores it
     * @throws InvalidInputException if the state is of an unknown type, which is named, or was altered
     */
    public static FittedExtractor restore(ModelState state, Map<String, Function<ModelState, FittedExtractor>> others) {
        return restore(state, others, Map.of());
    }

    /**
     * An extractor from its stored state, alone or a pipeline with transforms of the caller's own.
     *
     * @param state what {@link FittedExtractor#state()} gave
     * @param others for each type of an extractor's state that is not of this library, what restores it
     * @param otherTransforms the same for the states of transforms
     * @throws InvalidInputException if the state is of an unknown type, which is named, or was altered
     */
    public static FittedExtractor restore(
            ModelState state,
            Map<String, Function<ModelState, FittedExtractor>> others,
            Map<String, Function<ModelState, FittedTransform>> otherTransforms) {
        return new StepRegistry(others, otherTransforms).extractor(state);
    }

    @Override
    public String toString() {
        return prefix + steps.size() + " steps";
    }
}
