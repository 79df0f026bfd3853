package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;

/**
 * A number that says how good a partition of rows is, from the rows alone. Whoever needs an index takes any: the choice
 * of the number of clusters, a check, a report.
 *
 * <p>What every implementation keeps: the same bits for any number of threads; the names of the clusters do not matter;
 * what cannot be computed is {@link Statistic.Undetermined} with the reason.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface ValidityIndex {
    /** Which end of an index is the good one. */
    enum Direction {
        /** A partition with a higher value is better. */
        HIGHER_IS_BETTER,
        /** A partition with a lower value is better. */
        LOWER_IS_BETTER
    }

    /** The name of the index in its field, such as {@code silhouette}. */
    String name();

    /** Which end is the good one. */
    Direction direction();

    /**
     * Computes the index of a partition.
     *
     * @param matrix n rows x d columns, no value missing
     * @param labels the cluster of each row: any numbers, of which {@link Clustering#NOISE} alone has a meaning
     * @param context executor, listener and cancellation; the seed where the index is estimated from a sample
     * @throws IllegalArgumentException if there is not one label for each row
     * @throws io.github.segmentation4j.run.InvalidInputException if a value is missing
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    Statistic of(FeatureMatrix matrix, int[] labels, RunContext context);

    /**
     * Computes the index of a clustering.
     *
     * @param matrix the rows the clustering was fitted on
     * @param clustering with one label for each row
     * @param context executor, listener and cancellation
     */
    default Statistic of(FeatureMatrix matrix, Clustering clustering, RunContext context) {
        return of(matrix, clustering.labels(), context);
    }
}
