package io.github.segmentation4j.internal.kernel;

/**
 * Finds the nearest centroids of the points of a block. A kernel is loaded with a block and then asked about it; it holds
 * the working memory for that and belongs to one thread at a time. {@link Kernels} makes them.
 *
 * <p>Every kernel gives the same bits: a squared distance is the sum of {@code (x - c) * (x - c)} over the dimensions
 * from the first to the last, begun at zero. Each difference is rounded to double; each square is added to the sum
 * without being rounded on its own ({@link Math#fma(double, double, double)}).
 *
 * <p>A call works on one block, so that the loops inside are compiled as a method that is called often. All values are
 * finite.
 */
public interface AssignmentKernel {
    /** Takes over a block of points with as many dimensions as the kernel was made for. */
    void load(PointBlocks points, int block);

    /** Takes over a block that is not part of a matrix: {@code block[c * ROWS + p]}. */
    void load(double[] block);

    /**
     * The nearest centroid of each point and its squared distance. Of several centroids at the same distance the lowest
     * wins. A squared distance above {@link Double#MAX_VALUE} counts as that value.
     *
     * @param centroids at least one
     * @param labels {@link PointBlocks#ROWS} elements, all written; those of unused points mean nothing
     * @param distances likewise
     */
    void nearest(PackedCentroids centroids, int[] labels, double[] distances);

    /**
     * The same, and the squared distance to the nearest of the other centroids: {@link Double#MAX_VALUE} if there is no
     * other.
     *
     * @param seconds {@link PointBlocks#ROWS} elements, all written
     */
    void nearestTwo(PackedCentroids centroids, int[] labels, double[] distances, double[] seconds);

    /**
     * The squared distances of the points to centroids; infinite if one is too large for a double.
     *
     * @param from the first centroid
     * @param distances for each centroid from there on {@link PointBlocks#ROWS} elements, all written
     */
    void squaredDistances(PackedCentroids centroids, int from, double[]... distances);
}
