package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import org.junit.jupiter.api.Test;

class TrimmedKMeansContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return TrimmedKMeans.withClusters(clusters).withRestarts(5);
    }

    /** The contract's own groups have no outliers, so a share of them would be trimmed; here the outliers are known. */
    @Test
    @Override
    protected void groupsFarApartAreFound() {
        double[][] rows = new double[400][];
        for (int row = 0; row < rows.length; row++) {
            // Each twentieth row lies far away from all others, so 0.05 of them do.
            boolean outlier = row % 20 == 19;
            rows[row] = outlier ? new double[] {row * 1e3, -row * 1e4} : new double[] {row % 3 * 50 + row % 7, row % 5};
        }
        Clustering found = clusterer(3).fit(FeatureMatrix.of(rows), RunContext.seeded(1));
        for (int row = 0; row < rows.length; row++) {
            assertThat(found.label(row)).isEqualTo(row % 20 == 19 ? Clustering.NOISE : row % 3);
        }
    }
}
