package io.github.segmentation4j.cluster;

import org.junit.jupiter.api.Nested;

class GaussianMixtureContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return GaussianMixture.withClusters(clusters).withRestarts(3).withMaxIterations(100);
    }

    @Nested
    class Diagonal extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return GaussianMixture.withClusters(clusters)
                    .withCovariance(GaussianMixture.Covariance.DIAGONAL)
                    .withRestarts(3)
                    .withMaxIterations(100);
        }
    }

    @Nested
    class Tied extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return GaussianMixture.withClusters(clusters)
                    .withCovariance(GaussianMixture.Covariance.TIED)
                    .withRestarts(3)
                    .withMaxIterations(100);
        }
    }

    @Nested
    class Spherical extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return GaussianMixture.withClusters(clusters)
                    .withCovariance(GaussianMixture.Covariance.SPHERICAL)
                    .withRestarts(3)
                    .withMaxIterations(100);
        }
    }

    @Nested
    class FromRandomRows extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return GaussianMixture.withClusters(clusters)
                    .withStart(GaussianMixture.Start.RANDOM_ROWS)
                    .withRestarts(8)
                    .withTolerance(1e-4)
                    .withMaxIterations(100);
        }
    }
}
