package io.github.segmentation4j.internal.kernel;

import java.util.Arrays;

/**
 * The kernel that runs everywhere: plain loops over the points of a block in a shape that the server compiler turns
 * into vector instructions without any flag.
 *
 * <p>Eight dimensions share an array, at distances the compiler knows, so that all their vectors lie alike in memory and none
 * straddles two lines of the cache. Copying a block into these arrays once is cheap beside comparing it with every centroid.
 * Four centroids are measured by one group of dimensions after the other, which stays in the first cache meanwhile.
 */
final class PlainKernel implements AssignmentKernel {
    private static final double HUGE = 0x1p1023;

    /**
     * From so many centroids on, and so many more for each dimension, choosing among all of them takes longer than looking
     * at four of them again.
     */
    private static final int MANY = 32;

    private static final int MANY_FOR_EACH_COLUMN = 8;

    /** Dimensions in a group, and in a loop: with more the compiler would not vectorise it. */
    private static final int GROUP = 8;

    private static final int HALF = GROUP / 2;

    private final int columns;

    /** Eight dimensions each, of which the last may use four. */
    private final double[][] groups;

    /** The dimensions that do not make four, an array each. */
    private final double[][] singles;

    /** Distances to the centroids at hand. */
    private final double[][] four = new double[PackedCentroids.TILE][PointBlocks.ROWS];

    private final double[] winners = new double[PointBlocks.ROWS];

    PlainKernel(int columns) {
        this.columns = columns;
        int grouped = columns / HALF * HALF;
        groups = new double[(grouped + GROUP - 1) / GROUP][GROUP * PointBlocks.ROWS];
        singles = new double[columns - grouped][PointBlocks.ROWS];
    }

    @Override
    public void load(PointBlocks points, int block) {
        int grouped = columns - singles.length;
        for (int c = 0; c < grouped; c += GROUP) {
            points.readColumns(block, c, Math.min(GROUP, grouped - c), groups[c / GROUP]);
        }
        for (int c = grouped; c < columns; c++) {
            points.readColumns(block, c, 1, singles[c - grouped]);
        }
    }

    @Override
    public void load(double[] block) {
        int grouped = columns - singles.length;
        for (int c = 0; c < grouped; c += GROUP) {
            int size = Math.min(GROUP, grouped - c) * PointBlocks.ROWS;
            System.arraycopy(block, c * PointBlocks.ROWS, groups[c / GROUP], 0, size);
        }
        for (int c = grouped; c < columns; c++) {
            System.arraycopy(block, c * PointBlocks.ROWS, singles[c - grouped], 0, PointBlocks.ROWS);
        }
    }

    @Override
    public void nearest(PackedCentroids centroids, int[] labels, double[] distances) {
        Arrays.fill(winners, 0);
        Arrays.fill(distances, Double.MAX_VALUE);
        boolean many = centroids.count() >= MANY + (long) MANY_FOR_EACH_COLUMN * columns;
        for (int j = 0; j < centroids.count(); j += PackedCentroids.TILE) {
            int count = Math.min(PackedCentroids.TILE, centroids.count() - j);
            if (many) {
                // Those that fill up the last four are at infinity.
                measure(centroids, j, PackedCentroids.TILE, four);
                lower(four[0], four[1], four[2], four[3]);
                select(four[0], j, distances, winners);
            } else {
                measure(centroids, j, count, four);
                for (int l = 0; l < count; l++) {
                    select(four[l], j + l, distances, winners);
                }
            }
        }
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            int winner = (int) winners[p];
            labels[p] = many ? nearestOfFour(centroids, winner, p, distances[p]) : winner;
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
            double x = value(c, p);
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

    private double value(int column, int p) {
        int grouped = columns - singles.length;
        return column < grouped
                ? groups[column / GROUP][column % GROUP * PointBlocks.ROWS + p]
                : singles[column - grouped][p];
    }

    @Override
    public void nearestTwo(PackedCentroids centroids, int[] labels, double[] distances, double[] seconds) {
        Arrays.fill(winners, 0);
        Arrays.fill(distances, Double.MAX_VALUE);
        Arrays.fill(seconds, Double.MAX_VALUE);
        for (int j = 0; j < centroids.count(); j += PackedCentroids.TILE) {
            int count = Math.min(PackedCentroids.TILE, centroids.count() - j);
            measure(centroids, j, count, four);
            for (int l = 0; l < count; l++) {
                selectTwo(four[l], j + l, distances, seconds, winners);
            }
        }
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            labels[p] = (int) winners[p];
        }
    }

    @Override
    public void squaredDistances(PackedCentroids centroids, int from, double[]... distances) {
        measure(centroids, from, distances.length, distances);
    }

    /** Writes the squared distances of the points to some centroids. */
    private void measure(PackedCentroids centroids, int from, int count, double[][] distances) {
        double[] values = centroids.values();
        if (groups.length == 0) {
            for (int j = 0; j < count; j++) {
                Arrays.fill(distances[j], 0);
            }
        }
        int grouped = columns - singles.length;
        for (int c = 0; c < grouped; c += GROUP) {
            for (int j = 0; j < count; j++) {
                add(c, grouped - c, values, centroids.index(from + j, c), distances[j]);
            }
        }
        for (int c = grouped; c < columns; c++) {
            for (int j = 0; j < count; j++) {
                addOne(singles[c - grouped], values[centroids.index(from + j, c)], distances[j]);
            }
        }
    }

