package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.ClustererContract;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

class FairLloydContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return new WithGroups(FairLloyd.withClusters(clusters).towards("group").withRestarts(3));
    }

    /** Tells the clusterer under test groups that follow from the values of a row, so that its place means nothing. */
    private record WithGroups(Clusterer fair) implements Clusterer {
        @Override
        public Clustering fit(TrainingSet training, RunContext context) {
            FeatureMatrix matrix = training.matrix();
            int[] codes = new int[matrix.rowCount()];
            for (int row = 0; row < codes.length; row++) {
                codes[row] = (int) Math.abs(Math.round(7 * matrix.get(row, 0)) % 3);
            }
            Categories groups = Categories.of("group", List.of("a", "b", "c"), codes);
            return fair.fit(training.withGroups(List.of(groups)), context);
        }

        @Override
        public String describe() {
            return fair.describe();
        }
    }
}
