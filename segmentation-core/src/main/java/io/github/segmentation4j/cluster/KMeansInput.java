package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.ColumnRanges;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;

/** The rows of a fit, checked and laid out: as they came, as they are compared, and what they weigh. Never written. */
final class KMeansInput {
    /** Squared distances need room above for their sum, and below for their differences. */
    static final double LARGEST = 0x1p1000;

    static final double SMALLEST = 0x1p-900;

    /** Weights that differ by more lose digits when a large one leaves a cluster. */
    private static final double COMPARABLE_WEIGHTS = 1024;

    private final PointBlocks points;
    private final PointBlocks scaled;
    private final double[][] weights;
    private final double[] roots;
    private final ColumnRanges ranges;
    private final IncompleteRows incomplete;
    private final boolean incremental;
    private final double reach;

    private KMeansInput(
            PointBlocks points,
            PointBlocks scaled,
            double[][] weights,
            double[] roots,
            ColumnRanges ranges,
            IncompleteRows incomplete,
            double reach,
            boolean incremental) {
        this.points = points;
        this.scaled = scaled;
        this.weights = weights;
        this.roots = roots;
        this.ranges = ranges;
        this.incomplete = incomplete;
        this.reach = reach;
        this.incremental = incremental;
    }

    /**
     * Checks and prepares rows that miss no value.
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
        return of(training, clusters, featureWeights, starts, MissingValues.REFUSE, context);
    }

    /** Checks and prepares rows. */
    static KMeansInput of(
            TrainingSet training,
            int clusters,
            Optional<double[]> featureWeights,
            Optional<double[][]> starts,
            MissingValues missing,
            RunContext context) {
        FeatureMatrix matrix = training.matrix();
        InputChecks.present(matrix);
        if (missing == MissingValues.REFUSE) {
            InputChecks.complete(matrix);
        }
        double[] roots = roots(featureWeights, matrix.columnCount());
        starts.ifPresent(rows -> {
            if (rows[0].length != matrix.columnCount()) {
                throw new IllegalArgumentException("given centroids must have " + matrix.columnCount()
                        + " values, one for each column, had " + rows[0].length);
            }
        });
        PointBlocks points = matrix.pointsView();
        ColumnRanges ranges = matrix.rangesView();
        IncompleteRows incomplete = IncompleteRows.of(matrix, missing, roots, context);
        Optional<double[]> rowWeights = training.weights();
        double[][] weights = incomplete.withoutLeftOut(blocked(rowWeights, points));
        boolean equal = rowWeights.isEmpty() && incomplete.isEmpty();
        double total = equal ? points.rows() : totalWeight(points, weights);
        double reach = refuseOverflow(matrix, ranges, roots, total, starts);
        PointBlocks scaled = featureWeights.isPresent() || !incomplete.isEmpty()
                ? new FilledPoints(points, weights, ranges, roots).copy(context)
                : points;
        int distinct = InputChecks.distinctRows(scaled, weights, clusters);
        if (distinct < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + distinct + " distinct rows, was "
                    + clusters + "; lower it or add data");
        }
        if (clusters > 1 && reach < SMALLEST) {
            throw new InvalidInputException(
                    "the rows differ by so little that squared distances vanish; scale the columns up");
        }
        return new KMeansInput(
                points,
                scaled,
                weights,
                roots,
                ranges,
                incomplete,
                reach,
                equal || (incomplete.isEmpty() && haveComparableWeights(points, weights)));
    }

    /** The rows as they came. */
    PointBlocks points() {
        return points;
    }

    /** The rows as they are compared: each column times the root of its weight, missing values filled with its mean. */
    PointBlocks scaled() {
        return scaled;
    }

    /** Whether rows are compared otherwise than as they came. */
    boolean isScaled() {
        return scaled != points;
    }

    /** Whether sums may follow the rows that change their cluster. */
    boolean isIncremental() {
        return incremental;
    }

    /** The rows that miss values. */
    IncompleteRows incomplete() {
        return incomplete;
    }

    /** The weights of the rows of a block. */
    double[] weights(int block) {
        return weights[block];
    }

    /** The weight of a row. */
    double weight(int row) {
        return weights[row / PointBlocks.ROWS][row % PointBlocks.ROWS];
    }

    /** The roots of the feature weights. */
    double[] roots() {
        return roots;
    }

    /** The smallest value of each column. */
    double[] low() {
        return ranges.low();
    }

    /** The largest value of each column. */
    double[] high() {
        return ranges.high();
    }

    /** The largest squared distance there can be. */
    double reach() {
        return reach;
    }

    /** Copies the values of a row in the units they came in, with its missing ones filled. */
    void copyFilledRow(int row, double[] target) {
        points.copyRow(row, target);
        for (int c = 0; c < target.length; c++) {
            if (Double.isNaN(target[c])) {
                target[c] = roots[c] > 0 ? scaled.get(row, c) / roots[c] : ranges.low()[c];
            }
        }
    }

    /** The root of the mean squared distance of the rows to their common mean, as they are compared. */
    double spread(RunContext context) {
        double total = totalWeight(points, weights);
        double[] means = new double[scaled.columns()];
        double[] sums = sumByColumn(context, (block, rows, rowWeights, c) -> {
            double origin = ranges.low()[c] * roots[c];
            double sum = 0;
            for (int p = 0; p < rows; p++) {
                sum += rowWeights[p] * (block[c * PointBlocks.ROWS + p] - origin);
            }
            return sum;
        });
        for (int c = 0; c < means.length; c++) {
            means[c] = ranges.low()[c] * roots[c] + sums[c] / total;
        }
        double[] squares = sumByColumn(context, (block, rows, rowWeights, c) -> {
            double sum = 0;
            for (int p = 0; p < rows; p++) {
                double difference = block[c * PointBlocks.ROWS + p] - means[c];
                sum += rowWeights[p] * difference * difference;
            }
            return sum;
        });
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum / total);
    }

    /** A sum over the rows of a block in one column. */
    private interface ColumnSum {
        double of(double[] block, int rows, double[] rowWeights, int column);
    }

    private double[] sumByColumn(RunContext context, ColumnSum part) {
        Spans spans = Spans.of(scaled.blockCount(), scaled.columns());
        double[] total = new double[scaled.columns()];
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled("k-means"))
                .map(spans.count(), s -> {
                    double[] sums = new double[total.length];
                    double[] room = scaled.room();
                    for (int b = spans.first(s); b < spans.end(s); b++) {
                        context.throwIfCancelled("k-means");
                        double[] block = scaled.read(b, room);
                        for (int c = 0; c < sums.length; c++) {
                            sums[c] += part.of(block, scaled.rowsIn(b), weights[b], c);
                        }
                    }
                    return sums;
                })
                .forEach(sums -> Arrays.setAll(total, c -> total[c] + sums[c]));
        return total;
    }

    private static double totalWeight(PointBlocks points, double[][] weights) {
        double total = 0;
        for (int b = 0; b < weights.length; b++) {
            for (int p = 0; p < points.rowsIn(b); p++) {
                total += weights[b][p];
            }
        }
        return total;
    }

    private static boolean haveComparableWeights(PointBlocks points, double[][] weights) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int b = 0; b < weights.length; b++) {
            for (int p = 0; p < points.rowsIn(b); p++) {
                double weight = weights[b][p];
                least = weight > 0 ? Math.min(least, weight) : least;
                most = Math.max(most, weight);
            }
        }
        return most <= least * COMPARABLE_WEIGHTS;
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

    /** Row weights by block, 1 if not given; those of unused rows mean nothing. */
    static double[][] blocked(Optional<double[]> rowWeights, PointBlocks points) {
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
    private static double refuseOverflow(
            FeatureMatrix matrix, ColumnRanges ranges, double[] roots, double total, Optional<double[][]> starts) {
        double reach = 0;
        for (int c = 0; c < roots.length; c++) {
            String name = matrix.features().get(c).name();
            double least = ranges.low()[c];
            double most = ranges.high()[c];
            if (least > most) {
                throw InvalidInputException.inColumn(name, "all values are missing; leave the column out");
            }
            for (double[] start : starts.orElse(new double[0][])) {
                least = Math.min(least, start[c]);
                most = Math.max(most, start[c]);
            }
            double width = (most - least) * roots[c];
            reach += width * width;
            if (!(reach * Math.max(1, total) < LARGEST) || !(Math.max(-least, most) * roots[c] < LARGEST)) {
                throw InvalidInputException.inColumn(
                        name,
                        "the values are so far apart that squared distances overflow; scale the column, see Scaling");
            }
        }
        return reach;
    }
}
