package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * How far from its centroid a row may lie before it is trimmed: the smallest distance beyond which lies no more weight
 * than may be trimmed, and the part of the weight at that distance that must still be kept.
 *
 * <p>Distances are not sorted: as bits, those that are not negative are in the order of the numbers, so a few passes that
 * each sum the weights by the next bits, among the rows that share the bits found so far, find the
 * distance itself, with sums that are always added up in the order of the rows. Belongs to one thread.
 */
final class TrimReach {
    /** Bits found in a pass: with few rows, going through 2^16 sums would take longer than going through the rows. */
    private static final int FEW = 8;

    private static final int MANY = 16;

    /** Part of the weight to trim that rounding may take from it: a share of 5.0 / 105 trims five rows of 105. */
    private static final double ROUNDING = 1e-12;

    private final KMeansWork work;
    private final RunContext context;
    private final double budget;
    private final int digits;
    private final double[] sums;
    private final double[][] distances;
    private double distance;
    private double keptPart;
    private double trimmedAtDistance;

    /**
     * Prepares for any number of searches.
     *
     * @param share of the weight of all rows that may be trimmed, 0 to below 1
     */
    TrimReach(KMeansWork work, double share, RunContext context) {
        this.work = work;
        this.context = context;
        double total = 0;
        for (int b = 0; b < work.input().points().blockCount(); b++) {
            for (int p = 0; p < work.input().points().rowsIn(b); p++) {
                total += work.input().weights(b)[p];
            }
        }
        budget = share * total;
        digits = work.input().points().rows() < 1 << MANY ? FEW : MANY;
        sums = new double[1 << digits];
        distances = new double[work.input().points().blockCount()][PointBlocks.ROWS];
    }

    /** The squared distances of the rows of a block to their nearest centroids, shared: whoever goes through writes them. */
    double[] distances(int block) {
        return distances[block];
    }

    /** Looks at the distances of the last pass. */
    void find() {
        double slack = budget * ROUNDING;
        double left = budget;
        double weight = 0;
        long found = 0;
        for (int shift = Long.SIZE - digits; shift >= 0; shift -= digits) {
            sum(found, shift);
            int digit = -1;
            for (int d = sums.length - 1; d >= 0 && (digit < 0 || sums[digit] <= left + slack); d--) {
                if (sums[d] > 0) {
                    left -= digit < 0 ? 0 : sums[digit];
                    digit = d;
                }
            }
            weight = sums[digit];
            found |= (long) digit << shift;
        }
        distance = Double.longBitsToDouble(found);
        trimmedAtDistance = left <= slack ? 0 : Math.min(left, weight);
        keptPart = 1 - trimmedAtDistance / weight;
    }

    private void sum(long prefix, int shift) {
        Arrays.fill(sums, 0);
        for (int b = 0; b < work.input().points().blockCount(); b++) {
            context.throwIfCancelled("trimmed k-means");
            double[] squares = distances[b];
            double[] weights = work.input().weights(b);
            for (int p = 0; p < work.input().points().rowsIn(b); p++) {
                long bits = Double.doubleToRawLongBits(squares[p]);
                // Two shifts, because a shift by 64 would be none.
                if ((bits ^ prefix) >>> shift >>> digits == 0) {
                    sums[(int) (bits >>> shift) & (sums.length - 1)] += weights[p];
                }
            }
        }
    }

    /** The squared distance found: rows beyond it are trimmed, rows at it are kept. */
    double distance() {
        return distance;
    }

    /** The weight that is trimmed of the rows at the distance. */
    double trimmedAtDistance() {
        return trimmedAtDistance;
    }

    /** Whether a row at this distance is trimmed in part. */
    boolean trimsPartAt(double squaredDistance) {
        return squaredDistance == distance && trimmedAtDistance > 0;
    }

    /** Writes what of the weights of the rows of a block is kept. */
    void keep(int block, double[] kept) {
        double[] squares = distances[block];
        double[] weights = work.input().weights(block);
        for (int p = 0; p < work.input().points().rowsIn(block); p++) {
            kept[p] = weights[p] * part(squares[p]);
        }
    }

    /** What is kept of the weight of a row at a distance: 1, 0, or a part at the distance found. */
    double part(double squaredDistance) {
        if (squaredDistance < distance) {
            return 1;
        }
        return squaredDistance == distance ? keptPart : 0;
    }
}
