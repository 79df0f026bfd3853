package io.github.segmentation4j.internal.kernel;

import java.util.Arrays;

/**
 * Sums over the points of a block. Each has one order in which it is added up, whatever the machine, so the bits of a
 * result are defined; whoever combines blocks does it in the order of the blocks.
 */
public final class BlockSums {
    private static final int QUARTER = PointBlocks.ROWS / 4;

    private BlockSums() {}

    /**
     * Adds, for each cluster, how far its points lie from its centre: sums of {@code weight * (x - centre)}, point after
     * point. Differences instead of values keep means exact to the last digit far from the origin.
     *
     * @param block the values of the points
     * @param rows the number of points in use
     * @param labels the cluster of each point
     * @param weights of the points
     * @param centres d x k: the centres, dimension by dimension
     * @param clusters k
     * @param sums d x k: added to
     */
    public static void addDeviations(
            double[] block, int rows, int[] labels, double[] weights, double[] centres, int clusters, double[] sums) {
        int columns = sums.length / clusters;
        for (int c = 0; c < columns; c++) {
            int from = c * PointBlocks.ROWS;
            int base = c * clusters;
            for (int p = 0; p < rows; p++) {
                int at = base + labels[p];
                sums[at] += weights[p] * (block[from + p] - centres[at]);
            }
        }
    }

    /**
     * The same for points that miss values, which are NaN and left aside.
     *
     * @param observed d x k: the weights of the values that are there, added to
     */
    public static void addObservedDeviations(
            double[] block,
            int rows,
            int[] labels,
            double[] weights,
            double[] centres,
            int clusters,
            double[] sums,
            double[] observed) {
        int columns = sums.length / clusters;
        for (int c = 0; c < columns; c++) {
            for (int p = 0; p < rows; p++) {
                double value = block[c * PointBlocks.ROWS + p];
                if (!Double.isNaN(value)) {
                    int at = c * clusters + labels[p];
                    sums[at] += weights[p] * (value - centres[at]);
                    observed[at] += weights[p];
                }
            }
        }
    }

    /**
     * Takes points from the sums of one cluster and adds them to those of another: {@code weight * (x - origin)}, point
     * after point.
     *
     * @param block the values of the points
     * @param moved the points that change their cluster, ascending
     * @param count how many there are
     * @param before the cluster of each point so far, negative for none
     * @param after its cluster from now on
     * @param weights of the points
     * @param origin a value for each dimension
     * @param clusters k
     * @param sums d x k: changed
     */
    public static void move(
            double[] block,
            int[] moved,
            int count,
            int[] before,
            int[] after,
            double[] weights,
            double[] origin,
            int clusters,
            double[] sums) {
        int c = 0;
        for (; c + 4 <= origin.length; c += 4) {
            moveFour(block, moved, count, before, after, weights, c, origin, clusters, sums);
        }
        for (; c < origin.length; c++) {
            moveOne(block, moved, count, before, after, weights, c, origin[c], clusters, sums);
        }
    }

    /** Four dimensions at a time, because an addition to a sum has to wait for the last one to the same sum. */
    private static void moveFour(
            double[] block,
            int[] moved,
            int count,
            int[] before,
            int[] after,
            double[] weights,
            int c,
            double[] origin,
            int clusters,
            double[] sums) {
        double o0 = origin[c];
        double o1 = origin[c + 1];
        double o2 = origin[c + 2];
        double o3 = origin[c + 3];
        int from = c * PointBlocks.ROWS;
        int base = c * clusters;
        for (int i = 0; i < count; i++) {
            int p = moved[i];
            int x = from + p;
            double weight = weights[p];
            double s0 = weight * (block[x] - o0);
            double s1 = weight * (block[x + PointBlocks.ROWS] - o1);
            double s2 = weight * (block[x + 2 * PointBlocks.ROWS] - o2);
            double s3 = weight * (block[x + 3 * PointBlocks.ROWS] - o3);
            if (before[p] >= 0) {
                int source = base + before[p];
                sums[source] -= s0;
                sums[source + clusters] -= s1;
                sums[source + 2 * clusters] -= s2;
                sums[source + 3 * clusters] -= s3;
            }
            int target = base + after[p];
            sums[target] += s0;
            sums[target + clusters] += s1;
            sums[target + 2 * clusters] += s2;
            sums[target + 3 * clusters] += s3;
        }
    }

    private static void moveOne(
            double[] block,
            int[] moved,
            int count,
            int[] before,
            int[] after,
            double[] weights,
            int c,
            double zero,
            int clusters,
            double[] sums) {
        int from = c * PointBlocks.ROWS;
        int base = c * clusters;
        for (int i = 0; i < count; i++) {
            int p = moved[i];
            double share = weights[p] * (block[from + p] - zero);
            if (before[p] >= 0) {
                sums[base + before[p]] -= share;
            }
            sums[base + after[p]] += share;
        }
    }

    /**
     * Writes the squared distance of each point to the centroid of its cluster: the same sum, in the same order, as in
     * every kernel.
     *
     * @param block the values of the points
     * @param rows the number of points in use
     * @param labels the cluster of each point
     * @param distances {@link PointBlocks#ROWS} elements, those of points in use written
     */
    public static void ownDistances(
            double[] block, int rows, int[] labels, PackedCentroids centroids, double[] distances) {
        Arrays.fill(distances, 0, rows, 0);
        for (int c = 0; c < centroids.columns(); c++) {
            int from = c * PointBlocks.ROWS;
            for (int p = 0; p < rows; p++) {
                double difference = block[from + p] - centroids.get(labels[p], c);
                distances[p] = Math.fma(difference, difference, distances[p]);
            }
        }
    }

    /** Adds the weights of the points to those of their clusters. */
    public static void addWeights(int rows, int[] labels, double[] weights, double[] sums) {
        for (int p = 0; p < rows; p++) {
            sums[labels[p]] += weights[p];
        }
    }

    /**
     * The sum of {@code weight * value} over the points in use.
     *
     * @param room {@link PointBlocks#ROWS} elements, overwritten; may be the values where they are needed no longer
     */
    public static double weighted(int rows, double[] weights, double[] values, double[] room) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            room[p] = weights[p] * values[p];
        }
        Arrays.fill(room, rows, PointBlocks.ROWS, 0);
        return foldedSum(room);
    }

    /** Lowers values to those of another array where that has smaller ones. */
    public static void lower(double[] values, double[] others) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            values[p] = Math.min(values[p], others[p]);
        }
    }

    /**
     * The sum of {@code weight * min(value, other)} over the points in use.
     *
     * @param others {@link PointBlocks#ROWS} elements, overwritten
     */
    public static double weightedSmaller(int rows, double[] weights, double[] values, double[] others) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            others[p] = weights[p] * Math.min(values[p], others[p]);
        }
        Arrays.fill(others, rows, PointBlocks.ROWS, 0);
        return foldedSum(others);
    }

    /** Folds the quarters onto each other first, because the compiler vectorises that and no sum. */
    private static double foldedSum(double[] values) {
        for (int p = 0; p < QUARTER; p++) {
            values[p] = (values[p] + values[p + QUARTER]) + (values[p + 2 * QUARTER] + values[p + 3 * QUARTER]);
        }
        // Eight sums side by side, because each addition has to wait for the one before it.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int p = 0; p < QUARTER; p += 8) {
            s0 += values[p];
            s1 += values[p + 1];
            s2 += values[p + 2];
            s3 += values[p + 3];
            s4 += values[p + 4];
            s5 += values[p + 5];
            s6 += values[p + 6];
            s7 += values[p + 7];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
