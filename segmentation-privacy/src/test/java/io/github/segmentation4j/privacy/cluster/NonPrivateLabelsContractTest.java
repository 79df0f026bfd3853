package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.ClustererContract;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.run.RunContext;

/**
 * What a private clusterer cannot promise without help: noise that repeats itself (a seeded source for each fit), groups
 * and numbers of them that no noise changes (a budget without end), and bounds, which must be known beforehand for as many columns as
 * the rows of each law have.
 */
class NonPrivateLabelsContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return new Clusterer() {
            @Override
            public Clustering fit(TrainingSet training, RunContext context) {
                return labels(training.matrix().columnCount()).fit(training, context);
            }

            @Override
            public String describe() {
                return labels(3).describe();
            }

            private Clusterer labels(int columns) {
                return NonPrivateLabels.of(DpKMeans.withClusters(clusters)
                        .bounds(ColumnBounds.same(columns, -128, 128))
                        .charge(Fits.charge(Fits.PLENTY, 3)));
            }
        };
    }
}
