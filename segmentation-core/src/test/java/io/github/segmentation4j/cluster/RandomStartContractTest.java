package io.github.segmentation4j.cluster;

class RandomStartContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return KMeans.withClusters(clusters).withStart(KMeans.Start.RANDOM).withRestarts(50);
    }
}
