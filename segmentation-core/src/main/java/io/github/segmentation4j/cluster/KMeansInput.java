package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;

/** The rows of a fit, checked and laid out: as they came, as they are compared, and what they weigh. Never written. */
final class KMeansInput {
    /** Squared distances need room above for their sum, and below for their differences. */
    private static final double LARGEST = 0x1p1000;

    private static final double SMALLEST = 0x1p-900;

    private final PointBlocks points;
    private final PointBlocks scaled;
    private final double[][] weights;
    private final double[] roots;
    private final double[] low;
    private final double[] high;

    private KMeansInput(
            PointBlocks points, PointBlocks scaled, double[][] weights, double[] roots, double[] low, double[] high) {
        this.points = points;
        this.scaled = scaled;
        this.weights = weights;
        this.roots = roots;
        this.low = low;
        this.high = high;
    }

    /**
     * Checks and prepares rows.
     *
     * @param featureWeights one for each column
     * @param starts centroids that are given, or none
     */
    static KMeansInput of(
            TrainingSet training,
            int clusters,
            Optional<double[]> featureWeights,
            Optional<double[][]> starts,
            RunContext context) {
        FeatureMatrix matrix = training.matrix();
        InputChecks.usable(matrix);
        double[] roots = roots(featureWeights, matrix.columnCount());
        starts.ifPresent(rows -> {
            if (rows[0].length != matrix.columnCount()) {
                throw new IllegalArgumentException("given centroids must have " + matrix.columnCount()
                        + " values, one for each column, had " + rows[0].length);
            }
        });
        PointBlocks points = matrix.pointsView();
        double[][] weights = blocked(training.weights(), points);
        double[] low = new double[points.columns()];
        double[] high = new double[points.columns()];
        range(points, low, high, context);
        KMeansInput input = new KMeansInput(
                points, featureWeights.isPresent() ? scale(points, roots, context) : points, weights, roots, low, high);
        double reach = input.refuseOverflow(matrix, starts);
        int distinct = InputChecks.distinctRows(input.scaled, weights, clusters);
        if (distinct < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + distinct + " distinct rows, was "
                    + clusters + "; lower it or add data");
        }
        if (clusters > 1 && reach < SMALLEST) {
            throw new InvalidInputException(
                    "the rows differ by so little that squared distances vanish; scale the columns up");
        }
        return input;
    }

    /** The rows as they came. */
    PointBlocks points() {
        return points;
    }

    /** The rows as they are compared: each column times the root of its weight. */
    PointBlocks scaled() {
        return scaled;
    }

    /** The weights of the rows of a block. */
    double[] weights(int block) {
        return weights[block];
    }

    /** The roots of the feature weights. */
    double[] roots() {
        return roots;
    }

    /** The smallest value of each column. */
    double[] low() {
        return low;
    }

    /** The largest value of each column. */
    double[] high() {
        return high;
    }

    /** The root of the mean squared distance of the rows to their common mean, as they are compared. */
    double spread(RunContext context) {
        int columns = scaled.columns();
        double[] means = new double[columns];
        double total = totalWeight();
        double[] room = scaled.room();
        for (int b = 0; b < scaled.blockCount(); b++) {
            context.throwIfCancelled("k-means");
            double[] block = scaled.read(b, room);
            for (int c = 0; c < columns; c++) {
                means[c] += deviation(block, b, c, low[c] * roots[c]);
            }
        }
        for (int c = 0; c < columns; c++) {
            means[c] = low[c] * roots[c] + means[c] / total;
        }
        double sum = 0;
        for (int b = 0; b < scaled.blockCount(); b++) {
            context.throwIfCancelled("k-means");
            double[] block = scaled.read(b, room);
            for (int c = 0; c < columns; c++) {
                sum += squaredDeviation(block, b, c, means[c]);
            }
        }
        return Math.sqrt(sum / total);
    }

    private double deviation(double[] block, int b, int column, double origin) {
        double sum = 0;
        for (int p = 0; p < scaled.rowsIn(b); p++) {
            sum += weights[b][p] * (block[column * PointBlocks.ROWS + p] - origin);
        }
        return sum;
    }

    private double squaredDeviation(double[] block, int b, int column, double origin) {
        double sum = 0;
        for (int p = 0; p < scaled.rowsIn(b); p++) {
            double difference = block[column * PointBlocks.ROWS + p] - origin;
            sum += weights[b][p] * difference * difference;
        }
        return sum;
    }

    private double totalWeight() {
        double total = 0;
        for (int b = 0; b < weights.length; b++) {
            for (int p = 0; p < points.rowsIn(b); p++) {
                total += weights[b][p];
            }
        }
        return total;
    }

    private static double[] roots(Optional<double[]> featureWeights, int columns) {
        double[] roots = new double[columns];
        Arrays.fill(roots, 1);
        featureWeights.ifPresent(given -> {
            if (given.length != columns) {
                throw new IllegalArgumentException(
                        "there must be " + columns + " feature weights, one for each column, were " + given.length);
            }
            for (int c = 0; c < columns; c++) {
                roots[c] = Math.sqrt(given[c]);
            }
        });
        return roots;
    }

    private static double[][] blocked(Optional<double[]> rowWeights, PointBlocks points) {
        double[][] blocks = new double[points.blockCount()][];
        if (rowWeights.isEmpty()) {
            double[] ones = new double[PointBlocks.ROWS];
            Arrays.fill(ones, 1);
            Arrays.fill(blocks, ones);
            return blocks;
        }
        double[] all = rowWeights.get();
        for (int b = 0; b < blocks.length; b++) {
            int first = PointBlocks.firstRow(b);
            blocks[b] = Arrays.copyOfRange(all, first, first + PointBlocks.ROWS);
        }
        return blocks;
    }

    private static void range(PointBlocks points, double[] low, double[] high, RunContext context) {
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        double[] room = points.room();
        for (int b = 0; b < points.blockCount(); b++) {
            context.throwIfCancelled("k-means");
            double[] block = points.read(b, room);
            int rows = points.rowsIn(b);
            for (int c = 0; c < low.length; c++) {
                double least = low[c];
                double most = high[c];
                for (int at = c * PointBlocks.ROWS, end = at + rows; at < end; at++) {
                    least = Math.min(least, block[at]);
                    most = Math.max(most, block[at]);
                }
                low[c] = least;
                high[c] = most;
            }
        }
    }

    private static PointBlocks scale(PointBlocks points, double[] roots, RunContext context) {
        PointBlocks scaled = new PointBlocks(points.rows(), points.columns());
        double[] room = points.room();
        double[] block = new double[points.columns() * PointBlocks.ROWS];
        for (int b = 0; b < points.blockCount(); b++) {
            context.throwIfCancelled("k-means");
            scale(points.read(b, room), roots, block);
            scaled.write(b, block);
        }
        return scaled;
    }

    /** Writes the values of a block times the roots of the feature weights to another block. */
    static void scale(double[] block, double[] roots, double[] target) {
        for (int c = 0; c < roots.length; c++) {
            double root = roots[c];
            for (int at = c * PointBlocks.ROWS, end = at + PointBlocks.ROWS; at < end; at++) {
                target[at] = block[at] * root;
            }
        }
    }

    /** Returns the largest squared distance there can be. */
    private double refuseOverflow(FeatureMatrix matrix, Optional<double[][]> starts) {
        double total = totalWeight();
        double reach = 0;
        for (int c = 0; c < low.length; c++) {
            double least = low[c];
            double most = high[c];
            for (double[] start : starts.orElse(new double[0][])) {
                least = Math.min(least, start[c]);
                most = Math.max(most, start[c]);
            }
            double width = (most - least) * roots[c];
            reach += width * width;
            if (!(reach * Math.max(1, total) < LARGEST) || !(Math.max(-least, most) * roots[c] < LARGEST)) {
                throw InvalidInputException.inColumn(
                        matrix.features().get(c).name(),
                        "the values are so far apart that squared distances overflow; scale the column, see Scaling");
            }
        }
        return reach;
    }
}
