package io.github.segmentation4j.cluster;

/** With so few leaf entries that the threshold grows in most of the tests. */
class BirchOfFewLeavesContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return Birch.withClusters(clusters).withMaximumLeaves(80).withBranching(5);
    }
}
