package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * The order in which {@link Optics} visited rows, with the reachability of each: drawn as a curve, clusters are its valleys.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class OpticsOrdering {
    private final int[] order;
    private final double[] reachability;
    private final double[] coreDistance;

    /** By position the one of the row it was reached from; its own where there is none. */
    private final int[] predecessors;

    private OpticsOrdering(int[] order, double[] reachability, double[] coreDistance, int[] predecessors) {
        this.order = order;
        this.reachability = reachability;
        this.coreDistance = coreDistance;
        this.predecessors = predecessors;
    }

    /**
     * The ordering of all rows from that of distinct ones: equal rows follow each other, and the first of them reaches the
     * others at its core distance.
     *
     * @param of for each row the distinct one that equals it
     */
    static OpticsOrdering of(OpticsRun run, int[] of, Checkpoint checkpoint) {
        int[] next = new int[run.order.length];
        for (int row : of) {
            next[row]++;
        }
        int[] first = new int[run.order.length];
        int position = 0;
        for (int distinct : run.order) {
            int copies = next[distinct];
            first[distinct] = position;
            next[distinct] = position;
            position += copies;
        }
        OpticsOrdering ordering = new OpticsOrdering(
                new int[of.length], new double[of.length], new double[of.length], new int[of.length]);
        for (int row = 0; row < of.length; row++) {
            checkpoint.at(row);
            ordering.place(row, of[row], next[of[row]]++, first, run);
        }
        return ordering;
    }

    private void place(int row, int distinct, int position, int[] first, OpticsRun run) {
        double reach = run.reachability[distinct];
        double core = run.cores[distinct];
        boolean fromEqual = position > first[distinct] && core <= reach;
        order[position] = row;
        coreDistance[position] = core;
        reachability[position] = fromEqual ? core : reach;
        int from = run.predecessors[distinct];
        if (fromEqual) {
            predecessors[position] = first[distinct];
        } else {
            predecessors[position] = from == distinct ? position : first[from];
        }
    }

    /** The position of the row from which the one at a position was reached. */
    int predecessor(int position) {
        return predecessors[position];
    }

    /** The reachability by position, with an infinite one behind the last. */
    double[] plot() {
        double[] plot = Arrays.copyOf(reachability, reachability.length + 1);
        plot[reachability.length] = Double.POSITIVE_INFINITY;
        return plot;
    }

    /** The number of rows. */
    public int size() {
        return order.length;
    }

    /** The row, counted from 0, that was visited at a position, counted from 0. */
    public int row(int position) {
        return order[position];
    }

    /** The rows in the order they were visited, copied. */
    public int[] order() {
        return order.clone();
    }

    /**
     * The reachability of the row at a position: the least radius at which a row visited before makes it part of a dense
     * region; infinite for the first row of each region that no row before reaches.
     */
    public double reachability(int position) {
        return reachability[position];
    }

    /**
     * The core distance of the row at a position: the least radius at which it is a core row; infinite where that is beyond
     * the maximum radius.
     */
    public double coreDistance(int position) {
        return coreDistance[position];
    }
}
