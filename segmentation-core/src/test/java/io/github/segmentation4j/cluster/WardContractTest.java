package io.github.segmentation4j.cluster;

class WardContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return Agglomerative.withClusters(clusters);
    }
}
