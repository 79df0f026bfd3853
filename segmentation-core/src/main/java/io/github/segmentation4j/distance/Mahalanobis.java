package io.github.segmentation4j.distance;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * The Mahalanobis distance. Learns the mean, then in a second pass the deviations and correlations of what is left of the
 * columns without it, so values far from 0 lose no digits; columns are brought to a common size before they are multiplied,
 * so none overflows. Immutable.
 */
record Mahalanobis(double shrinkage) implements Dissimilarity {
    /**
     * A column is refused if others explain all but this share of its variance: a distance along what is left would be made
     * of the rounding of the values.
     */
    private static final double SINGULAR = 1e-10;

    private static final String STAGE = "learning distances";

    /** Blocks of points that are summed by one task. */
    private static final int SPAN = 64;

    @Override
    public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
        matrix.requireComplete(
                "a value must not be missing where covariances are learned; fill it first, see Imputation");
        int columns = matrix.columnCount();
        double[] first = matrix.rowCount() == 0 ? new double[columns] : matrix.row(0);
        double[] mean = sums(matrix, context, columns, (row, sums) -> {
            for (int c = 0; c < columns; c++) {
                sums[c] += (row[c] - first[c]) / matrix.rowCount();
            }
        });
        for (int c = 0; c < columns; c++) {
            mean[c] += first[c];
        }
        double[] size = sizes(matrix, mean, context);
        double[] products = sums(matrix, context, columns * columns, (row, sums) -> {
            for (int c = 0; c < columns; c++) {
                row[c] = (row[c] - mean[c]) / size[c];
            }
            for (int c = 0; c < columns; c++) {
                for (int e = 0; e <= c; e++) {
                    sums[c * columns + e] += row[c] * row[e];
                }
            }
        });
        double[] deviations = new double[columns];
        for (int c = 0; c < columns; c++) {
            double variance = products[c * columns + c] / (matrix.rowCount() - 1);
            deviations[c] = size[c] * Math.sqrt(variance);
        }
        return new FittedMahalanobis(mean, deviations, factor(matrix, products));
    }

    /** The greatest distance from the mean of each column; refuses columns without any. */
    private static double[] sizes(FeatureMatrix matrix, double[] mean, RunContext context) {
        double[] size = new double[mean.length];
        double[] values = new double[PointBlocks.ROWS];
        PointBlocks points = matrix.pointsView();
        for (int c = 0; c < mean.length; c++) {
            boolean varies = false;
            for (int b = 0; b < points.blockCount(); b++) {
                context.throwIfCancelled(STAGE);
                points.readColumn(b, c, values, 0);
                for (int p = 0; p < points.rowsIn(b); p++) {
                    size[c] = Math.max(size[c], Math.abs(values[p] - mean[c]));
                    varies |= values[p] != points.get(0, c);
                }
            }
            if (!varies || !(size[c] >= Double.MIN_NORMAL && size[c] <= Double.MAX_VALUE / 2)) {
                throw InvalidInputException.inColumn(
                        matrix.features().get(c).name(),
                        "a column must vary, by more than 1e-307 and less than 1e307, for the Mahalanobis distance;"
                                + " leave it out or scale it");
            }
        }
        return size;
    }

    /** The Cholesky factor of the correlations, row by row: column after column, what the ones before do not explain. */
    private double[] factor(FeatureMatrix matrix, double[] products) {
        int columns = matrix.columnCount();
        double[] lower = new double[columns * columns];
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < i; j++) {
                double scale = Math.sqrt(products[i * columns + i]) * Math.sqrt(products[j * columns + j]);
                double rest = (1 - shrinkage) * products[i * columns + j] / scale;
                for (int k = 0; k < j; k++) {
                    rest -= lower[i * columns + k] * lower[j * columns + k];
                }
                lower[i * columns + j] = rest / lower[j * columns + j];
            }
            double unexplained = 1;
            for (int k = 0; k < i; k++) {
                unexplained -= lower[i * columns + k] * lower[i * columns + k];
            }
            if (!(unexplained > SINGULAR)) {
                throw InvalidInputException.inColumn(
                        matrix.features().get(i).name(),
                        "a column must not follow from those before it for the Mahalanobis distance; leave it out or"
                                + " use a shrinkage above 0");
            }
            lower[i * columns + i] = Math.sqrt(unexplained);
        }
        return lower;
    }

    private interface Addition {
        void add(double[] row, double[] sums);
    }

    /** Sums over all rows, span by span in their order. */
    private static double[] sums(FeatureMatrix matrix, RunContext context, int length, Addition addition) {
        PointBlocks points = matrix.pointsView();
        int spans = (points.blockCount() + SPAN - 1) / SPAN;
        List<double[]> parts = BlockRunner.of(
                        context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE))
                .map(spans, span -> {
                    double[] sums = new double[length];
                    double[] row = new double[matrix.columnCount()];
                    for (int b = span * SPAN; b < Math.min(points.blockCount(), (span + 1) * SPAN); b++) {
                        context.throwIfCancelled(STAGE);
                        int from = PointBlocks.firstRow(b);
                        for (int r = from; r < from + points.rowsIn(b); r++) {
                            points.copyRow(r, row);
                            addition.add(row, sums);
                        }
                    }
                    return sums;
                });
        double[] all = new double[length];
        for (double[] part : parts) {
            for (int i = 0; i < length; i++) {
                all[i] += part[i];
            }
        }
        return all;
    }

    @Override
    public String describe() {
        return shrinkage > 0 ? "mahalanobis(shrinkage=" + shrinkage + ")" : "mahalanobis";
    }
}
