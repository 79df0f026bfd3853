package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Principal components as learned: which columns make them up, and how much of the variance each holds.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FittedPca implements FittedTransform {
    static final String TYPE = "pca/1";

    private final List<Feature> inputs;
    private final Learned learned;
    private final List<Feature> features;

    /** What was learned; nobody else holds the arrays. */
    record Learned(double[] means, double[][] loadings, double[] variances, double total, Pca.Whitening whitening) {}

    FittedPca(List<Feature> inputs, Learned learned) {
        this.inputs = inputs;
        this.learned = learned;
        List<Feature> made = new ArrayList<>();
        for (int k = 1; k <= learned.loadings.length; k++) {
            made.add(Feature.from("pc" + k, "", inputs));
        }
        features = List.copyOf(made);
    }

    static FittedPca restore(ModelState state) {
        List<Feature> inputs = Stored.features(state, "inputs");
        double[] means = state.numbers("means");
        double[] variances = state.numbers("variances");
        List<ModelState> components = state.children("components");
        double[][] loadings = new double[components.size()][];
        boolean fits = means.length == inputs.size() && variances.length == loadings.length && !inputs.isEmpty();
        for (int k = 0; k < loadings.length; k++) {
            loadings[k] = components.get(k).numbers("loadings");
            fits &= loadings[k].length == means.length;
        }
        Stored.require(fits, state);
        Pca.Whitening whitening = Stored.constant(Pca.Whitening.class, state, "whitening");
        return new FittedPca(inputs, new Learned(means, loadings, variances, state.number("total"), whitening));
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    /** The number of components. */
    public int componentCount() {
        return learned.loadings.length;
    }

    /**
     * The weights of the columns in a component, a vector of length 1.
     *
     * @param component 0 to {@link #componentCount()} - 1
     * @return one for each column of the fit, copied
     */
    public double[] loadings(int component) {
        return learned.loadings[component].clone();
    }

    /**
     * The variance of a component among the training rows, with divisor n - 1.
     *
     * @param component 0 to {@link #componentCount()} - 1
     */
    public double variance(int component) {
        return learned.variances[component];
    }

    /**
     * The share of the variance of all columns that a component holds, 0 to 1; 0 if there is no variance.
     *
     * @param component 0 to {@link #componentCount()} - 1
     */
    public double explainedShare(int component) {
        return learned.total == 0 ? 0 : learned.variances[component] / learned.total;
    }

    @Override
    public FeatureMatrix apply(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        Columns.require(inputs, matrix);
        FeatureMatrix.Builder made = FeatureMatrix.builder(features, matrix.rowCount(), checkpoint);
        double[] row = new double[inputs.size()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            checkpoint.now();
            matrix.copyRow(r, row);
            for (int k = 0; k < learned.loadings.length; k++) {
                made.set(r, k, score(row, k));
            }
        }
        return made.build();
    }

    private double score(double[] row, int component) {
        double[] loadings = learned.loadings[component];
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            sum += loadings[c] * (row[c] - learned.means[c]);
        }
        if (learned.whitening == Pca.Whitening.NONE) {
            return sum;
        }
        double variance = learned.variances[component];
        // What rounding leaves of a variance of zero must not be blown up to one.
        boolean flat = variance <= 1e-14 * learned.total;
        return flat && !Double.isNaN(sum) ? 0 : sum / Math.sqrt(variance);
    }

    @Override
    public Learning learned() {
        return Learning.FROM_CUSTOMERS;
    }

    @Override
    public ModelState state() {
        List<ModelState> components = new ArrayList<>();
        for (double[] loadings : learned.loadings) {
            components.add(
                    ModelState.of("component/1").put("loadings", loadings).build());
        }
        return ModelState.of(TYPE)
                .putChildren("inputs", Stored.of(inputs))
                .put("means", learned.means)
                .putChildren("components", components)
                .put("variances", learned.variances)
                .put("total", learned.total)
                .put("whitening", learned.whitening.name())
                .build();
    }

    @Override
    public String toString() {
        return componentCount() + " principal components of " + inputs.size() + " columns";
    }
}
