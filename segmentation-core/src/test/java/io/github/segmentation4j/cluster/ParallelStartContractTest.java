package io.github.segmentation4j.cluster;

class ParallelStartContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return KMeans.withClusters(clusters).withStart(KMeans.Start.PARALLEL).withRestarts(5);
    }
}