    /** Adds up to eight dimensions of a group to the distances to a centroid. */
    private void add(int column, int rest, double[] values, int at, double[] sum) {
        double[] group = groups[column / GROUP];
        if (column == 0 && rest >= GROUP) {
            beginWithEight(group, values, at, sum);
        } else if (rest >= GROUP) {
            addEight(group, values, at, sum);
        } else {
            if (column == 0) {
                Arrays.fill(sum, 0);
            }
            addFour(group, values, at, sum);
        }
    }

    /** The first dimensions; a square added to zero is the square. */
    private static void beginWithEight(double[] group, double[] values, int at, double[] sum) {
        double c0 = values[at];
        double c1 = values[at + PackedCentroids.TILE];
        double c2 = values[at + 2 * PackedCentroids.TILE];
        double c3 = values[at + 3 * PackedCentroids.TILE];
        double c4 = values[at + 4 * PackedCentroids.TILE];
        double c5 = values[at + 5 * PackedCentroids.TILE];
        double c6 = values[at + 6 * PackedCentroids.TILE];
        double c7 = values[at + 7 * PackedCentroids.TILE];
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d0 = group[p] - c0;
            double d1 = group[p + PointBlocks.ROWS] - c1;
            double d2 = group[p + 2 * PointBlocks.ROWS] - c2;
            double d3 = group[p + 3 * PointBlocks.ROWS] - c3;
            double d4 = group[p + 4 * PointBlocks.ROWS] - c4;
            double d5 = group[p + 5 * PointBlocks.ROWS] - c5;
            double d6 = group[p + 6 * PointBlocks.ROWS] - c6;
            double d7 = group[p + 7 * PointBlocks.ROWS] - c7;
            sum[p] = Math.fma(
                    d7,
                    d7,
                    Math.fma(
                            d6,
                            d6,
                            Math.fma(
                                    d5,
                                    d5,
                                    Math.fma(d4, d4, Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, d0 * d0)))))));
        }
    }

    private static void addEight(double[] group, double[] values, int at, double[] sum) {
        double c0 = values[at];
        double c1 = values[at + PackedCentroids.TILE];
        double c2 = values[at + 2 * PackedCentroids.TILE];
        double c3 = values[at + 3 * PackedCentroids.TILE];
        double c4 = values[at + 4 * PackedCentroids.TILE];
        double c5 = values[at + 5 * PackedCentroids.TILE];
        double c6 = values[at + 6 * PackedCentroids.TILE];
        double c7 = values[at + 7 * PackedCentroids.TILE];
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d0 = group[p] - c0;
            double d1 = group[p + PointBlocks.ROWS] - c1;
            double d2 = group[p + 2 * PointBlocks.ROWS] - c2;
            double d3 = group[p + 3 * PointBlocks.ROWS] - c3;
            double d4 = group[p + 4 * PointBlocks.ROWS] - c4;
            double d5 = group[p + 5 * PointBlocks.ROWS] - c5;
            double d6 = group[p + 6 * PointBlocks.ROWS] - c6;
            double d7 = group[p + 7 * PointBlocks.ROWS] - c7;
            sum[p] = Math.fma(
                    d7,
                    d7,
                    Math.fma(
                            d6,
                            d6,
                            Math.fma(
                                    d5,
                                    d5,
                                    Math.fma(
                                            d4,
                                            d4,
                                            Math.fma(
                                                    d3,
                                                    d3,
                                                    Math.fma(d2, d2, Math.fma(d1, d1, Math.fma(d0, d0, sum[p]))))))));
        }
    }

    private static void addFour(double[] group, double[] values, int at, double[] sum) {
        double c0 = values[at];
        double c1 = values[at + PackedCentroids.TILE];
        double c2 = values[at + 2 * PackedCentroids.TILE];
        double c3 = values[at + 3 * PackedCentroids.TILE];
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double d0 = group[p] - c0;
            double d1 = group[p + PointBlocks.ROWS] - c1;
            double d2 = group[p + 2 * PointBlocks.ROWS] - c2;
            double d3 = group[p + 3 * PointBlocks.ROWS] - c3;
            sum[p] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, Math.fma(d0, d0, sum[p]))));
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

    /** The same, and the second smallest distance: of the larger of the smallest and the new one, and the one before. */
    private static void selectTwo(
            double[] candidate, double index, double[] least, double[] seconds, double[] winners) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double before = least[p];
            double after = Math.min(before, candidate[p]);
            double won = Math.min(1.0, (before - after) * HUGE * HUGE);
            winners[p] += won * (index - winners[p]);
            least[p] = after;
            seconds[p] = Math.min(seconds[p], Math.max(before, candidate[p]));
        }
    }

    /** Lowers values to the least of four. */
    private static void lower(double[] values, double[] second, double[] third, double[] fourth) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            values[p] = Math.min(Math.min(values[p], second[p]), Math.min(third[p], fourth[p]));
        }
    }
}
