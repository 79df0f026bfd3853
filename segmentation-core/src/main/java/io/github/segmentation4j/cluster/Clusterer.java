package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.run.RunContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds groups of rows that are alike. A clusterer holds options only and {@code fit} never changes it.
 *
 * <p>What every implementation keeps, and the contract test checks: the same rows, options and seed give the same bits
 * for any number of threads; the numbers of the clusters follow from the data; a cancelled context stops the work within
 * 100 ms; the model's {@code assign} of the training rows gives the labels of the fit, unless these obey constraints on
 * several rows at once, which a model of single rows cannot know: then the clusterer says what holds instead. Links that a
 * clusterer does not obey it refuses, which {@link TrainingSet#matrix()} does for it.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface Clusterer {
    /**
     * Clusters rows.
     *
     * @param training n rows x d columns, with weights if there are any
     * @param context seed, executor, listener and cancellation
     * @throws io.github.segmentation4j.run.InvalidInputException if the rows cannot be clustered as asked, such as into
     *     more clusters than there are distinct rows
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    Clustering fit(TrainingSet training, RunContext context);

    /** Clusters rows that all weigh the same. */
    default Clustering fit(FeatureMatrix matrix, RunContext context) {
        return fit(TrainingSet.of(matrix), context);
    }

    /**
     * The protected attributes whose groups this clusterer must be told, in {@link TrainingSet#groups()}. A segmenter
     * opens them to lessen bias, says so in the provenance, and never makes features of them.
     *
     * @return names of attributes; none unless the clusterer is fair to groups
     */
    default List<String> protectedAttributes() {
        return List.of();
    }

    /**
     * What the features it is given may know about the customers. Features that learned from the customers in the open,
     * such as z-scores, would tell about them whatever the clusterer hides; a private one refuses them, and a segmenter
     * stops before it is asked.
     *
     * @return everything unless the clusterer is private
     */
    default Set<Learning> acceptedLearning() {
        return EnumSet.allOf(Learning.class);
    }

    /** The algorithm with its options, for provenance, such as {@code k-means(clusters=5, restarts=10)}. */
    String describe();
}
