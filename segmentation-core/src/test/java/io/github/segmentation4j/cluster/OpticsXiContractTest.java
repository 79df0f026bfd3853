package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import org.junit.jupiter.api.Test;

class OpticsXiContractTest extends ClustererContract {
    /** Finds the number of clusters itself: the ways into groups far apart are steeper than any within them. */
    @Override
    protected Clusterer clusterer(int clusters) {
        return Optics.withMinimumNeighbours(5).withMaximumRadius(12).withExtraction(Optics.Extraction.xi(0.8, 10));
    }

    /** A valley has at least two rows. */
    @Test
    @Override
    protected void oneRowIsOneCluster() {
        Clustering found = clusterer(1).fit(FeatureMatrix.of(new double[][] {{3, 4}}), RunContext.seeded(1));
        assertThat(found.labels()).containsExactly(Clustering.NOISE);
        assertThat(found.clusterCount()).isZero();
    }
}
