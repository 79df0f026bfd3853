package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fitted form of {@link Scaling}: a function for each column, null for one that passes unchanged. */
final class FittedScaling implements FittedTransform {
    /** A logarithm of so many values takes about a millisecond. */
    private static final int PIECE = 1 << 14;

    private final ScalingMethod method;
    private final List<Feature> inputs;
    private final List<Feature> features;
    private final List<@Nullable ColumnFunction> functions;

    FittedScaling(ScalingMethod method, List<Feature> inputs, List<@Nullable ColumnFunction> functions) {
        this.method = method;
        this.inputs = inputs;
        this.functions = Collections.unmodifiableList(new ArrayList<>(functions));
        List<Feature> scaled = new ArrayList<>();
        for (int c = 0; c < inputs.size(); c++) {
            Feature input = inputs.get(c);
            scaled.add(functions.get(c) == null ? input : input.withUnit(method.unitOf(input.unit())));
        }
        features = List.copyOf(scaled);
    }

    static FittedScaling restore(ScalingMethod method, ModelState state) {
        List<Feature> inputs = Stored.features(state, "inputs");
        List<ModelState> columns = state.children("columns");
        Stored.require(columns.size() == inputs.size(), state);
        List<@Nullable ColumnFunction> functions = new ArrayList<>();
        for (ModelState column : columns) {
            functions.add(column.flag("scaled") ? ColumnFunction.of(method, column.numbers("learned"), state) : null);
        }
        return new FittedScaling(method, inputs, functions);
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    /** What happens to a column; empty if it passes unchanged. */
    Optional<ColumnFunction> function(int column) {
        return Optional.ofNullable(functions.get(column));
    }

    @Override
    public FeatureMatrix apply(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        Columns.require(inputs, matrix);
        FeatureMatrix.Builder scaled = FeatureMatrix.builder(features, matrix.rowCount(), checkpoint);
        for (int c = 0; c < inputs.size(); c++) {
            double[] values = matrix.column(c);
            ColumnFunction function = functions.get(c);
            int refused = function == null ? ColumnFunction.DONE : apply(function, values, checkpoint);
            if (refused != ColumnFunction.DONE) {
                throw InvalidInputException.at(
                        refused + 1L,
                        inputs.get(c).name(),
                        "log1p needs a value above -1; use Scaling.signedLog1p() where values can be negative");
            }
            scaled.setColumn(c, values);
        }
        return scaled.build();
    }

    private static int apply(ColumnFunction function, double[] values, Checkpoint checkpoint) {
        int refused = ColumnFunction.DONE;
        for (int from = 0; from < values.length && refused == ColumnFunction.DONE; from += PIECE) {
            checkpoint.now();
            refused = function.apply(values, from, Math.min(from + PIECE, values.length));
        }
        return refused;
    }

    @Override
    public Learning learned() {
        return method.learned();
    }

    @Override
    public ModelState state() {
        List<ModelState> columns = new ArrayList<>();
        for (ColumnFunction function : functions) {
            columns.add(ModelState.of("column/1")
                    .put("scaled", function != null)
                    .put("learned", function == null ? new double[0] : function.parameters())
                    .build());
        }
        return ModelState.of(method.type())
                .putChildren("inputs", Stored.of(inputs))
                .putChildren("columns", columns)
                .build();
    }
}
