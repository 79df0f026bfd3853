package io.github.segmentation4j.internal.kernel;

/**
 * The working memory of a kernel for one block of {@link PointBlocks}: the block, cut into an array for each dimension,
 * and room for distances. Belongs to one thread at a time.
 *
 * <p>The dimensions are arrays of their own because the compiler vectorises a loop only if all its arrays are read from
 * the same index; copying a block once is cheap beside comparing it with every centroid.
 */
public final class BlockLanes {
    private final double[][] dimensions;
    private final double[] distances = new double[PointBlocks.ROWS];
    private final double[] winners = new double[PointBlocks.ROWS];

    /** Room for blocks of so many dimensions. */
    public BlockLanes(int columns) {
        dimensions = new double[columns][PointBlocks.ROWS];
    }

    /** The number of dimensions. */
    public int columns() {
        return dimensions.length;
    }

    /** Takes over the values of a block. */
    public void load(double[] block) {
        for (int c = 0; c < dimensions.length; c++) {
            System.arraycopy(block, c * PointBlocks.ROWS, dimensions[c], 0, PointBlocks.ROWS);
        }
    }

    /** The values of the points in each dimension, shared. */
    double[][] dimensions() {
        return dimensions;
    }

    /** Room for a distance of each point, shared. */
    double[] distances() {
        return distances;
    }

    /** Room for the nearest centroid of each point so far, shared. */
    double[] winners() {
        return winners;
    }
}
