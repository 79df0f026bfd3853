package io.github.segmentation4j.distance;

import io.github.segmentation4j.run.ModelState;

/** The Mahalanobis distance with what it learned: Euclidean after columns became uncorrelated and of unit variance. Immutable. */
final class FittedMahalanobis implements EuclideanEmbedding {
    static final String TYPE = "mahalanobis/1";

    private final double[] mean;
    private final double[] deviations;

    /** The lower Cholesky factor of the correlations, row by row. */
    private final double[] lower;

    /** Takes over its arguments. */
    FittedMahalanobis(double[] mean, double[] deviations, double[] lower) {
        this.mean = mean;
        this.deviations = deviations;
        this.lower = lower;
    }

    static FittedDissimilarity restore(ModelState state) {
        int columns = StoredDissimilarity.columns(state);
        double[] mean = StoredDissimilarity.finite(state, "mean", columns);
        double[] deviations = StoredDissimilarity.finite(state, "deviations", columns);
        double[] lower = StoredDissimilarity.finite(state, "factor", (long) columns * columns);
        for (int c = 0; c < columns; c++) {
            StoredDissimilarity.require(deviations[c] > 0, "deviations", state);
            StoredDissimilarity.require(lower[c * columns + c] > 0, "factor", state);
        }
        return new FittedMahalanobis(mean, deviations, lower);
    }

    @Override
    public int columnCount() {
        return mean.length;
    }

    @Override
    public int dimensions() {
        return mean.length;
    }

    @Override
    public void embed(double[] row, double[] target) {
        for (int i = 0; i < mean.length; i++) {
            double rest = (row[i] - mean[i]) / deviations[i];
            for (int k = 0; k < i; k++) {
                rest -= lower[i * mean.length + k] * target[k];
            }
            target[i] = rest / lower[i * mean.length + i];
        }
    }

    @Override
    public double ofSquared(double squared) {
        return Math.sqrt(squared);
    }

    @Override
    public double between(double[] first, double[] second) {
        double[] coordinates = new double[mean.length];
        double[] others = new double[mean.length];
        embed(first, coordinates);
        embed(second, others);
        return ofSquared(Embedded.squared(coordinates, others));
    }

    @Override
    public boolean isMetric() {
        return true;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("columns", mean.length)
                .put("mean", mean)
                .put("deviations", deviations)
                .put("factor", lower)
                .build();
    }
}
