package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.Arrays;

class AverageLinkageContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return Agglomerative.withClusters(clusters).withLinkage(Linkage.AVERAGE);
    }

    /** The first of many rows: the linkage takes memory for all their pairs. */
    @Override
    protected FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(Arrays.copyOf(rows, Math.min(rows.length, 1_500)));
    }
}
