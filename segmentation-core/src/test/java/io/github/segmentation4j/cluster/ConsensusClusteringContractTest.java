package io.github.segmentation4j.cluster;

class ConsensusClusteringContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return ConsensusClustering.withClusters(clusters);
    }
}
