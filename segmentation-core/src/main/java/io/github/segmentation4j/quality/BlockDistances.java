package io.github.segmentation4j.quality;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * The distances of the rows of a block to one point after another. Squares are added in the order of the columns,
 * whatever the block. Belongs to one thread.
 *
 * <p>The compiler makes vector instructions of these loops because all arrays of a loop are read from the same index:
 * that is why every dimension is an array of its own. It gives up on longer bodies than four dimensions.
 */
final class BlockDistances {
    private static final int ROWS = PointBlocks.ROWS;

    private final double[][] dimensions;
    private final double[] squares = new double[ROWS];

    private BlockDistances(double[][] dimensions) {
        this.dimensions = dimensions;
    }

    static BlockDistances of(PointBlocks points, int block) {
        double[][] dimensions = new double[points.columns()][ROWS];
        for (int c = 0; c < dimensions.length; c++) {
            points.readColumn(block, c, dimensions[c], 0);
        }
        return new BlockDistances(dimensions);
    }

    /** Moves the rows of the block so that a point becomes the origin. */
    void moveTo(double[] origin) {
        for (int c = 0; c < dimensions.length; c++) {
            for (int p = 0; p < ROWS; p++) {
                dimensions[c][p] -= origin[c];
            }
        }
    }

    /** Measures a point: what the other methods speak of from now on. */
    void measure(double[] point) {
        double[][] x = dimensions;
        int c = 0;
        if (x.length < 4) {
            Arrays.fill(squares, 0);
        } else {
            beginWithFour(x[0], x[1], x[2], x[3], point, squares);
            c = 4;
        }
        for (; c + 4 <= x.length; c += 4) {
            addFour(x[c], x[c + 1], x[c + 2], x[c + 3], point, c, squares);
        }
        for (; c < x.length; c++) {
            addOne(x[c], point[c], squares);
        }
    }

    /** Adds the distance of each row to its sum. */
    void addTo(double[] sums) {
        addRoots(squares, sums);
    }

    /** Lowers to the squared distance of each of some rows, those from one to before another, what is above it. */
    void lower(double[] least, int from, int end) {
        if (from == 0 && end == ROWS) {
            lower(squares, least);
            return;
        }
        for (int p = from; p < end; p++) {
            least[p] = Math.min(least[p], squares[p]);
        }
    }

    /** Raises to the squared distance of each of some rows, those from one to before another, what is below it. */
    void raise(double[] most, int from, int end) {
        if (from == 0 && end == ROWS) {
            raise(squares, most);
            return;
        }
        for (int p = from; p < end; p++) {
            most[p] = Math.max(most[p], squares[p]);
        }
    }

    /** The distance of a row. */
    double distance(int row) {
        return Math.sqrt(squares[row]);
    }

    private static void beginWithFour(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] point, double[] squares) {
        double c0 = point[0];
        double c1 = point[1];
        double c2 = point[2];
        double c3 = point[3];
        for (int p = 0; p < ROWS; p++) {
            double d0 = x0[p] - c0;
            double d1 = x1[p] - c1;
            double d2 = x2[p] - c2;
            double d3 = x3[p] - c3;
            squares[p] = ((d0 * d0 + d1 * d1) + d2 * d2) + d3 * d3;
        }
    }

    private static void addFour(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] point, int c, double[] squares) {
        double c0 = point[c];
        double c1 = point[c + 1];
        double c2 = point[c + 2];
        double c3 = point[c + 3];
        for (int p = 0; p < ROWS; p++) {
            double d0 = x0[p] - c0;
            double d1 = x1[p] - c1;
            double d2 = x2[p] - c2;
            double d3 = x3[p] - c3;
            squares[p] = (((squares[p] + d0 * d0) + d1 * d1) + d2 * d2) + d3 * d3;
        }
    }

    private static void addOne(double[] x, double value, double[] squares) {
        for (int p = 0; p < ROWS; p++) {
            double d = x[p] - value;
            squares[p] += d * d;
        }
    }

    private static void addRoots(double[] squares, double[] sums) {
        for (int p = 0; p < ROWS; p++) {
            sums[p] += Math.sqrt(squares[p]);
        }
    }

    private static void lower(double[] squares, double[] least) {
        for (int p = 0; p < ROWS; p++) {
            least[p] = Math.min(least[p], squares[p]);
        }
    }

    private static void raise(double[] squares, double[] most) {
        for (int p = 0; p < ROWS; p++) {
            most[p] = Math.max(most[p], squares[p]);
        }
    }
}
