package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Figures that were published or found by independent programs on public data. */
class HdbscanGoldenTest {
    // The figures of the Python packages hdbscan (the row itself excluded) and scikit-learn (included).
    @ParameterizedTest
    @CsvSource({"SELF_EXCLUDED, 581, '196,197,264,311,354,406'", "SELF_INCLUDED, 565, '197,200,270,313,356,408'"})
    @RequiresData("clustering/other/hdbscan.data.gz")
    void documentationSet(Hdbscan.NeighbourCount convention, int noise, String sizes) {
        FeatureMatrix matrix = FeatureMatrix.of(ReferenceData.matrix("clustering/other/hdbscan.data.gz"));
        Clustering found = Hdbscan.withMinimumClusterSize(15)
                .withNeighbourCount(convention)
                .fit(matrix, RunContext.seeded(1));
        assertThat(Arrays.stream(found.labels()).filter(label -> label == Clustering.NOISE))
                .hasSize(noise);
        assertThat(Arrays.stream(found.sizes()).sorted())
                .containsExactly(Arrays.stream(sizes.split(",", -1))
                        .map(Integer::valueOf)
                        .toArray(Integer[]::new));
    }

    @ParameterizedTest
    @EnumSource
    @RequiresData("clustering/iris.csv")
    void irisIsTwoClustersWithoutNoise(Hdbscan.NeighbourCount convention) {
        ReferenceData.Iris iris = ReferenceData.iris();
        for (int size : new int[] {5, 10}) {
            Clustering found = Hdbscan.withMinimumClusterSize(size)
                    .withNeighbourCount(convention)
                    .fit(FeatureMatrix.of(iris.rows()), RunContext.seeded(1));
            assertThat(found.sizes()).containsExactly(50, 100);
            assertThat(Agreement.between(found.labels(), iris.species())
                            .adjustedRand()
                            .orElseThrow())
                    .isCloseTo(.568116, within(5e-7));
        }
    }
}
