package io.github.segmentation4j.cluster;

class BisectingKMeansContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return BisectingKMeans.withClusters(clusters).withRuns(3);
    }
}
