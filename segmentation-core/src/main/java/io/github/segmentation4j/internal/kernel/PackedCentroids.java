package io.github.segmentation4j.internal.kernel;

/**
 * Centroids side by side in one array, laid out for the kernels: in tiles of {@value #TILE} centroids, in which the values
 * of one dimension lie side by side. Whoever moves a centroid does it between two passes, never during one.
 */
public final class PackedCentroids {
    /** Centroids in a tile. The last tile is filled up with centroids at infinity, which are nearest to nothing. */
    static final int TILE = 4;

    private static final int SHIFT = 2;
    private static final int MASK = TILE - 1;

    private final int count;
    private final int columns;
    private final double[] values;

    /** Centroids at the origin. */
    public PackedCentroids(int count, int columns) {
        this.count = count;
        this.columns = columns;
        int all = (count + MASK) & ~MASK;
        values = new double[Math.multiplyExact(all, columns)];
        for (int j = count; j < all; j++) {
            for (int c = 0; c < columns; c++) {
                set(j, c, Double.POSITIVE_INFINITY);
            }
        }
    }

    /** The number of centroids. */
    public int count() {
        return count;
    }

    /** The number of dimensions. */
    public int columns() {
        return columns;
    }

    /** A value of a centroid. */
    public double get(int centroid, int column) {
        return values[index(centroid, column)];
    }

    /** Moves a centroid in one dimension. */
    public void set(int centroid, int column, double value) {
        values[index(centroid, column)] = value;
    }

    /** All values, shared, tile after tile. */
    double[] values() {
        return values;
    }

    /** Where a value lies; the next dimension of the same centroid lies {@link #TILE} further. */
    int index(int centroid, int column) {
        return (((centroid >>> SHIFT) * columns + column) << SHIFT) + (centroid & MASK);
    }

    /**
     * The squared distance of a point to a centroid: the same sum, in the same order, as in every kernel. A missing value,
     * which is NaN, adds nothing.
     */
    public double squaredDistance(double[] point, int centroid) {
        int at = index(centroid, 0);
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double difference = point[c] - values[at];
            if (!Double.isNaN(difference)) {
                sum = Math.fma(difference, difference, sum);
            }
            at += TILE;
        }
        return sum;
    }

    /** The nearest centroid of a point; of several at the same distance, the lowest. */
    public int nearest(double[] point) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int j = 0; j < count; j++) {
            double distance = squaredDistance(point, j);
            if (distance < least) {
                least = distance;
                best = j;
            }
        }
        return best;
    }
}
