package io.github.segmentation4j.internal.kernel;

/**
 * Centroids side by side in one array, row-major: k centroids x d values. The values are shared, so whoever moves a
 * centroid does it between two passes, never during one.
 */
public final class PackedCentroids {
    private final int count;
    private final int columns;
    private final double[] values;

    /** Centroids at the origin. */
    public PackedCentroids(int count, int columns) {
        this.count = count;
        this.columns = columns;
        values = new double[Math.multiplyExact(count, columns)];
    }

    /** The number of centroids. */
    public int count() {
        return count;
    }

    /** The number of dimensions. */
    public int columns() {
        return columns;
    }

    /** All values, shared. */
    public double[] values() {
        return values;
    }

    /** The squared distance of a point to a centroid: the same sum, in the same order, as in every kernel. */
    public double squaredDistance(double[] point, int centroid) {
        int at = centroid * columns;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double difference = point[c] - values[at + c];
            sum += difference * difference;
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
