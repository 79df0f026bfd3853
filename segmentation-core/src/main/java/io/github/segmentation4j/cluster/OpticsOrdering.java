package io.github.segmentation4j.cluster;

/**
 * The order in which {@link Optics} visited rows, with the reachability of each: drawn as a curve, clusters are its valleys.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class OpticsOrdering {
    private final int[] order;
    private final double[] reachability;
    private final double[] coreDistance;

    /** Takes over its arguments. */
    OpticsOrdering(int[] order, double[] reachability, double[] coreDistance) {
        this.order = order;
        this.reachability = reachability;
        this.coreDistance = coreDistance;
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
