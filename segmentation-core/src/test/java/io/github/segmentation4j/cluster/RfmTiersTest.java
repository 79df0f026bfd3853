package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.RfmTier;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class RfmTiersTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final List<Feature> COLUMNS =
            List.of(Feature.of("daysSinceLast"), Feature.of("frequency"), Feature.of("monetary"));

    private static FeatureMatrix random(int rows) {
        SeededRandom random = SeededRandom.of(3);
        double[][] values = new double[rows][];
        for (int i = 0; i < rows; i++) {
            values[i] = new double[] {random.nextInt(365), 1 + random.nextInt(20), 100 * random.nextDouble()};
        }
        return FeatureMatrix.of(COLUMNS, values);
    }

    @Test
    void clustersAreTheTiersThatOccurInTheirOrder() {
        FeatureMatrix matrix = FeatureMatrix.of(COLUMNS, new double[][] {
            {300, 1, 1}, {1, 9, 900}, {300, 1, 1}, {1, 9, 900}, {Double.NaN, 0, 0}
        });
        Clustering clustering = RfmTiers.quintiles().fit(matrix, CONTEXT);
        RfmTierModel model = (RfmTierModel) clustering.model();
        assertThat(model.clusterCount()).isEqualTo(2);
        // of four customers in two equal pairs, the upper pair lies above the bounds at 20 and 40 % only
        assertThat(model.tier(0)).isEqualTo(RfmTier.POTENTIAL_LOYALIST);
        assertThat(model.tier(1)).isEqualTo(RfmTier.ABOUT_TO_SLEEP);
        assertThat(clustering.labels()).containsExactly(1, 0, 1, 0, Clustering.NOISE);
    }

    @Test
    void assignmentOfTheTrainingRowsIsTheFit() {
        FeatureMatrix matrix = random(500);
        Clustering clustering = RfmTiers.quintiles().fit(matrix, CONTEXT);
        assertThat(clustering.model().assign(matrix, CONTEXT)).containsExactly(clustering.labels());
        assertThat(clustering.sizes()).doesNotContain(0);
    }

    @Test
    void orderOfRowsDoesNotMatter() {
        FeatureMatrix matrix = random(200);
        int[] backward = new int[200];
        for (int i = 0; i < 200; i++) {
            backward[i] = 199 - i;
        }
        Clustering forward = RfmTiers.quintiles().fit(matrix, CONTEXT);
        Clustering reversed = RfmTiers.quintiles().fit(matrix.rows(backward), CONTEXT);
        for (int i = 0; i < 200; i++) {
            assertThat(reversed.label(199 - i)).isEqualTo(forward.label(i));
        }
    }

    @Test
    void restoredAssignsTheSame() {
        FeatureMatrix matrix = random(300);
        Clustering clustering = RfmTiers.quintiles().fit(matrix, CONTEXT);
        RfmTierModel restored = RfmTierModel.restore(clustering.model().state());
        assertThat(restored.assign(matrix, CONTEXT)).containsExactly(clustering.labels());
        assertThatThrownBy(() -> RfmTierModel.restore(ModelState.of("other/1")
                        .putTexts("tiers", List.of("LOST"))
                        .build()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void oneCustomerIsOneCluster() {
        Clustering clustering =
                RfmTiers.quintiles().fit(FeatureMatrix.of(COLUMNS, new double[][] {{1, 2, 3}}), CONTEXT);
        assertThat(clustering.labels()).containsExactly(0);
    }
}
