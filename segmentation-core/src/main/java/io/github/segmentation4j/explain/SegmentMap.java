package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Objects;

/**
 * Segments on a plane: a grid over the two directions in which customers differ most, with how many customers lie in each
 * square and which segment most of them belong to.
 *
 * <p>The directions are the first two principal components of the customers shown: those without a missing value, at most
 * 20,000 of them drawn with the seed. The grid spans the central 99 % of each direction; who lies outside counts in the
 * square at the edge, so that a few far customers neither squeeze the map nor can be told from it. A direction in which
 * nobody differs, such as the second one of a single feature, has everybody in the middle.
 *
 * <p><b>A square can hold one customer.</b> Whoever shows a map hides squares with few customers.
 *
 * <p>The same rows in the same order, with the same seed, give the same bits for any number of threads; in another order
 * others may be drawn. Cost: a look at each row where values are missing, then O(m d^2 + d^3) for m customers shown and d
 * features, of which those 256 that vary most are used if there are more. Immutable and safe for use by several threads.
 *
 * <p>References: I. T. Jolliffe, Principal Component Analysis, 2nd edition, 2002.
 *
 * @param columns the number of squares to the right
 * @param rows the number of squares upwards
 * @param axes the two directions, the one to the right first
 * @param squares those that hold a customer, from the lowest row up, each from left to right
 * @param centres one for each segment that has a customer on the map, in order
 * @param customers how many customers the map shows
 */
public record SegmentMap(
        int columns, int rows, List<Axis> axes, List<Square> squares, List<Centre> centres, int customers) {
    /** Copies the lists. */
    public SegmentMap {
        axes = List.copyOf(axes);
        squares = List.copyOf(squares);
        centres = List.copyOf(centres);
    }

    /**
     * A direction.
     *
     * @param share how much of the customers' variance lies along it, from 0 to 1
     * @param most the up to three features that make it up most, the largest weight first; none if nobody differs in it
     */
    public record Axis(double share, List<Weight> most) {
        /** Copies the list. */
        public Axis {
            most = List.copyOf(most);
        }
    }

    /**
     * A feature in a direction.
     *
     * @param feature as it was clustered
     * @param weight from -1 to 1; the squares of all weights of a direction add up to 1, and the largest is positive
     */
    public record Weight(Feature feature, double weight) {
        /** Checks that nothing is null. */
        public Weight {
            Objects.requireNonNull(feature, "feature");
        }
    }

    /**
     * A square with customers.
     *
     * @param column from 0
     * @param row from 0, upwards
     * @param customers at least 1
     * @param segment the segment of most of them, from 0, of several the lowest, or {@link Clustering#NOISE} if more of
     *     them belong to none
     * @param ofSegment how many of them belong to it
     */
    public record Square(int column, int row, int customers, int segment, int ofSegment) {}

    /**
     * The mean of a segment's customers on the map, at the edge if it lies outside.
     *
     * @param segment from 0
     * @param x from 0, the left edge, to {@link SegmentMap#columns()}
     * @param y from 0, the lower edge, to {@link SegmentMap#rows()}
     */
    public record Centre(int segment, double x, double y) {}

    /**
     * The map of a clustering on 24 x 16 squares, by principal components.
     *
     * @param features n rows x d columns; without a row that has all values the map is empty
     * @param clustering of these rows
     * @param context seed of the sample, executor, listener and cancellation
     * @throws IllegalArgumentException if the clustering is one of other rows
     * @throws InvalidInputException if values are too large for their variance to be computed
     */
    public static SegmentMap of(FeatureMatrix features, Clustering clustering, RunContext context) {
        requireRows(features, clustering);
        return MapDrawing.of(features, clustering, MapDrawing.FINEST, context);
    }

    private static void requireRows(FeatureMatrix features, Clustering clustering) {
        if (clustering.size() != features.rowCount()) {
            throw new IllegalArgumentException("there must be a label for each of the " + features.rowCount()
                    + " rows, were " + clustering.size() + "; give the matrix that was clustered");
        }
    }

    /**
     * The map of a clustering with fewer squares where customers are few: from 6 x 4 to 24 x 16.
     *
     * @param features as above
     * @param clustering of these rows
     * @param customersASquare so many customers would lie in each square if they were spread evenly, as near as the
     *     numbers of squares allow; at least 1
     * @param context as above
     * @throws IllegalArgumentException if the clustering is one of other rows
     * @throws InvalidInputException if values are too large for their variance to be computed
     */
    public static SegmentMap of(
            FeatureMatrix features, Clustering clustering, int customersASquare, RunContext context) {
        requireRows(features, clustering);
        if (customersASquare < 1) {
            throw new IllegalArgumentException("there must be at least 1 customer a square, was " + customersASquare);
        }
        return MapDrawing.of(features, clustering, customersASquare, context);
    }

    /** Tells the size only. */
    @Override
    public String toString() {
        return "map of " + customers + " customers on " + columns + " x " + rows + " squares";
    }
}
