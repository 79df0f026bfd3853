package io.github.segmentation4j.distance;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;

/**
 * A way to say how unlike two rows are, before it has seen any. {@link Distances} makes those of this
 * library; one of your own is given to a clusterer like them.
 *
 * <p>Implementations are immutable and safe for use by several threads; {@code fit} changes nothing in them.
 */
public interface Dissimilarity {
    /**
     * Learns from the rows what it must know, such as the ranges of the columns.
     *
     * @param matrix n rows x d columns
     * @param context executor and cancellation
     * @throws io.github.segmentation4j.run.InvalidInputException if it cannot be learned from these rows
     */
    FittedDissimilarity fit(FeatureMatrix matrix, RunContext context);

    /** The dissimilarity with its options, for provenance, such as {@code euclidean}. */
    String describe();
}
