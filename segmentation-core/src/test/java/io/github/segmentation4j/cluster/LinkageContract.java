package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.Arrays;

/** The contract for agglomerative clustering by one linkage. */
abstract class LinkageContract extends ClustererContract {
    /** The linkage under test. */
    abstract Linkage linkage();

    @Override
    protected Clusterer clusterer(int clusters) {
        return Agglomerative.withClusters(clusters).withLinkage(linkage());
    }

    /** The first of many rows, since all pairs of them are compared. */
    @Override
    protected FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(Arrays.copyOf(rows, Math.min(rows.length, 1_500)));
    }
}
