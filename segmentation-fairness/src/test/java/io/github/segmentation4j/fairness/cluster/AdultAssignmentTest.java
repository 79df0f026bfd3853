package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of the table of Mantuano (arXiv 2605.13759): 48,842 persons, six columns, sex. */
@RequiresData({Adult.TRAIN, Adult.TEST})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdultAssignmentTest {
    private FeatureMatrix matrix;
    private Categories sex;

    @BeforeAll
    void read() {
        Adult adult = Adult.both();
        sex = adult.categories("sex");
        matrix = FeatureMatrix.of(Adult.minMax(
                adult.numbers("age", "fnlwgt", "education-num", "capital-gain", "capital-loss", "hours-per-week")));
    }

    /** Targets are (1 - lambda) floor(16192 / k) / ceil(32650 / k) for lambda .01, .10 and .30. */
    @ParameterizedTest
    @CsvSource({"2,99,3699", "5,90,2420", "10,99,1615", "10,90,1565", "10,70,1510", "15,99,1310"})
    void gapIsSmallAndEverySegmentIsBalanced(int segments, int percent, double cost) {
        long women = 16_192L / segments * percent;
        long men = (32_650L + segments - 1) / segments * 100;
        CentroidModel model = (CentroidModel) KMeans.withClusters(segments)
                .withRestarts(3)
                .fit(matrix, RunContext.seeded(7))
                .model();
        double[][] centres = new double[segments][];
        Arrays.setAll(centres, model::centroid);
        CertifiedAssignment fair = FairAssignment.under(GroupRules.balance("sex", women, men))
                .assign(matrix, centres, List.of(sex), RunContext.seeded(1));
        assertThat(fair.gap()).isLessThan(1e-3);
        assertThat(fair.cost()).isLessThan(cost);
        for (int j = 0; j < segments; j++) {
            long fewer = fair.counts("sex", "Female").get(j);
            long more = fair.counts("sex", "Male").get(j);
            assertThat(Math.min(fewer, more) * men).isGreaterThanOrEqualTo(Math.max(fewer, more) * women);
        }
    }
}
