package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.run.RunContext;
import org.junit.jupiter.api.Test;

/** The number of clusters cannot be asked for; one of them is what comes of rows that may all be one cluster. */
class HdbscanContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return Hdbscan.withMinimumClusterSize(5)
                .withSingleCluster(clusters == 1 ? Hdbscan.SingleCluster.ALLOWED : Hdbscan.SingleCluster.REFUSED)
                .withMissing(MissingValues.REFUSE);
    }

    /** A row alone is fewer than the smallest cluster has, so it is noise, whatever is allowed. */
    @Test
    @Override
    protected void oneRowIsOneCluster() {
        Clustering found = clusterer(1).fit(matrix(new double[][] {{3, 4}}), RunContext.seeded(1));
        assertThat(found.labels()).containsExactly(Clustering.NOISE);
        assertThat(found.clusterCount()).isZero();
    }
}
