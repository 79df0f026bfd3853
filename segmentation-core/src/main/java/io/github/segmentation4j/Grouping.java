package io.github.segmentation4j;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.quality.ChooseClusterCount;
import io.github.segmentation4j.quality.ClusterCountChoice;
import io.github.segmentation4j.run.RunContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How groups are found: by a clusterer with a number of clusters, or by a choice among numbers. */
sealed interface Grouping {
    /**
     * Finds the groups.
     *
     * @param matrix the features
     * @param opened the protected groups of {@link #protectedAttributes()}
     * @param context of the run
     */
    Result fit(FeatureMatrix matrix, List<Categories> opened, RunContext context);

    /** The protected attributes that must be opened for it. */
    List<String> protectedAttributes();

    /** What the features may know about the customers. */
    Set<Learning> acceptedLearning();

    /**
     * What was found.
     *
     * @param clustering the groups
     * @param description the algorithm with its options
     * @param choice how the number of clusters was chosen, if it was
     */
    record Result(
            Clustering clustering,
            String description,
            @Nullable ClusterCountChoice choice) {}

    /** A clusterer with a given number of clusters. */
    record Given(Clusterer clusterer) implements Grouping {
        @Override
        public Result fit(FeatureMatrix matrix, List<Categories> opened, RunContext context) {
            TrainingSet training = TrainingSet.of(matrix).withGroups(opened);
            return new Result(clusterer.fit(training, context), clusterer.describe(), null);
        }

        @Override
        public List<String> protectedAttributes() {
            return clusterer.protectedAttributes();
        }

        @Override
        public Set<Learning> acceptedLearning() {
            return clusterer.acceptedLearning();
        }
    }

    /** A choice among numbers of clusters. */
    record Chosen(ChooseClusterCount chooser) implements Grouping {
        @Override
        public Result fit(FeatureMatrix matrix, List<Categories> opened, RunContext context) {
            ClusterCountChoice choice = chooser.choose(matrix, context);
            return new Result(choice.clustering(), chooser.describe(choice.clusterCount()), choice);
        }

        @Override
        public List<String> protectedAttributes() {
            return List.of();
        }

        @Override
        public Set<Learning> acceptedLearning() {
            return EnumSet.allOf(Learning.class);
        }
    }
}
