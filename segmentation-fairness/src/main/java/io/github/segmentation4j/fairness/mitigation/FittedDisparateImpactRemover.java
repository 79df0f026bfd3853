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
import java.util.Arrays;
import java.util.List;

/** The fitted form of a {@link DisparateImpactRemover}. */
final class FittedDisparateImpactRemover implements FittedMitigation {
    static final String TYPE = "mitigation.disparateImpact/1";

    private final KnownGroups known;
    private final int[] occupied;
    private final List<RepairedColumn> columns;
    private final List<Feature> features;
    private final Options options;

    /** What was asked for. */
    record Options(double repair, GroupServing serving) {}

    /**
     * A fitted remover.
     *
     * @param occupied the combinations of levels that have a group, rising; group g of a column is that of place g
     */
    FittedDisparateImpactRemover(
            KnownGroups known, int[] occupied, List<RepairedColumn> columns, List<Feature> features, Options options) {
        this.known = known;
        this.occupied = occupied;
        this.columns = columns;
        this.features = features;
        this.options = options;
    }

    static FittedDisparateImpactRemover restore(ModelState state) {
        KnownGroups known = KnownGroups.restore(state.child("groups"));
        int[] occupied = Arrays.stream(state.numbers("combinations"))
                .mapToInt(c -> (int) c)
                .toArray();
        int combinations = known.combinations();
        List<RepairedColumn> columns =
                state.children("columns").stream().map(RepairedColumn::restore).toList();
        List<Feature> features = MitigationInput.features(state);
        boolean fits = columns.size() == features.size();
        for (int g = 0; g < occupied.length; g++) {
            fits &= occupied[g] >= 0 && occupied[g] < combinations && (g == 0 || occupied[g - 1] < occupied[g]);
        }
        fits &= columns.stream().allMatch(column -> column.byGroup().size() == occupied.length);
        MitigationInput.require(fits, state);
        double repair = MitigationInput.share("the repair level", state.number("repair"));
        return new FittedDisparateImpactRemover(
                known, occupied, columns, features, new Options(repair, GroupServing.restore(state.child("serving"))));
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
        int[] cells = known.combined(known.codes(groups, matrix.rowCount()));
        Checkpoint checkpoint = MitigationInput.checkpoint(context);
        for (int row = 0; row < cells.length; row++) {
            checkpoint.at(row);
            // A combination that was not there in the fit is searched in vain, which gives a negative place.
            cells[row] = cells[row] < 0 ? Categories.MISSING : Arrays.binarySearch(occupied, cells[row]);
        }
        return MitigationInput.made(matrix, features, context, (c, values) -> {
            RepairedColumn column = columns.get(c);
            for (int row = 0; row < values.length; row++) {
                checkpoint.at(row);
                values[row] = column.at(cells[row], values[row], options.repair);
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
        return ModelState.of(TYPE)
                .put("groups", known.state())
                .put("combinations", Arrays.stream(occupied).asDoubleStream().toArray())
                .putChildren(
                        "columns", columns.stream().map(RepairedColumn::state).toList())
                .putChildren("features", features.stream().map(Feature::state).toList())
                .put("repair", options.repair)
                .put("serving", options.serving.state())
                .build();
    }

    @Override
    public String toString() {
        return "disparate impact remover of " + known.attributes() + " for " + features.size() + " columns";
    }
}
