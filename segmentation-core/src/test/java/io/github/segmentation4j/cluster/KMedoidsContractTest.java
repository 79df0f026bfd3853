package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.Arrays;

class KMedoidsContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return KMedoids.withClusters(clusters);
    }

    /** At most 1,200 rows, since time grows with their square; still five blocks. */
    @Override
    protected FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(Arrays.copyOf(rows, Math.min(rows.length, 1_200)));
    }
}
