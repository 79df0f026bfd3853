package io.github.segmentation4j.distance;

/**
 * A dissimilarity that is the Euclidean distance between coordinates, or grows with it: what is near there is near here, so
 * that neighbours can be looked up in a tree instead of among all rows.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface EuclideanEmbedding extends FittedDissimilarity {
    /** The number of coordinates. */
    int dimensions();

    /**
     * The coordinates of a row.
     *
     * @param row {@link #columnCount()} finite values
     * @param target where {@link #dimensions()} values are written
     */
    void embed(double[] row, double[] target);

    /**
     * The dissimilarity of rows whose coordinates have a squared Euclidean distance: growing, 0 for 0.
     *
     * @param squared at least 0
     */
    double ofSquared(double squared);
}
