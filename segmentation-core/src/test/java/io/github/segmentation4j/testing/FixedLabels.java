package io.github.segmentation4j.testing;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;

/** A clusterer that looks at nothing and gives the labels it was told to give. */
public final class FixedLabels implements Clusterer {
    private final int[] labels;
    private final int clusters;

    /** Gives these labels, each below {@code clusters} or -1. */
    public FixedLabels(int clusters, int... labels) {
        this.clusters = clusters;
        this.labels = labels.clone();
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        return Clustering.of(
                labels, new FirstCluster(clusters, training.matrix().columnCount()));
    }

    @Override
    public String describe() {
        return "fixed labels";
    }

    private record FirstCluster(int clusterCount, int columnCount) implements ClusterModel {
        @Override
        public int assign(double[] row) {
            return 0;
        }

        @Override
        public ModelState state() {
            return ModelState.of("first-cluster/1").build();
        }
    }
}
