package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedTransform;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;

/** The fitted form of {@link PrivateScaling}: columns and their bounds. Missing values stay missing. */
final class FittedPrivateScaling implements FittedTransform {
    static final String STAGE = "private scaling";

    private final List<Feature> inputs;
    private final List<Feature> features;
    private final ColumnBounds bounds;

    FittedPrivateScaling(List<Feature> inputs, ColumnBounds bounds) {
        if (inputs.size() != bounds.columnCount()) {
            throw new IllegalArgumentException(
                    "there must be bounds for " + inputs.size() + " columns, were for " + bounds.columnCount());
        }
        this.inputs = List.copyOf(inputs);
        this.bounds = bounds;
        features = inputs.stream()
                .map(input -> input.withUnit("part of its bounds"))
                .toList();
    }

    static FittedPrivateScaling restore(ModelState state) {
        if (!state.type().equals(PrivateScaling.TYPE)) {
            throw new InvalidInputException("a stored " + PrivateScaling.TYPE + " was expected, was " + state.type());
        }
        try {
            List<Feature> inputs = new ArrayList<>();
            for (ModelState child : state.children("inputs")) {
                inputs.add(Feature.restore(child));
            }
            Learning learned = Learning.valueOf(state.text("learned"));
            if (learned == Learning.FROM_CUSTOMERS) {
                throw new IllegalArgumentException("bounds are never learned in the open");
            }
            return new FittedPrivateScaling(
                    inputs, ColumnBounds.of(state.numbers("lower"), state.numbers("upper"), learned));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "the stored " + PrivateScaling.TYPE + " was written by another version or altered", e);
        }
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public FeatureMatrix apply(FeatureMatrix matrix, RunContext context) {
        List<String> had = matrix.features().stream().map(Feature::name).toList();
        List<String> wanted = inputs.stream().map(Feature::name).toList();
        if (!had.equals(wanted)) {
            throw new InvalidInputException("the columns must be those of the fit, " + wanted + ", were " + had);
        }
        context.throwIfCancelled(STAGE);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        FeatureMatrix.Builder scaled = FeatureMatrix.builder(features, matrix.rowCount());
        for (int c = 0; c < inputs.size(); c++) {
            double middle = bounds.lower(c) / 2 + bounds.upper(c) / 2;
            double reach = bounds.upper(c) / 2 - bounds.lower(c) / 2;
            double[] values = matrix.column(c);
            for (int r = 0; r < values.length; r++) {
                checkpoint.at(r);
                values[r] = Math.max(-1, Math.min(1, (values[r] - middle) / reach));
            }
            scaled.setColumn(c, values);
        }
        return scaled.build();
    }

    @Override
    public Learning learned() {
        return bounds.learned();
    }

    @Override
    public ModelState state() {
        return ModelState.of(PrivateScaling.TYPE)
                .putChildren("inputs", inputs.stream().map(Feature::state).toList())
                .put("lower", bounds.lower())
                .put("upper", bounds.upper())
                .put("learned", bounds.learned().name())
                .build();
    }
}
