package io.github.segmentation4j.cluster;

class ClaraContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return Clara.withClusters(clusters);
    }
}
