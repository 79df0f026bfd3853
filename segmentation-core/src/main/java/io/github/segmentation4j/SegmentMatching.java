package io.github.segmentation4j;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Optional;

/**
 * When a segment of a refit is the same as one before. The similarity of two segments, from 0 to 1, is a weighted mean
 * of their overlap, the Jaccard index of their customers among those in both runs, and of the closeness of their centres,
 * {@code 1 / (1 + (d / 0.5)^2)} for a distance of d standard deviations, the quadratic mean over the features that both
 * runs have. Where one of the two cannot be told the other counts alone: the overlap if neither segment has a customer in
 * both runs, the closeness without common features.
 *
 * <p>Among the pairs whose similarity reaches a threshold, those are the same segment that together are the most similar,
 * each segment in one pair at most; the optimum is exact. If several are equally good, up to a difference of 2^-40, the
 * first segment before is paired with the first possible one after, then the second.
 *
 * <p>A segment split if several later segments each have more than half of their customers from it, and a smallest share
 * of its own; several merged where the same is true backwards. Both are told by the customers in both runs alone.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: H. W. Kuhn, The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2, 1955
 * (the optimum); M. Spiliopoulou, I. Ntoutsi, Y. Theodoridis, R. Schult, MONIC: modeling and monitoring cluster
 * transitions, KDD 2006 (the kinds of change).
 *
 * <p>Implementation note: unlike MONIC it measures overlap from both sides, so that exchanging the runs turns splits into
 * mergers and births into deaths; an id can outlive a split.
 */
public final class SegmentMatching {
    /** Sums of similarities are exact in these units. */
    private static final double UNITS = 0x1.0p40;

    private static final SegmentMatching STANDARD = new SegmentMatching(0.8, 0.25, 0.1);

    private final double overlapWeight;
    private final double threshold;
    private final double smallestPart;

    private SegmentMatching(double overlapWeight, double threshold, double smallestPart) {
        this.overlapWeight = overlapWeight;
        this.threshold = threshold;
        this.smallestPart = smallestPart;
    }

    /**
     * The usual rule: an overlap weight of 0.8, a threshold of 0.25 and a smallest part of 0.1. A segment that fell into
     * four equal parts can just hand its id to one of them, and centres alone (0.2 at most) never outvote customers.
     */
    public static SegmentMatching standard() {
        return STANDARD;
    }

    /**
     * This rule with another weight of the overlap; the closeness of centres has the rest. Default: 0.8.
     *
     * @param weight 0 (centres alone) to 1 (customers alone)
     */
    public SegmentMatching withOverlapWeight(double weight) {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("the weight of the overlap must be 0 to 1, was " + weight);
        }
        return new SegmentMatching(weight, threshold, smallestPart);
    }

    /**
     * This rule with another similarity below which a segment is new. Default: 0.25.
     *
     * @param similarity above 0 to 1
     */
    public SegmentMatching withThreshold(double similarity) {
        if (!(similarity > 0 && similarity <= 1)) {
            throw new IllegalArgumentException("the threshold must be above 0 and at most 1, was " + similarity);
        }
        return new SegmentMatching(overlapWeight, similarity, smallestPart);
    }

    /**
     * This rule with another smallest share of a segment that counts as a part of it. Default: 0.1.
     *
     * @param share 0 to below 0.5
     */
    public SegmentMatching withSmallestPart(double share) {
        if (!(share >= 0 && share < 0.5)) {
            throw new IllegalArgumentException("the smallest part must be 0 to below 0.5, was " + share);
        }
        return new SegmentMatching(overlapWeight, threshold, share);
    }

    double smallestPart() {
        return smallestPart;
    }

    /** Segments before x segments after. */
    double[][] similarities(SegmentMembers before, SegmentMembers after, MigrationMatrix moves, Checkpoint checkpoint) {
        Optional<double[][]> closeness =
                before.centres().flatMap(mine -> after.centres().map(theirs -> mine.closeness(theirs, checkpoint)));
        double[][] result = new double[moves.oldSegments()][moves.newSegments()];
        for (int i = 0; i < result.length; i++) {
            checkpoint.now();
            for (int j = 0; j < result[i].length; j++) {
                double close = closeness.isPresent() ? closeness.get()[i][j] : Double.NaN;
                result[i][j] = similarity(overlap(moves, i, j), close);
            }
        }
        return result;
    }

    private static double overlap(MigrationMatrix moves, int i, int j) {
        long both = moves.count(i, j);
        // 0 / 0, NaN, where neither has a customer in both runs.
        return (double) both / (moves.staying(i) + moves.known(j) - both);
    }

    private double similarity(double overlap, double closeness) {
        if (Double.isNaN(overlap)) {
            return Double.isNaN(closeness) ? 0 : closeness;
        }
        return Double.isNaN(closeness) ? overlap : overlapWeight * overlap + (1 - overlapWeight) * closeness;
    }

    /** For each segment before the one after, or {@link OptimalMatching#NONE}. */
    int[] match(double[][] similarities, int after, Checkpoint checkpoint) {
        long[][] weights = new long[similarities.length][after];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < after; j++) {
                double similarity = similarities[i][j];
                weights[i][j] = similarity >= threshold ? Math.max(1, Math.round(similarity * UNITS)) : 0;
            }
        }
        return OptimalMatching.of(weights, after, checkpoint);
    }

    @Override
    public String toString() {
        return "overlap weight " + overlapWeight + ", threshold " + threshold + ", smallest part " + smallestPart;
    }
}
