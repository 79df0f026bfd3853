package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;

/**
 * The squared distances of rows to centres as whole numbers of a common unit, so small that all of them add up to no more
 * than 2^61. Sums of them are exact: they depend neither on the order of the rows nor on who adds them, what is left of a
 * sum is right to the last bit, and a gain of rounding alone cannot be.
 */
final class WholeCosts {
    private static final int BLOCK = 1 << 12;
    /** Rounding adds at most half a unit a row, far from what is left of 63 bits. */
    private static final int BITS = 61;

    private static final int ROUGH_BITS = 30;

    private WholeCosts() {}

    /**
     * The costs of the rows.
     *
     * @return for each row and centre
     * @throws InvalidInputException if squared distances overflow
     */
    static long[][] of(RuleInput input, BlockRunner runner, Checkpoint checkpoint) {
        double[] largest = new double[input.count()];
        forEachRow(input, runner, checkpoint, (row, distances) -> {
            double most = 0;
            for (double distance : distances) {
                most = Math.max(most, distance);
            }
            largest[row] = most;
        });
        int shift = shift(largest);
        long[][] costs = new long[input.count()][input.segments()];
        forEachRow(input, runner, checkpoint, (row, distances) -> {
            for (int j = 0; j < distances.length; j++) {
                costs[row][j] = (long) Math.rint(Math.scalb(distances[j], shift));
            }
        });
        return costs;
    }

    /** The power of two to multiply with, from a rough sum that is exact in whole numbers as well. */
    private static int shift(double[] largest) {
        double most = 0;
        for (double distance : largest) {
            most = Math.max(most, distance);
        }
        if (!Double.isFinite(most)) {
            throw RuleCosts.overflow();
        }
        if (most == 0) {
            return 0;
        }
        int rough = ROUGH_BITS - Math.getExponent(most);
        long sum = 0;
        for (double distance : largest) {
            sum += (long) Math.ceil(Math.scalb(distance, rough));
        }
        return BITS - (Long.SIZE - Long.numberOfLeadingZeros(sum)) + rough;
    }

    private static void forEachRow(RuleInput input, BlockRunner runner, Checkpoint checkpoint, RowAction action) {
        double[][] centres = input.centres();
        int blocks = (int) (((long) input.count() + BLOCK - 1) / BLOCK);
        runner.forEach(blocks, block -> {
            double[] row = new double[input.columns()];
            double[] distances = new double[centres.length];
            int first = block * BLOCK;
            int end = Math.min(input.count() - first, BLOCK) + first;
            for (int i = first; i < end; i++) {
                checkpoint.at(i);
                input.copyRow(i, row);
                for (int j = 0; j < centres.length; j++) {
                    distances[j] = RuleCosts.squaredDistance(row, centres[j]);
                }
                action.take(i, distances);
            }
        });
    }

    private interface RowAction {
        void take(int row, double[] distances);
    }
}
