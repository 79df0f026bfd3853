package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.ClustererContract;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of the contract's far groups are balanced without help, so its laws hold as they are; rules that bite do not. */
class FairKMeansContractTest extends ClustererContract {
    private static final double BALANCE = 0.4;

    @Override
    protected Clusterer clusterer(int clusters) {
        return new WithGroups(
                FairKMeans.withClusters(clusters).balance("group", BALANCE).withRestarts(3));
    }

    /** The labels obey rules on several rows at once; what holds is that the model knows the means. */
    @Test
    @Override
    protected void modelAssignsTheTrainingRowsAsTheFitDid() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{0}, {1}, {2}, {10}, {11}, {12}});
        Categories groups = Categories.of("group", List.of("a", "b"), new int[] {0, 0, 0, 1, 1, 1});
        Clustering found = FairKMeans.withClusters(2)
                .balance("group", 1)
                .fit(TrainingSet.of(rows).withGroups(List.of(groups)), RunContext.seeded(1));
        int[] served = found.model().assign(rows, RunContext.seeded(0));
        for (int row = 0; row < rows.rowCount(); row++) {
            assertThat(found.model().assign(rows.row(row))).isEqualTo(served[row]);
        }
        assertThat(found.labels()).isNotEqualTo(served);
    }

    /** Tells the clusterer under test groups that follow from the values of a row, so that its place means nothing. */
    private record WithGroups(Clusterer fair) implements Clusterer {
        @Override
        public Clustering fit(TrainingSet training, RunContext context) {
            FeatureMatrix matrix = training.matrix();
            int[] codes = new int[matrix.rowCount()];
            for (int row = 0; row < codes.length; row++) {
                codes[row] = (int) Math.abs(Math.round(1024 * matrix.get(row, 0)) % 2);
            }
            Categories groups = Categories.of("group", List.of("a", "b"), codes);
            return fair.fit(training.withGroups(List.of(groups)), context);
        }

        @Override
        public String describe() {
            return fair.describe();
        }
    }
}
