package io.github.segmentation4j.cluster;

class ConstrainedKMeansContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return ConstrainedKMeans.withClusters(clusters).withSizes(1, 9_001).withRestarts(4);
    }
}
