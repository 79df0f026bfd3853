package io.github.segmentation4j.cluster;

/**
 * Normal distributions with weights, one for each cluster. A row belongs to the cluster whose posterior probability is the
 * greatest, of several the lowest; its memberships are the posterior probabilities.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface GaussianMixtureModel extends DensityModel {
    /** The shape of the covariances. */
    GaussianMixture.Covariance covarianceShape();

    /**
     * The share of the rows that a cluster stands for: from 0 to 1, all together 1.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    double weight(int cluster);

    /**
     * The mean of a cluster, copied.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    double[] mean(int cluster);

    /**
     * The covariance matrix of a cluster, d x d, copied; also where the shape makes it diagonal, or the same for all.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    double[][] covariance(int cluster);
}
