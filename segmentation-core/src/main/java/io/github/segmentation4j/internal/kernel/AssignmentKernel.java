package io.github.segmentation4j.internal.kernel;

/**
 * Finds the nearest centroid of every point of a block. Every kernel gives the same bits: a squared distance is the sum
 * of {@code (x - c) * (x - c)} over the dimensions from the first to the last, begun at zero, each operation rounded to
 * double on its own and none of them fused.
 *
 * <p>A call works on one block, so that the loops inside are compiled as a method that is called often.
 * Implementations hold no state and are safe for use by several threads.
 */
public interface AssignmentKernel {
    /** What the kernel is called in reports, such as {@code plain}. */
    String name();

    /**
     * The nearest centroid of each point and its squared distance. Of several centroids at the same distance the lowest
     * wins. A squared distance above {@link Double#MAX_VALUE} counts as that value.
     *
     * @param lanes hold the block; their other contents are overwritten
     * @param centroids at least one, with as many dimensions as the lanes
     * @param labels {@link PointBlocks#ROWS} elements, all written; those of unused points mean nothing
     * @param distances likewise
     */
    void nearest(BlockLanes lanes, PackedCentroids centroids, int[] labels, double[] distances);

    /**
     * The squared distance of each point to one centroid; infinite if it is too large for a double.
     *
     * @param lanes hold the block
     * @param distances {@link PointBlocks#ROWS} elements, all written
     */
    void squaredDistances(BlockLanes lanes, PackedCentroids centroids, int centroid, double[] distances);
}
