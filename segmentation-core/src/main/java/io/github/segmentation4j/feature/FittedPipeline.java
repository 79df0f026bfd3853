package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fitted form of a {@link FeaturePipeline}. */
final class FittedPipeline implements FittedExtractor {
    static final String TYPE = "pipeline/1";

    private final String prefix;
    private final List<Step> steps;
    private final List<Feature> features;

    /** A fitted step of any kind. */
    sealed interface Step {
        ModelState state();

        Learning learned();
    }

    /** A step that adds columns. */
    record Extraction(FittedExtractor extractor) implements Step {
        @Override
        public ModelState state() {
            return extractor.state();
        }

        @Override
        public Learning learned() {
            return extractor.learned();
        }
    }

    /** A step that works on the columns before it. */
    record Transformation(FittedTransform transform) implements Step {
        @Override
        public ModelState state() {
            return transform.state();
        }

        @Override
        public Learning learned() {
            return transform.learned();
        }
    }

    /** A step that works on the columns before it and sees protected groups. */
    record Mitigation(FittedMitigation mitigation) implements Step {
        @Override
        public ModelState state() {
            return mitigation.state();
        }

        @Override
        public Learning learned() {
            return mitigation.learned();
        }
    }

    private FittedPipeline(String prefix, List<Step> steps, List<Feature> features) {
        this.prefix = prefix;
        this.steps = steps;
        this.features = features;
    }

