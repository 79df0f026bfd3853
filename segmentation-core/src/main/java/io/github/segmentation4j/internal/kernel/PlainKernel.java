package io.github.segmentation4j.internal.kernel;

import java.util.Arrays;

/**
 * The kernel that runs everywhere: plain loops over the points of a block in a shape that the server compiler turns
 * into vector instructions without any flag.
 *
 * <p>The dimensions are arrays of their own because the compiler vectorises a loop only if all its arrays are read from
 * the same index; copying a block once is cheap beside comparing it with every centroid.
 */
final class PlainKernel implements AssignmentKernel {
    private static final double HUGE = 0x1p1023;

    /**
     * From so many centroids on, and so many more for each dimension, choosing among all of them takes longer than looking
     * at four of them again.
     */
    private static final int MANY = 32;

    private static final int MANY_FOR_EACH_COLUMN = 8;

    private final int columns;
    private final double[][] dimensions;
    private final double[] candidate = new double[PointBlocks.ROWS];
    private final double[] rival = new double[PointBlocks.ROWS];
    private final double[] winners = new double[PointBlocks.ROWS];

    /** Distances to four centroids, once they are asked for. */
    private double[][] four = new double[0][];

    PlainKernel(int columns) {
        this.columns = columns;
        dimensions = new double[columns][PointBlocks.ROWS];
    }

    private double[][] four() {
        if (four.length == 0) {
            four = new double[PackedCentroids.TILE][PointBlocks.ROWS];
        }
        return four;
    }

    @Override
    public void load(PointBlocks points, int block) {
        points.read(block, dimensions);
    }

    @Override
    public void load(double[] block) {
        for (int c = 0; c < columns; c++) {
            System.arraycopy(block, c * PointBlocks.ROWS, dimensions[c], 0, PointBlocks.ROWS);
        }
    }

    @Override
    public void nearest(PackedCentroids centroids, int[] labels, double[] distances) {
        if (centroids.count() >= MANY + (long) MANY_FOR_EACH_COLUMN * columns) {
            nearestOfMany(centroids, labels, distances);
            return;
        }
        int j = 2;
        if (centroids.count() < 2) {
            j = 0;
            Arrays.fill(winners, 0);
            Arrays.fill(distances, Double.MAX_VALUE);
        } else {
            measureTwo(centroids, 0, candidate, rival);
            selectOfTwo(candidate, rival, distances, winners);
        }
        for (; j + 2 <= centroids.count(); j += 2) {
            measureTwo(centroids, j, candidate, rival);
            select(candidate, j, distances, winners);
            select(rival, j + 1, distances, winners);
        }
        if (j < centroids.count()) {
            measure(centroids, j, candidate);
            select(candidate, j, distances, winners);
        }
        read(winners, labels);
    }

