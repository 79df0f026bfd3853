package io.github.segmentation4j.cluster;

class SingleLinkageContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return Agglomerative.withClusters(clusters).withLinkage(Linkage.SINGLE);
    }
}
