package io.github.segmentation4j.internal.kernel;

import java.util.Arrays;

/**
 * The kernel that runs everywhere: plain loops over the points of a block in a shape that the server compiler turns
 * into vector instructions without any flag.
 */
final class PlainKernel implements AssignmentKernel {
    private static final double HUGE = 0x1p1023;

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public void nearest(BlockLanes lanes, PackedCentroids centroids, int[] labels, double[] distances) {
        double[] candidate = lanes.distances();
        double[] winners = lanes.winners();
        Arrays.fill(winners, 0);
        Arrays.fill(distances, Double.MAX_VALUE);
        for (int j = 0; j < centroids.count(); j++) {
            squaredDistances(lanes, centroids, j, candidate);
            select(candidate, j, distances, winners);
        }
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            labels[p] = (int) winners[p];
        }
    }

    @Override
    public void squaredDistances(BlockLanes lanes, PackedCentroids centroids, int centroid, double[] distances) {
        double[][] x = lanes.dimensions();
        double[] values = centroids.values();
        int columns = lanes.columns();
        int at = centroid * columns;
        Arrays.fill(distances, 0);
        int c = 0;
        for (; c + 4 <= columns; c += 4) {
            addFour(x[c], x[c + 1], x[c + 2], x[c + 3], values, at + c, distances);
        }
        for (; c < columns; c++) {
            addOne(x[c], values[at + c], distances);
        }
    }

    private static void addFour(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] values, int at, double[] sum) {
        double c0 = values[at];
        double c1 = values[at + 1];
        double c2 = values[at + 2];
        double c3 = values[at + 3];
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d0 = x0[p] - c0;
            double d1 = x1[p] - c1;
            double d2 = x2[p] - c2;
            double d3 = x3[p] - c3;
            sum[p] = (((sum[p] + d0 * d0) + d1 * d1) + d2 * d2) + d3 * d3;
        }
    }

    private static void addOne(double[] x, double centre, double[] sum) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d = x[p] - centre;
            sum[p] += d * d;
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
}
