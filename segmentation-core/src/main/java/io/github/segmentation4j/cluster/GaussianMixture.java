package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/**
 * Gaussian mixture: k normal distributions with weights that make the rows likely, found by expectation-maximisation.
 *
 * <pre>{@code
 * Clustering clustering = GaussianMixture.withClusters(3).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * double[] memberships = ((GaussianMixtureModel) clustering.model()).memberships(row);
 * }</pre>
 */
public final class GaussianMixture implements Clusterer {
    static final String STAGE = "Gaussian mixture";

    /** Below it, rounding alone would decide what a covariance is. */
    private static final double LEAST_REGULARISATION = 1e-12;

    private final int clusters;
    private final Covariance covariance;
    private final Start start;
    private final int restarts;
    private final int maxIterations;
    private final double tolerance;
    private final double regularisation;

    /** What shape the covariances of the clusters have. */
    public enum Covariance {
        /** Each cluster has a matrix of its own: ellipsoids of any direction. */
        FULL("full"),
        /** Each cluster has a variance for each column: ellipsoids along the columns. */
        DIAGONAL("diagonal"),
        /** All clusters share one matrix: ellipsoids of one shape and direction. */
        TIED("tied"),
        /** Each cluster has one variance for all columns: balls. The only shape for which the units of the columns matter. */
        SPHERICAL("spherical");

        private final String words;

        Covariance(String words) {
            this.words = words;
        }
    }

    /** What the first distributions of a run are made of. */
    public enum Start {
        /** The clusters of a run of {@link KMeans}. */
        K_MEANS("k-means"),
        /** Rows drawn in proportion to their weight, all different, as means, each with the covariance of all rows. */
        RANDOM_ROWS("random rows");

        private final String words;

        Start(String words) {
            this.words = words;
        }
    }

    private GaussianMixture(
            int clusters,
            Covariance covariance,
            Start start,
            int restarts,
            int maxIterations,
            double tolerance,
            double regularisation) {
        this.clusters = clusters;
        this.covariance = covariance;
        this.start = start;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
        this.tolerance = tolerance;
        this.regularisation = regularisation;
    }

    /**
     * A mixture of full covariances, started from k-means, with 10 restarts of at most 1,000 iterations each, tolerance
     * 1e-8 and regularisation 1e-6.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static GaussianMixture withClusters(int clusters) {
        return new GaussianMixture(
                OptionChecks.atLeastOne("clusters", clusters), Covariance.FULL, Start.K_MEANS, 10, 1_000, 1e-8, 1e-6);
    }

    /** This mixture with another shape of the covariances; {@link Covariance#FULL} if not said. */
    public GaussianMixture withCovariance(Covariance shape) {
        Objects.requireNonNull(shape, "covariance");
        return new GaussianMixture(clusters, shape, start, restarts, maxIterations, tolerance, regularisation);
    }

    /** This mixture with another way to start; {@link Start#K_MEANS} if not said. */
    public GaussianMixture withStart(Start newStart) {
        Objects.requireNonNull(newStart, "start");
        return new GaussianMixture(clusters, covariance, newStart, restarts, maxIterations, tolerance, regularisation);
    }

    /**
     * This mixture with a number of runs from different starts; 10 if not said.
     *
     * @param count at least 1
     */
    public GaussianMixture withRestarts(int count) {
        return new GaussianMixture(
                clusters,
                covariance,
                start,
                OptionChecks.atLeastOne("restarts", count),
                maxIterations,
                tolerance,
                regularisation);
    }

    /**
     * This mixture with a limit on the iterations of a run; 1,000 if not said.
     *
     * @param count at least 1
     */
    public GaussianMixture withMaxIterations(int count) {
        return new GaussianMixture(
                clusters,
                covariance,
                start,
                restarts,
                OptionChecks.atLeastOne("max iterations", count),
                tolerance,
                regularisation);
    }

    /**
     * This mixture with the gain at which a run ends: it stops once an iteration raises the mean log-likelihood of a row by
     * no more. 1e-8 if not said.
     *
     * @param gain finite, not negative
     */
    public GaussianMixture withTolerance(double gain) {
        if (!(gain >= 0) || Double.isInfinite(gain)) {
            throw new IllegalArgumentException("tolerance must be finite and not negative, was " + gain);
        }
        return new GaussianMixture(clusters, covariance, start, restarts, maxIterations, gain, regularisation);
    }

    /**
     * This mixture with the least variance that a cluster may have in any direction, as a part of the variance of all rows.
     * It keeps a cluster from shrinking onto a single row or into a plane, where its density would be infinite. Nothing
     * is added to a covariance that is above it, so it does not change clusters that need no help. 1e-6 if not said.
     *
     * @param share 1e-12 to 1
     */
    public GaussianMixture withRegularisation(double share) {
        if (!(share >= LEAST_REGULARISATION && share <= 1)) {
            throw new IllegalArgumentException(
                    "regularisation must be from " + LEAST_REGULARISATION + " to 1, was " + share);
        }
        return new GaussianMixture(clusters, covariance, start, restarts, maxIterations, tolerance, share);
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        throw new UnsupportedOperationException("the fit follows in the next commit");
    }

    @Override
    public String describe() {
        return "Gaussian mixture(clusters=" + clusters + ", covariance=" + covariance.words + ", restarts=" + restarts
                + ", start=" + start.words + ", maxIterations=" + maxIterations + ", tolerance=" + tolerance
                + ", regularisation=" + regularisation + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
