package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import org.junit.jupiter.api.Nested;

class KPrototypesContractTest {
    @Nested
    class OfNumbers extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return KPrototypes.withClusters(clusters).withRestarts(5);
        }
    }

    @Nested
    class OfNumbersAndCategories extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return KPrototypes.withClusters(clusters).withCategorical("x2").withRestarts(4);
        }

        /** The second column in steps as wide as a third of the gap between the groups: few codes, each often. */
        @Override
        protected FeatureMatrix matrix(double[][] rows) {
            return KModesContractTest.stepped(rows, 1);
        }
    }

    @Nested
    class DrawnStarts extends ClustererContract {
        @Override
        protected Clusterer clusterer(int clusters) {
            return KPrototypes.withClusters(clusters)
                    .withCategorical("x1")
                    .withStart(PrototypeStart.HUANG)
                    .withNumbers(KPrototypes.Numbers.STANDARDISED)
                    .withRestarts(20);
        }

        @Override
        protected FeatureMatrix matrix(double[][] rows) {
            return KModesContractTest.stepped(rows, 0);
        }
    }
}
