package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;

/** A model that says how likely rows are: a probability density over the features, from which criteria such as BIC follow. */
public interface DensityModel extends SoftModel {
    /**
     * The natural logarithm of the density at a row.
     *
     * @param row {@link #columnCount()} finite values
     */
    double logDensity(double[] row);

    /**
     * The natural logarithms of the density at rows: for each what {@link #logDensity(double[])} gives.
     *
     * @param matrix with {@link #columnCount()} columns and no missing value
     * @param context executor and cancellation
     */
    default double[] logDensities(FeatureMatrix matrix, RunContext context) {
        double[] logDensities = new double[matrix.rowCount()];
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < logDensities.length; r++) {
            if ((r & 1023) == 0) {
                context.throwIfCancelled("log densities");
            }
            matrix.copyRow(r, row);
            logDensities[r] = logDensity(row);
        }
        return logDensities;
    }

    /** The number of free parameters that were estimated. */
    int parameterCount();
}