    /**
     * Finds the nearest four centroids first, which takes a quarter of the choices, and then the nearest of these for each
     * point.
     */
    private void nearestOfMany(PackedCentroids centroids, int[] labels, double[] distances) {
        double[][] four = four();
        Arrays.fill(winners, 0);
        Arrays.fill(distances, Double.MAX_VALUE);
        for (int j = 0; j < centroids.count(); j += PackedCentroids.TILE) {
            // Those that fill up the last four are at infinity.
            measureTwo(centroids, j, four[0], four[1]);
            measureTwo(centroids, j + 2, four[2], four[3]);
            lower(four[0], four[1], four[2], four[3]);
            select(four[0], j, distances, winners);
        }
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            labels[p] = nearestOfFour(centroids, (int) winners[p], p, distances[p]);
        }
    }

    /** Which of four centroids lies at a distance from a point; the first of several. */
    private int nearestOfFour(PackedCentroids centroids, int first, int p, double distance) {
        double[] values = centroids.values();
        int at = centroids.index(first, 0);
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        for (int c = 0; c < columns; c++, at += PackedCentroids.TILE) {
            double x = dimensions[c][p];
            double d0 = x - values[at];
            double d1 = x - values[at + 1];
            double d2 = x - values[at + 2];
            s0 = Math.fma(d0, d0, s0);
            s1 = Math.fma(d1, d1, s1);
            s2 = Math.fma(d2, d2, s2);
        }
        if (s0 == distance || distance == Double.MAX_VALUE) {
            return first;
        }
        if (s1 == distance) {
            return first + 1;
        }
        return s2 == distance ? first + 2 : first + 3;
    }

    @Override
    public void nearestTwo(PackedCentroids centroids, int[] labels, double[] distances, double[] seconds) {
        Arrays.fill(winners, 0);
        Arrays.fill(distances, Double.MAX_VALUE);
        Arrays.fill(seconds, Double.MAX_VALUE);
        for (int j = 0; j < centroids.count(); j++) {
            measure(centroids, j, candidate);
            runnersUp(candidate, distances, seconds);
            select(candidate, j, distances, winners);
        }
        read(winners, labels);
    }

    @Override
    public void squaredDistances(PackedCentroids centroids, int from, double[]... distances) {
        for (int j = 0; j < distances.length; j++) {
            measure(centroids, from + j, distances[j]);
        }
    }

    private void measure(PackedCentroids centroids, int centroid, double[] distances) {
        double[][] x = dimensions;
        double[] values = centroids.values();
        int at = centroids.index(centroid, 0);
        Arrays.fill(distances, 0);
        int c = 0;
        for (; c + 4 <= columns; c += 4) {
            addFour(x[c], x[c + 1], x[c + 2], x[c + 3], values, at, distances);
            at += 4 * PackedCentroids.TILE;
        }
        for (; c < columns; c++) {
            addOne(x[c], values[at], distances);
            at += PackedCentroids.TILE;
        }
    }

    /** Measures two centroids at a time, which reads each value of a point once for both. */
    private void measureTwo(PackedCentroids centroids, int first, double[] distances, double[] others) {
        double[][] x = dimensions;
        double[] values = centroids.values();
        int at = centroids.index(first, 0);
        int c = 0;
        if (columns < 4) {
            Arrays.fill(distances, 0);
            Arrays.fill(others, 0);
        } else {
            beginWithFour(x[0], x[1], x[2], x[3], values, at, distances, others);
            at += 4 * PackedCentroids.TILE;
            c = 4;
        }
        for (; c + 4 <= columns; c += 4) {
            addFour(x[c], x[c + 1], x[c + 2], x[c + 3], values, at, distances, others);
            at += 4 * PackedCentroids.TILE;
        }
        for (; c < columns; c++) {
            addOne(x[c], values[at], distances);
            addOne(x[c], values[at + 1], others);
            at += PackedCentroids.TILE;
        }
    }

    private static void addFour(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] values, int at, double[] sum) {
        double c0 = values[at];
        double c1 = values[at + PackedCentroids.TILE];
        double c2 = values[at + 2 * PackedCentroids.TILE];
        double c3 = values[at + 3 * PackedCentroids.TILE];
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d0 = x0[p] - c0;
            double d1 = x1[p] - c1;
            double d2 = x2[p] - c2;
            double d3 = x3[p] - c3;
            sum[p] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, Math.fma(d0, d0, sum[p]))));
        }
    }

    private static void addFour(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] values, int at, double[] sum, double[] other) {
        double c0 = values[at];
        double c1 = values[at + PackedCentroids.TILE];
        double c2 = values[at + 2 * PackedCentroids.TILE];
        double c3 = values[at + 3 * PackedCentroids.TILE];
        double o0 = values[at + 1];
        double o1 = values[at + 1 + PackedCentroids.TILE];
        double o2 = values[at + 1 + 2 * PackedCentroids.TILE];
        double o3 = values[at + 1 + 3 * PackedCentroids.TILE];
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d0 = x0[p] - c0;
            double d1 = x1[p] - c1;
            double d2 = x2[p] - c2;
            double d3 = x3[p] - c3;
            sum[p] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, Math.fma(d0, d0, sum[p]))));
            double e0 = x0[p] - o0;
            double e1 = x1[p] - o1;
            double e2 = x2[p] - o2;
            double e3 = x3[p] - o3;
            other[p] = Math.fma(e3, e3, Math.fma(e2, e2, Math.fma(e1, e1, Math.fma(e0, e0, other[p]))));
        }
    }

    /** The same with sums that begin at zero: a product added to zero is the product. */
    private static void beginWithFour(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] values, int at, double[] sum, double[] other) {
        double c0 = values[at];
        double c1 = values[at + PackedCentroids.TILE];
        double c2 = values[at + 2 * PackedCentroids.TILE];
        double c3 = values[at + 3 * PackedCentroids.TILE];
        double o0 = values[at + 1];
        double o1 = values[at + 1 + PackedCentroids.TILE];
        double o2 = values[at + 1 + 2 * PackedCentroids.TILE];
        double o3 = values[at + 1 + 3 * PackedCentroids.TILE];
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d0 = x0[p] - c0;
            double d1 = x1[p] - c1;
            double d2 = x2[p] - c2;
            double d3 = x3[p] - c3;
            sum[p] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, d0 * d0)));
            double e0 = x0[p] - o0;
            double e1 = x1[p] - o1;
            double e2 = x2[p] - o2;
            double e3 = x3[p] - o3;
            other[p] = Math.fma(e3, e3, Math.fma(e2, e2, Math.fma(e1, e1, e0 * e0)));
        }
    }

    private static void addOne(double[] x, double centre, double[] sum) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d = x[p] - centre;
            sum[p] = Math.fma(d, d, sum[p]);
        }
    }

    /**
     * Keeps the smaller distance and whose it was. A comparison would not be vectorised, so the choice is arithmetic: the
     * gain is zero or, after two multiplications that lift even the smallest subnormal above one, cut to one.
     */
    private static void select(double[] candidate, double index, double[] least, double[] winners) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double before = least[p];
            double after = Math.min(before, candidate[p]);
            double won = Math.min(1.0, (before - after) * HUGE * HUGE);
            winners[p] += won * (index - winners[p]);
            least[p] = after;
        }
    }

    /** The same for the first two centroids, before which there is nothing. */
    private static void selectOfTwo(double[] candidate, double[] rival, double[] least, double[] winners) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double first = Math.min(Double.MAX_VALUE, candidate[p]);
            double after = Math.min(first, rival[p]);
            winners[p] = Math.min(1.0, (first - after) * HUGE * HUGE);
            least[p] = after;
        }
    }

    /** Lowers values to the least of four. */
    private static void lower(double[] values, double[] second, double[] third, double[] fourth) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            values[p] = Math.min(Math.min(values[p], second[p]), Math.min(third[p], fourth[p]));
        }
    }

    /** Keeps the second smallest distance: of the larger of the smallest and the new one, and the one before. */
    private static void runnersUp(double[] candidate, double[] least, double[] seconds) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            seconds[p] = Math.min(seconds[p], Math.max(least[p], candidate[p]));
        }
    }

    private static void read(double[] winners, int[] labels) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            labels[p] = (int) winners[p];
        }
    }
}
