package io.github.segmentation4j.cluster;

class SpectralClusteringContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return SpectralClustering.withClusters(clusters);
    }
}
