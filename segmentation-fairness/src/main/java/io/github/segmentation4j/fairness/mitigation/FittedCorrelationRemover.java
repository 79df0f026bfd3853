package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedMitigation;
import io.github.segmentation4j.feature.GroupServing;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fitted form of a {@link CorrelationRemover}. */
final class FittedCorrelationRemover implements FittedMitigation {
    static final String TYPE = "mitigation.correlation/1";

    private final KnownGroups known;
    private final List<double[][]> effects;
    private final List<Feature> features;
    private final Options options;

    /** What was asked for. */
    record Options(double alpha, GroupServing serving) {}

    /**
     * A fitted remover.
     *
     * @param effects for each column, attribute and level what the group adds to the mean; nobody else holds them
     */
    FittedCorrelationRemover(KnownGroups known, List<double[][]> effects, List<Feature> features, Options options) {
        this.known = known;
        this.effects = effects;
        this.features = features;
        this.options = options;
    }

    static FittedCorrelationRemover restore(ModelState state) {
        KnownGroups known = KnownGroups.restore(state.child("groups"));
        List<Feature> features = MitigationInput.features(state);
        List<double[][]> effects = new ArrayList<>();
        boolean fits = state.children("columns").size() == features.size();
        for (ModelState column : state.children("columns")) {
            double[][] stored = column.children("attributes").stream()
                    .map(attribute -> attribute.numbers("effects"))
                    .toArray(double[][]::new);
            fits &= stored.length == known.levels().size();
            for (int a = 0; fits && a < stored.length; a++) {
                fits = stored[a].length == known.levels().get(a).size()
                        && Arrays.stream(stored[a]).allMatch(Double::isFinite);
            }
            effects.add(stored);
        }
        MitigationInput.require(fits, state);
        double alpha = MitigationInput.share("alpha", state.number("alpha"));
        return new FittedCorrelationRemover(
                known, effects, features, new Options(alpha, GroupServing.restore(state.child("serving"))));
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public List<String> protectedAttributes() {
        return known.attributes();
    }

    @Override
    public GroupServing serving() {
        return options.serving;
    }

    @Override
    public FeatureMatrix apply(FeatureMatrix matrix, List<Categories> groups, RunContext context) {
        int[][] codes = known.codes(groups, matrix.rowCount());
        Checkpoint checkpoint = MitigationInput.checkpoint(context);
        return MitigationInput.made(matrix, features, context, (c, values) -> {
            double[][] added = effects.get(c);
            for (int row = 0; row < values.length; row++) {
                checkpoint.at(row);
                double sum = 0;
                for (int a = 0; a < codes.length; a++) {
                    sum += codes[a][row] < 0 ? 0 : added[a][codes[a][row]];
                }
                values[row] -= options.alpha * sum;
            }
            return values;
        });
    }

    @Override
    public Learning learned() {
        return Learning.FROM_CUSTOMERS;
    }

    @Override
    public ModelState state() {
        List<ModelState> columns = new ArrayList<>();
        for (double[][] column : effects) {
            List<ModelState> attributes = Arrays.stream(column)
                    .map(added ->
                            ModelState.of("effects/1").put("effects", added).build())
                    .toList();
            columns.add(ModelState.of("column/1")
                    .putChildren("attributes", attributes)
                    .build());
        }
        return ModelState.of(TYPE)
                .put("groups", known.state())
                .putChildren("columns", columns)
                .putChildren("features", features.stream().map(Feature::state).toList())
                .put("alpha", options.alpha)
                .put("serving", options.serving.state())
                .build();
    }

    @Override
    public String toString() {
        return "correlation remover of " + known.attributes() + " for " + features.size() + " columns";
    }
}
