package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * The densities and memberships of a few rows at a time, for any number of rows with the same bits. Values of one column lie
 * side by side in an array of its own, because loops over rows are then vectorised. Belongs to one thread.
 */
final class MixtureDensities {
    /** Columns that one loop takes; rows of triangles are filled up with zeros to a multiple of it. */
    private static final int STEP = 4;

    /** A membership below 1e-20 of the greatest is 0: it would add nothing to the sum. */
    private static final double NEGLIGIBLE = StrictMath.log(1e-20);

    private final MixtureComponents components;
    private final int columns;
    private final double[][] values;
    private final double[][] differences;
    private final double[][] memberships;
    private final double[] projection;
    private final double[] greatest;
    private final double[] logDensities;
    private final double[] padded;

    /** Room for so many rows. */
    MixtureDensities(MixtureComponents components, int rows) {
        this.components = components;
        columns = components.columns();
        values = new double[columns][rows];
        boolean dense = MixtureComponents.isDense(components.shape());
        differences = new double[dense ? (columns + STEP - 1) / STEP * STEP : 0][rows];
        memberships = new double[components.count()][rows];
        projection = new double[rows];
        greatest = new double[rows];
        logDensities = new double[rows];
        padded = new double[differences.length];
    }

    /** The values of a column of the rows, in standard units, to be written before the densities are asked for. */
    double[] column(int column) {
        return values[column];
    }

    /** Copies a block in standard units. */
    void load(PointBlocks standard, int block) {
        for (int c = 0; c < columns; c++) {
            standard.readColumn(block, c, values[c], 0);
        }
    }

    /** Copies a block and brings it to standard units. */
    void load(PointBlocks points, int block, StandardScale scale) {
        load(points, block);
        for (int c = 0; c < columns; c++) {
            scale.standardise(c, values[c], points.rowsIn(block));
        }
    }

    /** Computes for each row and component the logarithm of weight times density, and the greatest of them. */
    void computeJoint(int rows, Runnable checkpoint) {
        Arrays.fill(greatest, 0, rows, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < memberships.length; j++) {
            checkpoint.run();
            double[] joint = memberships[j];
            Arrays.fill(joint, 0, rows, 0);
            if (differences.length > 0) {
                addDense(j, joint, rows, checkpoint);
            } else {
                double[] mean = components.means()[j];
                double[] inverse = components.whitener(j);
                for (int c = 0; c < columns; c++) {
                    addSquares(values[c], mean[c], inverse[c], joint, rows);
                }
            }
            finish(joint, components.constant(j), greatest, rows);
        }
    }

    private void addDense(int component, double[] squares, int rows, Runnable checkpoint) {
        double[] mean = components.means()[component];
        double[] whitener = components.whitener(component);
        for (int c = 0; c < columns; c++) {
            subtract(values[c], mean[c], differences[c], rows);
        }
        for (int i = 0; i < columns; i++) {
            if ((i & 63) == 63) {
                checkpoint.run();
            }
            int end = (i + STEP) / STEP * STEP;
            System.arraycopy(whitener, SymmetricMatrices.row(i), padded, 0, i + 1);
            Arrays.fill(padded, i + 1, end, 0);
            for (int c = 0; c < end; c += STEP) {
                project(c, rows, c > 0);
            }
            addSquares(projection, 0, 1, squares, rows);
        }
    }

    private void project(int from, int rows, boolean more) {
        double a = padded[from];
        double b = padded[from + 1];
        double c = padded[from + 2];
        double d = padded[from + 3];
        if (more) {
            add(
                    a,
                    differences[from],
                    b,
                    differences[from + 1],
                    c,
                    differences[from + 2],
                    d,
                    differences[from + 3],
                    projection,
                    rows);
        } else {
            set(
                    a,
                    differences[from],
                    b,
                    differences[from + 1],
                    c,
                    differences[from + 2],
                    d,
                    differences[from + 3],
                    projection,
                    rows);
        }
    }

    private static void set(
            double a,
            double[] as,
            double b,
            double[] bs,
            double c,
            double[] cs,
            double d,
            double[] ds,
            double[] target,
            int rows) {
        for (int p = 0; p < rows; p++) {
            target[p] = (a * as[p] + b * bs[p]) + (c * cs[p] + d * ds[p]);
        }
    }

    private static void add(
            double a,
            double[] as,
            double b,
            double[] bs,
            double c,
            double[] cs,
            double d,
            double[] ds,
            double[] target,
            int rows) {
        for (int p = 0; p < rows; p++) {
            target[p] += (a * as[p] + b * bs[p]) + (c * cs[p] + d * ds[p]);
        }
    }

    private static void subtract(double[] source, double mean, double[] target, int rows) {
        for (int p = 0; p < rows; p++) {
            target[p] = source[p] - mean;
        }
    }

    private static void addSquares(double[] source, double mean, double factor, double[] target, int rows) {
        for (int p = 0; p < rows; p++) {
            double value = (source[p] - mean) * factor;
            target[p] += value * value;
        }
    }

    private static void finish(double[] joint, double constant, double[] greatest, int rows) {
        for (int p = 0; p < rows; p++) {
            joint[p] = constant - 0.5 * joint[p];
            greatest[p] = Math.max(greatest[p], joint[p]);
        }
    }

    /** The component of greatest weight times density at a row, of several the lowest; after {@link #computeJoint}. */
    int label(int row) {
        int label = 0;
        while (memberships[label][row] != greatest[row]) {
            label++;
        }
        return label;
    }

    /** Turns what {@link #computeJoint} found into memberships and logarithms of densities. */
    void computeMemberships(int rows) {
        Arrays.fill(projection, 0, rows, 0);
        for (double[] membership : memberships) {
            for (int p = 0; p < rows; p++) {
                double below = membership[p] - greatest[p];
                double share = 0;
                if (below == 0) {
                    share = 1;
                } else if (below > NEGLIGIBLE) {
                    share = StrictMath.exp(below);
                }
                membership[p] = share;
                projection[p] += share;
            }
        }
        for (int p = 0; p < rows; p++) {
            logDensities[p] = greatest[p] + StrictMath.log(projection[p]);
        }
        for (double[] membership : memberships) {
            for (int p = 0; p < rows; p++) {
                membership[p] /= projection[p];
            }
        }
    }

    /** Makes rows belong to the component of their label and to no other. */
    void putMemberships(int[] labels, int firstRow, int rows) {
        for (int j = 0; j < memberships.length; j++) {
            for (int p = 0; p < rows; p++) {
                memberships[j][p] = labels[firstRow + p] == j ? 1 : 0;
            }
        }
    }

    /** How much rows belong to a component: after {@link #computeMemberships} or {@link #putMemberships}. */
    double[] memberships(int component) {
        return memberships[component];
    }

    /** The logarithm of the density at a row, in standard units; after {@link #computeMemberships}. */
    double logDensity(int row) {
        return logDensities[row];
    }
}
