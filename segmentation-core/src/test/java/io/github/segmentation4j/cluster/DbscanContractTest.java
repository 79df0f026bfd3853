package io.github.segmentation4j.cluster;

class DbscanContractTest extends ClustererContract {
    /** Finds the number of clusters itself: groups of a standard deviation of 1 need a radius that spans their gaps. */
    @Override
    protected Clusterer clusterer(int clusters) {
        return Dbscan.withRadius(8).withMinimumNeighbours(1);
    }
}
