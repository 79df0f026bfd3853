package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Extractors and transforms in a row: an extractor adds columns, a transform works on all columns added before it in
 * this pipeline. A pipeline is an extractor itself, so pipelines nest and a transform can be kept to a part. A pipeline
 * with a {@link MitigationTransform} must be shown the protected groups it declares.
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
     * @throws IllegalArgumentException if a step must be shown protected groups
     */
    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        List<String> needed = protectedAttributes();
        if (!needed.isEmpty()) {
            throw new IllegalArgumentException("these steps lessen bias between the groups of " + needed
                    + ", which they must be shown; use fit(view, customers.audit(view), context)");
        }
        return fit(view, ShownGroups.none(), context);
    }

    /**
     * The same, showing each step the groups it declares and no others.
     *
     * @param audit of the same view
     * @throws IllegalArgumentException if the audit is of another view or does not open an attribute a step declares
     */
    @Override
    public FittedExtractor fit(PurposeBoundView view, AuditView audit, RunContext context) {
        return fit(view, ShownGroups.training(view, audit), context);
    }

    @Override
    public List<String> protectedAttributes() {
        Set<String> names = new LinkedHashSet<>();
        for (FeatureStep step : steps) {
            if (step instanceof MitigationTransform mitigation) {
                names.addAll(mitigation.protectedAttributes());
            } else if (step instanceof FeatureExtractor extractor) {
                names.addAll(extractor.protectedAttributes());
            }
        }
        return List.copyOf(names);
    }

    private FittedExtractor fit(PurposeBoundView view, ShownGroups groups, RunContext context) {
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
            } else if (steps.get(s) instanceof MitigationTransform mitigation) {
                FeatureMatrix before = FeatureMatrix.beside(parts, MakingFeatures.checkpoint(context));
                FittedMitigation made =
                        mitigation.fit(before, groups.opened(mitigation.protectedAttributes()), forStep);
                fitted.add(new FittedPipeline.Mitigation(made));
                parts.clear();
                if (needed) {
                    parts.add(groups.applied(made, before, forStep));
                }
            } else if (steps.get(s) instanceof FeatureExtractor extractor) {
                FittedExtractor made = groups.fitted(extractor, view, forStep);
                fitted.add(new FittedPipeline.Extraction(made));
                if (needed) {
                    parts.add(groups.extracted(made, view, forStep));
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
            if (!(steps.get(s) instanceof FeatureExtractor)) {
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
        return restore(state, StepRestorers.ofExtractors(others));
    }

    /**
     * An extractor from its stored state, alone or a pipeline with steps of the caller's own.
     *
     * @param state what {@link FittedExtractor#state()} gave
     * @param others for each type of a step's state that is not of this module, what restores it
     * @throws InvalidInputException if the state is of an unknown type, which is named, or was altered
     */
    public static FittedExtractor restore(ModelState state, StepRestorers others) {
        return new StepRegistry(others).extractor(state);
    }

    @Override
    public String toString() {
        return prefix + steps.size() + " steps";
    }
}
