package io.github.segmentation4j.cluster;

class TrimmedKMeansWithoutTrimmingContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return TrimmedKMeans.withClusters(clusters).withTrimmedShare(0).withRestarts(5);
    }
}