    static FittedPipeline of(String prefix, List<Step> steps) {
        List<Feature> features = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Transformation transformation) {
                features.clear();
                features.addAll(transformation.transform().features());
            } else if (step instanceof Mitigation mitigation) {
                features.clear();
                features.addAll(mitigation.mitigation().features());
            } else if (step instanceof Extraction extraction) {
                features.addAll(extraction.extractor().features());
            }
        }
        return new FittedPipeline(prefix, List.copyOf(steps), prefixed(prefix, features));
    }

    static FittedPipeline restore(ModelState state, StepRegistry registry) {
        List<Step> steps = state.children("steps").stream().map(registry::step).toList();
        Stored.require(!steps.isEmpty() && steps.get(0) instanceof Extraction, state);
        return of(state.text("prefix"), steps);
    }

    private static List<Feature> prefixed(String prefix, List<Feature> features) {
        return prefix.isEmpty()
                ? List.copyOf(features)
                : features.stream()
                        .map(feature -> feature.withName(prefix + feature.name()))
                        .toList();
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public List<String> protectedAttributes() {
        Set<String> names = new LinkedHashSet<>();
        for (Step step : steps) {
            if (step instanceof Mitigation mitigation) {
                names.addAll(mitigation.mitigation().protectedAttributes());
            } else if (step instanceof Extraction extraction) {
                names.addAll(extraction.extractor().protectedAttributes());
            }
        }
        return List.copyOf(names);
    }

    @Override
    public Map<String, String> openedWhenServing() {
        Map<String, Set<String>> bases = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step instanceof Mitigation mitigation
                    && mitigation.mitigation().serving() instanceof GroupServing.Aware aware) {
                for (String name : mitigation.mitigation().protectedAttributes()) {
                    bases.computeIfAbsent(name, unseen -> new LinkedHashSet<>()).add(aware.legalBasis());
                }
            } else if (step instanceof Extraction extraction) {
                extraction
                        .extractor()
                        .openedWhenServing()
                        .forEach((name, basis) -> bases.computeIfAbsent(name, unseen -> new LinkedHashSet<>())
                                .add(basis));
            }
        }
        Map<String, String> opened = new LinkedHashMap<>();
        bases.forEach((name, given) -> opened.put(name, String.join("; ", given)));
        return Collections.unmodifiableMap(opened);
    }

    @Override
    public FeatureMatrix extract(PurposeBoundView view, RunContext context) {
        Map<String, String> needed = openedWhenServing();
        if (!needed.isEmpty()) {
            throw new IllegalArgumentException("these steps must be shown the groups of " + needed.keySet()
                    + " of new customers too; use extract(view, customers.audit(view), context)");
        }
        return extract(view, ShownGroups.none(), context);
    }

    @Override
    public FeatureMatrix extract(PurposeBoundView view, AuditView audit, RunContext context) {
        return extract(view, ShownGroups.serving(view, audit), context);
    }

    @Override
    public FeatureMatrix extractTraining(PurposeBoundView view, AuditView audit, RunContext context) {
        return extract(view, ShownGroups.training(view, audit), context);
    }

    private FeatureMatrix extract(PurposeBoundView view, ShownGroups groups, RunContext context) {
        List<FeatureMatrix> parts = new ArrayList<>();
        MakingFeatures progress = MakingFeatures.in(context, steps.size());
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        for (int s = 0; s < steps.size(); s++) {
            progress.done(s);
            Step step = steps.get(s);
            if (step instanceof Transformation transformation) {
                FeatureMatrix before = FeatureMatrix.beside(parts, checkpoint);
                FeatureMatrix made = transformation.transform().apply(before, progress.forSteps());
                parts.clear();
                parts.add(made);
            } else if (step instanceof Mitigation mitigation) {
                FeatureMatrix before = FeatureMatrix.beside(parts, checkpoint);
                FeatureMatrix made = groups.applied(mitigation.mitigation(), before, progress.forSteps());
                parts.clear();
                parts.add(made);
            } else if (step instanceof Extraction extraction) {
                parts.add(sized(groups.extracted(extraction.extractor(), view, progress.forSteps()), view));
            }
        }
        FeatureMatrix made = FeatureMatrix.beside(parts, checkpoint).withFeatures(features);
        progress.done(steps.size());
        return made;
    }

    @Override
    public FeatureMatrix describe(PurposeBoundView view, RunContext context) {
        List<FeatureMatrix> parts = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        MakingFeatures progress = MakingFeatures.in(context, steps.size());
        for (int s = 0; s < steps.size(); s++) {
            progress.done(s);
            if (steps.get(s) instanceof Extraction extraction) {
                FeatureMatrix part = sized(extraction.extractor().describe(view, progress.forSteps()), view);
                parts.add(part.withFeatures(unique(prefixed(prefix, part.features()), taken)));
            }
        }
        FeatureMatrix described = FeatureMatrix.beside(parts, MakingFeatures.checkpoint(context));
        progress.done(steps.size());
        return described;
    }

    @Override
    public List<Optional<FeatureScale>> scales() {
        List<Optional<FeatureScale>> scales = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Step step : steps) {
            if (step instanceof Extraction extraction) {
                // A name that is taken is described under another one, so it is not traced.
                extraction
                        .extractor()
                        .scales()
                        .forEach(scale -> scales.add(scale.map(plain -> plain.withDescribed(prefix + plain.described()))
                                .filter(named -> taken.add(named.described()))));
            } else if (step instanceof Transformation transformation) {
                List<Optional<FeatureScale>> before = List.copyOf(scales);
                scales.clear();
                scales.addAll(FeatureScale.after(transformation.transform(), before));
            } else if (step instanceof Mitigation mitigation) {
                scales.clear();
                scales.addAll(
                        Collections.nCopies(mitigation.mitigation().features().size(), Optional.empty()));
            }
        }
        return List.copyOf(scales);
    }

    /** Two parts may describe the same raw column though what they make of it has different names. */
    private static List<Feature> unique(List<Feature> features, Set<String> taken) {
        List<Feature> result = new ArrayList<>();
        for (Feature feature : features) {
            String name = feature.name();
            for (int number = 2; !taken.add(name); number++) {
                name = feature.name() + " (" + number + ")";
            }
            result.add(feature.withName(name));
        }
        return result;
    }

    private static FeatureMatrix sized(FeatureMatrix part, PurposeBoundView view) {
        if (part.rowCount() != view.size()) {
            throw new IllegalStateException("an extractor must make one row for each of the " + view.size()
                    + " customers, made " + part.rowCount());
        }
        return part;
    }

    @Override
    public Learning learned() {
        Learning learned = Learning.NOTHING;
        for (Step step : steps) {
            learned = learned.with(step.learned());
        }
        return learned;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("prefix", prefix)
                .putChildren("steps", steps.stream().map(Step::state).toList())
                .build();
    }
}
