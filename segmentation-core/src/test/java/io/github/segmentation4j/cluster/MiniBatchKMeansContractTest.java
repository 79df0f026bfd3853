package io.github.segmentation4j.cluster;

import org.junit.jupiter.api.Nested;

class MiniBatchKMeansContractTest {
    /** Batches so small that the data of the contract needs many. */
    @Nested
    class WithSmallBatches extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return MiniBatchKMeans.withClusters(clusters).withBatchSize(64).withMaxBatches(30);
        }
    }

    @Nested
    class FinishedByLloyd extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return MiniBatchKMeans.withClusters(clusters)
                    .withBatchSize(300)
                    .withMaxBatches(10)
                    .withFinish(MiniBatchKMeans.Finish.LLOYD);
        }
    }
}
