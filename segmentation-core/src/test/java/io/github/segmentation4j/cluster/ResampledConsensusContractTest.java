package io.github.segmentation4j.cluster;

/** Runs that see other rows each. */
class ResampledConsensusContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return ConsensusClustering.withClusters(clusters)
                .ofRuns(KMeans.withClusters(clusters).withRestarts(3), 7)
                .withResampling(Resampling.subsample(0.8));
    }
}
