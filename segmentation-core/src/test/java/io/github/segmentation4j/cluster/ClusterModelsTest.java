package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterModelsTest {
    private static final FeatureMatrix ROWS = FeatureMatrix.of(new double[][] {{0, 1}, {10, 2}, {10, 9}, {4, 4}});

    private final RunContext context = RunContext.seeded(1);

    @Test
    void givenCentresAreNumberedAsKMeansNumbersItsOwn() {
        Clustering found = KMeans.withClusters(3).fit(ROWS, context);
        CentroidModel model = (CentroidModel) found.model();
        double[][] shuffled = {model.centroid(2), model.centroid(0), model.centroid(1)};
        ClusterModel given = ClusterModels.ofCentroids(shuffled, ROWS, context);
        assertThat(given.assign(ROWS, context)).isEqualTo(found.labels());
        assertThat(given.state().value("centroids")).isEqualTo(model.state().value("centroids"));
    }

    @Test
    void givenCentresAreCopiedAndRestored() {
        double[][] centres = {{0, 0}, {10, 5}};
        CentroidModel model = ClusterModels.ofCentroids(centres, ROWS, context);
        centres[0][0] = 100;
        assertThat(model.centroid(0)).containsExactly(0, 0);
        ClusterModel restored = ClusterModels.restore(model.state(), Map.of());
        assertThat(restored.assign(ROWS, context)).containsExactly(0, 1, 1, 0);
    }

    @Test
    void numberedCentresKeepTheirOrderAndAreCopied() {
        double[][] centres = {{10, 5}, {0, 0}};
        CentroidModel model = ClusterModels.ofNumberedCentroids(centres);
        centres[0][0] = 100;
        assertThat(model.assign(ROWS, context)).containsExactly(1, 0, 0, 1);
        assertThatThrownBy(() -> ClusterModels.ofNumberedCentroids(new double[0][]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterModels.ofNumberedCentroids(new double[1][0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterModels.ofNumberedCentroids(new double[][] {{1}, {1, 2}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void centresThatCannotBeAreRefused() {
        assertThatThrownBy(() -> ClusterModels.ofCentroids(new double[0][], ROWS, context))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterModels.ofCentroids(new double[][] {{1, Double.NaN}}, ROWS, context))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterModels.ofCentroids(new double[][] {{1}}, ROWS, context))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void centresAreNumberedByKnownRangesWithoutLookingAtRows() {
        double[][] centres = {{10, 5}, {0, 7}, {0, 5}};
        CentroidModel model = ClusterModels.ofCentroids(centres, new double[] {-20, 0}, new double[] {20, 10});
        centres[2][0] = 100;
        assertThat(model.centroid(0)).containsExactly(0, 5);
        assertThat(model.centroid(1)).containsExactly(0, 7);
        assertThat(model.centroid(2)).containsExactly(10, 5);
    }

    @Test
    void rangesThatCannotBeAreRefused() {
        double[][] centres = {{1}};
        double[][] low = {{2}, {Double.NaN}, {Double.NEGATIVE_INFINITY}, {0, 0}, {-Double.MAX_VALUE}};
        double[][] high = {{1}, {1}, {1}, {1}, {Double.MAX_VALUE}};
        for (int i = 0; i < low.length; i++) {
            double[] least = low[i];
            double[] most = high[i];
            assertThatThrownBy(() -> ClusterModels.ofCentroids(centres, least, most))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ClusterModels.ofCentroids(new double[0][], new double[1], new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
