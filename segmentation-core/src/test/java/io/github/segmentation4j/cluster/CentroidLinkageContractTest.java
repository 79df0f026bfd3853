package io.github.segmentation4j.cluster;

class CentroidLinkageContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return Agglomerative.withClusters(clusters).withLinkage(Linkage.CENTROID);
    }
}
