package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.Arrays;

class SphericalKMeansContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return SphericalKMeans.withClusters(clusters).withRestarts(5);
    }

    /** Away from the origin, where the groups lie in different directions and no row is without one. */
    @Override
    protected FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> value + 100).toArray())
                .toArray(double[][]::new));
    }
}
