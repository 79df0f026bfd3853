package io.github.segmentation4j.cluster;

class KMeansContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return KMeans.withClusters(clusters).withRestarts(5);
    }
}
