package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * The moments of any run of sorted values, found by joining at most two prepared groups and fewer than two blocks of
 * single values. Unlike differences of prefix sums this cancels nothing: values are always taken as differences from one
 * within the run.
 *
 * <p>Memory for n values beside themselves: 3 log2(n / 16) doubles for every 16 of them. Immutable, and safe for use by
 * several threads.
 */
final class IntervalMoments {
    private static final int SHIFT = 4;
    private static final int BLOCK = 1 << SHIFT;

    private final double[] values;
    private final double[] weights;

    /**
     * Level by level, for each block: the moments of the blocks from it to the middle of its group of 2^(level + 1), on
     * whose side it lies. Means are differences from the value beside the middle.
     */
    private final double[][] groupMeans;

    private final double[][] groupWeights;
    private final double[][] groupSquares;

    /** Prepares the groups. */
    IntervalMoments(WeightedValues line, Checkpoint checkpoint) {
        values = line.values();
        weights = line.weights();
        int blocks = (values.length + BLOCK - 1) >>> SHIFT;
        int levels = blocks <= 1 ? 1 : Integer.SIZE - Integer.numberOfLeadingZeros(blocks - 1);
        groupMeans = new double[levels][blocks];
        groupWeights = new double[levels][blocks];
        groupSquares = new double[levels][blocks];
        for (int level = 0; level < levels; level++) {
            for (int middle = 1 << level; middle - (1 << level) < blocks; middle += 2 << level) {
                prepareLeft(level, middle, checkpoint);
                prepareRight(level, middle, checkpoint);
            }
        }
    }

    private void prepareLeft(int level, int middle, Checkpoint checkpoint) {
        Moments moments = new Moments();
        int end = Math.min(middle, groupMeans[level].length);
        double origin = values[leftOrigin(middle)];
        for (int block = end - 1; block >= middle - (1 << level); block--) {
            checkpoint.now();
            addDown(block << SHIFT, Math.min((block + 1) << SHIFT, values.length) - 1, origin, moments);
            store(level, block, moments);
        }
    }

    private void prepareRight(int level, int middle, Checkpoint checkpoint) {
        Moments moments = new Moments();
        int end = Math.min(middle + (1 << level), groupMeans[level].length);
        for (int block = middle; block < end; block++) {
            checkpoint.now();
            int last = Math.min((block + 1) << SHIFT, values.length) - 1;
            addDown(block << SHIFT, last, values[middle << SHIFT], moments);
            store(level, block, moments);
        }
    }

    private void store(int level, int block, Moments moments) {
        groupMeans[level][block] = moments.mean();
        groupWeights[level][block] = moments.weight();
        groupSquares[level][block] = moments.squares();
    }

    private int leftOrigin(int middle) {
        return (int) Math.min((long) middle << SHIFT, values.length) - 1;
    }

    /**
     * Fills in the moments of a run of values.
     *
     * @param from the first value
     * @param to the last value; the mean is given as the difference from it
     */
    void of(int from, int to, Moments moments) {
        moments.clear();
        double origin = values[to];
        int first = (from + BLOCK - 1) >>> SHIFT;
        int last = ((to + 1) >>> SHIFT) - 1;
        if (first > last) {
            addDown(from, to, origin, moments);
            return;
        }
        addDown((last + 1) << SHIFT, to, origin, moments);
        if (first == last) {
            addGroup(0, first, origin, moments);
        } else {
            int level = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(first ^ last);
            addGroup(level, last, origin, moments);
            addGroup(level, first, origin, moments);
        }
        addDown(from, (first << SHIFT) - 1, origin, moments);
    }

    private void addGroup(int level, int block, double origin, Moments moments) {
        int middle = ((block >>> level) | 1) << level;
        double own = values[block < middle ? leftOrigin(middle) : middle << SHIFT];
        moments.add(groupMeans[level][block] + (own - origin), groupWeights[level][block], groupSquares[level][block]);
    }

    private void addDown(int from, int to, double origin, Moments moments) {
        for (int i = to; i >= from; i--) {
            moments.add(values[i] - origin, weights[i]);
        }
    }
}
