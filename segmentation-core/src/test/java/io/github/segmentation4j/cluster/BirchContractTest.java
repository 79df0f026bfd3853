package io.github.segmentation4j.cluster;

class BirchContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return Birch.withClusters(clusters);
    }
}
