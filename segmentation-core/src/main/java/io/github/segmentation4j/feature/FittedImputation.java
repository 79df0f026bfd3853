package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;

/** The fitted form of {@link Imputation}. */
final class FittedImputation implements FittedTransform {
    static final String TYPE = "imputation/1";

    private final List<Feature> inputs;
    private final List<Column> columns;
    private final Learning learned;
    private final List<Feature> features;

    /** What happens to one column. */
    private record Column(boolean filled, double fill, boolean indicated) {
        ModelState state() {
            ModelState.Builder state =
                    ModelState.of("column/1").put("filled", filled).put("indicated", indicated);
            return (filled ? state.put("fill", fill) : state).build();
        }

        static Column restore(ModelState state) {
            boolean filled = state.flag("filled");
            return new Column(filled, filled ? state.number("fill") : 0, state.flag("indicated"));
        }
    }

    private FittedImputation(List<Feature> inputs, List<Column> columns, Learning learned) {
        this.inputs = inputs;
        this.columns = columns;
        this.learned = learned;
        List<Feature> made = new ArrayList<>(inputs);
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).indicated()) {
                Feature input = inputs.get(c);
                made.add(Feature.from(input.name() + " (missing)", "", List.of(input)));
            }
        }
        features = List.copyOf(made);
    }

    static FittedImputation of(
            List<Feature> inputs, boolean[] filled, double[] fills, boolean[] indicated, Learning learned) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < filled.length; c++) {
            columns.add(new Column(filled[c], filled[c] ? fills[c] : 0, indicated[c]));
        }
        return new FittedImputation(inputs, List.copyOf(columns), learned);
    }

    static FittedImputation restore(ModelState state) {
        List<Feature> inputs = Stored.features(state, "inputs");
        List<Column> columns =
                state.children("columns").stream().map(Column::restore).toList();
        Stored.require(inputs.size() == columns.size(), state);
        return new FittedImputation(inputs, columns, Stored.constant(Learning.class, state, "learned"));
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    /** How many columns it was given; they stay, and those that mark missing values follow. */
    int inputCount() {
        return inputs.size();
    }

    @Override
    public FeatureMatrix apply(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        Columns.require(inputs, matrix);
        FeatureMatrix.Builder made = FeatureMatrix.builder(features, matrix.rowCount(), checkpoint);
        int indicator = inputs.size();
        for (int c = 0; c < inputs.size(); c++) {
            Column column = columns.get(c);
            double[] values = matrix.column(c);
            for (int row = 0; row < values.length; row++) {
                checkpoint.at(row);
                if (Double.isNaN(values[row])) {
                    if (column.indicated()) {
                        made.set(row, indicator, 1);
                    }
                    if (column.filled()) {
                        values[row] = column.fill();
                    }
                }
            }
            made.setColumn(c, values);
            indicator += column.indicated() ? 1 : 0;
        }
        return made.build();
    }

    @Override
    public Learning learned() {
        return learned;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("learned", learned.name())
                .putChildren("inputs", Stored.of(inputs))
                .putChildren("columns", columns.stream().map(Column::state).toList())
                .build();
    }
}
