package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.EuclideanEmbedding;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.internal.index.KdTree;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Optional;

/** The rows of a fit with what finds their neighbours: an index, or all distances. Never written once made. */
final class ReachabilitySpace {
    /** How neighbours are found. What is found is the same. */
    enum Way {
        INDEX,
        ALL_DISTANCES
    }

    /** Measured: from here on an index leaves out so little that measuring all distances takes as long, at 20,000 rows. */
    private static final int COLUMNS_FOR_INDEX = 16;

    final FittedDissimilarity dissimilarity;

    /** Distinct and ascending, without -0.0. */
    final double[][] rows;

    /** How many rows of the fit equal each. */
    final int[] copies;

    /** One of these two is there. */
    final Optional<KdTree> index;

    final Optional<RawDistances> distances;

    private ReachabilitySpace(
            FittedDissimilarity dissimilarity,
            double[][] rows,
            int[] copies,
            Optional<KdTree> index,
            Optional<RawDistances> distances) {
        this.dissimilarity = dissimilarity;
        this.rows = rows;
        this.copies = copies;
        this.index = index;
        this.distances = distances;
    }

    /** The way that takes less time. */
    static Way way(FittedDissimilarity dissimilarity) {
        return dissimilarity instanceof EuclideanEmbedding embedding && embedding.dimensions() <= COLUMNS_FOR_INDEX
                ? Way.INDEX
                : Way.ALL_DISTANCES;
    }

    static ReachabilitySpace of(
            FittedDissimilarity dissimilarity,
            double[][] rows,
            int[] copies,
            Way way,
            BlockRunner runner,
            Checkpoint checkpoint) {
        if (way == Way.ALL_DISTANCES || !(dissimilarity instanceof EuclideanEmbedding embedding)) {
            return new ReachabilitySpace(
                    dissimilarity,
                    rows,
                    copies,
                    Optional.empty(),
                    Optional.of(RawDistances.of(dissimilarity, rows, checkpoint)));
        }
        int dimensions = embedding.dimensions();
        double[] points = new double[Math.multiplyExact(rows.length, dimensions)];
        double[] coordinates = new double[dimensions];
        for (int r = 0; r < rows.length; r++) {
            checkpoint.at(r);
            embedding.embed(rows[r], coordinates);
            System.arraycopy(coordinates, 0, points, r * dimensions, dimensions);
        }
        return new ReachabilitySpace(
                dissimilarity,
                rows,
                copies,
                Optional.of(KdTree.of(points, dimensions, runner, checkpoint)),
                Optional.empty());
    }

    /**
     * The reachability tree.
     *
     * @param needed the number of rows, itself among them, within the core distance of a row; at most all copies
     */
    ReachabilityTree tree(int needed, ReachabilityProgress progress) {
        return index.isPresent()
                ? IndexedReachability.of(index.get(), copies, needed, progress)
                : PlainReachability.of(distances.orElseThrow(), copies, needed, progress);
    }

    /** The dissimilarity that a raw distance stands for. */
    double dissimilarity(double raw) {
        return dissimilarity instanceof EuclideanEmbedding embedding ? embedding.ofSquared(raw) : raw;
    }
}
