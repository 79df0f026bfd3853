package io.github.segmentation4j.cluster;

/** A model that says how likely rows are: a probability density over the features, from which criteria such as BIC follow. */
public interface DensityModel extends SoftModel {
    /**
     * The natural logarithm of the density at a row.
     *
     * @param row {@link #columnCount()} finite values
     */
    double logDensity(double[] row);

    /** The number of free parameters that were estimated. */
    int parameterCount();
}
