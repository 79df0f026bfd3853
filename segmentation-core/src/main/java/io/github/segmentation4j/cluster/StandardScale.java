package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * Where rows lie and how far they spread: takes the mean from each column and divides by its deviation, so that squares and
 * products of what is left neither cancel nor overflow. Immutable.
 */
final class StandardScale {
    /** A standard value beyond this counts as this: far beyond any row of a fit, and squares stay finite. */
    private static final double FARTHEST = 0x1p400;

    private final double[] centre;
    private final double[] unit;
    private final double[] low;
    private final double[] high;

    private StandardScale(double[] centre, double[] unit, double[] low, double[] high) {
        this.centre = centre;
        this.unit = unit;
        this.low = low;
        this.high = high;
    }

    /**
     * The scale of rows, from those with a weight above 0.
     *
     * @param weights by block
     * @param common whether all columns are divided by one number, the root of their mean variance
     */
    static StandardScale of(FeatureMatrix matrix, double[][] weights, boolean common, RunContext context) {
        PointBlocks points = matrix.pointsView();
        int columns = points.columns();
        double[] low = new double[columns];
        double[] high = new double[columns];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        double total = total(points, weights);
        widen(points, weights, low, high, context);
        for (int c = 0; c < columns; c++) {
            double width = high[c] - low[c];
            if (!(width * width * Math.max(1, total) < KMeansInput.LARGEST)) {
                throw InvalidInputException.inColumn(
                        matrix.features().get(c).name(),
                        "the values are so far apart that squared distances overflow; scale the column, see Scaling");
            }
        }
        double[] widths = new double[columns];
        Arrays.setAll(widths, c -> high[c] > low[c] ? high[c] - low[c] : 1);
        double[] sums = sums(points, weights, context, (x, c) -> (x - low[c]) / widths[c]);
        double[] centre = new double[columns];
        Arrays.setAll(centre, c -> low[c] + sums[c] / total * widths[c]);
        double[] squares = sums(points, weights, context, (x, c) -> {
            double part = (x - centre[c]) / widths[c];
            return part * part;
        });
        double[] unit = new double[columns];
        Arrays.setAll(unit, c -> high[c] > low[c] ? Math.sqrt(squares[c] / total) * widths[c] : 0);
        if (common) {
            Arrays.fill(unit, commonUnit(unit));
        }
        // A unit can vanish where a column is constant, or varies by denormals.
        Arrays.setAll(unit, c -> unit[c] > 0 ? unit[c] : 1);
        return new StandardScale(centre, unit, low, high);
    }

    /** A scale that was stored. */
    static StandardScale restore(double[] centre, double[] unit) {
        return new StandardScale(centre, unit, centre, centre);
    }

    private static double commonUnit(double[] units) {
        double largest = Arrays.stream(units).max().orElse(0);
        double sum = 0;
        for (double unit : units) {
            double part = largest > 0 ? unit / largest : 0;
            sum += part * part;
        }
        return Math.sqrt(sum / units.length) * largest;
    }

    /** The sum of the weights of rows. */
    static double total(PointBlocks points, double[][] weights) {
        double total = 0;
        for (int b = 0; b < weights.length; b++) {
            for (int p = 0; p < points.rowsIn(b); p++) {
                total += weights[b][p];
            }
        }
        return total;
    }

    private static void widen(PointBlocks points, double[][] weights, double[] low, double[] high, RunContext context) {
        double[] values = new double[PointBlocks.ROWS];
        for (int b = 0; b < points.blockCount(); b++) {
            context.throwIfCancelled(GaussianMixture.STAGE);
            for (int c = 0; c < low.length; c++) {
                points.readColumn(b, c, values, 0);
                for (int p = 0; p < points.rowsIn(b); p++) {
                    if (weights[b][p] > 0) {
                        low[c] = Math.min(low[c], values[p]);
                        high[c] = Math.max(high[c], values[p]);
                    }
                }
            }
        }
    }

    /** What is summed over the rows of a column. */
    private interface Term {
        double of(double value, int column);
    }

    private static double[] sums(PointBlocks points, double[][] weights, RunContext context, Term term) {
        double[] sums = new double[points.columns()];
        double[] values = new double[PointBlocks.ROWS];
        for (int b = 0; b < points.blockCount(); b++) {
            context.throwIfCancelled(GaussianMixture.STAGE);
            for (int c = 0; c < sums.length; c++) {
                points.readColumn(b, c, values, 0);
                double sum = 0;
                for (int p = 0; p < points.rowsIn(b); p++) {
                    if (weights[b][p] > 0) {
                        sum += weights[b][p] * term.of(values[p], c);
                    }
                }
                sums[c] += sum;
            }
        }
        return sums;
    }

    /** The rows in standard units, copied. */
    FeatureMatrix standardised(FeatureMatrix matrix, RunContext context) {
        PointBlocks points = matrix.pointsView();
        FeatureMatrix.Builder standard = FeatureMatrix.builder(matrix.features(), matrix.rowCount());
        double[] column = new double[points.rows()];
        for (int c = 0; c < points.columns(); c++) {
            for (int b = 0; b < points.blockCount(); b++) {
                context.throwIfCancelled(GaussianMixture.STAGE);
                points.readColumn(b, c, column, PointBlocks.firstRow(b));
            }
            standardise(c, column, column.length);
            standard.setColumn(c, column);
        }
        return standard.build();
    }

    /** Brings values of a column to standard units, in place. */
    void standardise(int column, double[] values, int count) {
        double mean = centre[column];
        double divisor = unit[column];
        for (int p = 0; p < count; p++) {
            values[p] = Math.max(-FARTHEST, Math.min(FARTHEST, (values[p] - mean) / divisor));
        }
    }

    /** The number of columns. */
    int columns() {
        return centre.length;
    }

    /** What is taken from each column. */
    double[] centre() {
        return centre;
    }

    /** What each column is divided by. */
    double[] unit() {
        return unit;
    }

    /** The smallest value of a column of the fit in standard units. */
    double low(int column) {
        return (low[column] - centre[column]) / unit[column];
    }

    /** The largest value of a column of the fit in standard units. */
    double high(int column) {
        return (high[column] - centre[column]) / unit[column];
    }
}
