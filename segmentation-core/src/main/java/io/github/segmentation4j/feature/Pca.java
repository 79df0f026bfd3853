package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Principal components: the columns turned so that the first new ones, {@code pc1}, {@code pc2} and so on, hold as much
 * of the variance as possible. Works on the covariance, so bring the columns to a common scale first.
 *
 * <p>The sign of a component is the one in which its loading of largest magnitude (the first of them, if tied) is
 * positive. Columns without any variance give one component of zeros. Missing values are refused; impute them first.
 *
 * <p>Cost: O(n d^2 + d^3) time and O(d^2) memory for n rows and d columns, at most 2,048. The last step, O(d^3), does not
 * look for cancellation: it takes longer than 100 ms from some 300 columns on. Immutable and safe for use by
 * several threads.
 *
 * <p>References: I. T. Jolliffe, Principal Component Analysis, 2nd edition, 2002.
 */
public final class Pca implements FeatureTransform {
    private static final int COLUMN_LIMIT = 2048;

    private final int components;
    private final double share;
    private final Whitening whitening;

    /** Whether components keep their variances. */
    public enum Whitening {
        /** A component varies as much as the columns do along it. */
        NONE,
        /** Each component has variance 1; one without variance is 0. */
        UNIT_VARIANCE
    }

    private Pca(int components, double share, Whitening whitening) {
        this.components = components;
        this.share = share;
        this.whitening = whitening;
    }

    /**
     * A fixed number of components.
     *
     * @param count at least 1, and at most the number of columns when it is fitted
     */
    public static Pca components(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("components must be at least 1, was " + count);
        }
        return new Pca(count, 0, Whitening.NONE);
    }

    /**
     * As few components as hold a share of the variance.
     *
     * @param share above 0, at most 1
     */
    public static Pca explaining(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of variance must be above 0 and at most 1, was " + share);
        }
        return new Pca(0, share, Whitening.NONE);
    }

    /** These components with or without their variances; default {@link Whitening#NONE}. */
    public Pca withWhitening(Whitening choice) {
        return new Pca(components, share, choice);
    }

    /**
     * Learns the components.
     *
     * @throws InvalidInputException if a value is missing, there are no rows, or fewer or more columns than possible
     */
    @Override
    public FittedPca fit(FeatureMatrix matrix, RunContext context) {
        int columns = matrix.columnCount();
        if (matrix.rowCount() == 0 || columns == 0 || columns > COLUMN_LIMIT || components > columns) {
            throw new InvalidInputException("principal components need a row and from "
                    + Math.max(1, components) + " to " + COLUMN_LIMIT + " columns, were " + matrix.rowCount()
                    + " rows and " + columns + " columns; ask for fewer components or leave columns out");
        }
        double[] means = means(matrix, context);
        double[][] covariance = covariance(matrix, means, context);
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
        double[] variances = eigen.getRealEigenvalues();
        double total = 0;
        for (int c = 0; c < columns; c++) {
            // Rounding may carry a variance of zero below it.
            variances[c] = Math.max(0, variances[c]);
            total += variances[c];
        }
        int kept = components > 0 ? components : count(variances, total);
        double[][] loadings = new double[kept][];
        double[] keptVariances = new double[kept];
        for (int k = 0; k < kept; k++) {
            loadings[k] = upright(eigen.getEigenvector(k).toArray());
            keptVariances[k] = variances[k];
        }
        return new FittedPca(
                matrix.features(), new FittedPca.Learned(means, loadings, keptVariances, total, whitening));
    }

    private int count(double[] variances, double total) {
        double sum = 0;
        for (int k = 0; k < variances.length; k++) {
            sum += variances[k];
            if (sum >= share * total) {
                return k + 1;
            }
        }
        return variances.length;
    }

    private static double[] means(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        double[] means = new double[matrix.columnCount()];
        for (int c = 0; c < means.length; c++) {
            ColumnStatistics statistics = ColumnStatistics.of(matrix.column(c), checkpoint);
            if (statistics.count() < matrix.rowCount()) {
                throw InvalidInputException.inColumn(
                        matrix.features().get(c).name(),
                        "principal components need every value; put an Imputation before them");
            }
            means[c] = statistics.mean();
        }
        return means;
    }

    private static double[][] covariance(FeatureMatrix matrix, double[] means, RunContext context) {
        PointBlocks points = matrix.pointsView();
        int columns = means.length;
        double[][] sums = new double[columns][columns];
        BlockRunner runner = BlockRunner.of(
                context.executor(), context.threads(), () -> context.throwIfCancelled("principal components"));
        // A row of the result at a time: memory stays at d^2 however many rows there are.
        runner.forEach(columns, a -> {
            double[] row = sums[a];
            double[] room = points.room();
            for (int block = 0; block < points.blockCount(); block++) {
                context.throwIfCancelled("principal components");
                addProducts(points.read(block, room), points.rowsIn(block), a, means, row);
            }
        });
        int divisor = Math.max(1, matrix.rowCount() - 1);
        for (int a = 0; a < columns; a++) {
            for (int b = a; b < columns; b++) {
                double covariance = sums[a][b] / divisor;
                if (!Double.isFinite(covariance)) {
                    throw InvalidInputException.inColumn(
                            matrix.features().get(a).name(),
                            "the values are too large for their variance to be computed; scale them first");
                }
                sums[a][b] = covariance;
                sums[b][a] = covariance;
            }
        }
        return sums;
    }

    private static void addProducts(double[] values, int rows, int a, double[] means, double[] row) {
        int atA = a * PointBlocks.ROWS;
        for (int b = a; b < row.length; b++) {
            int atB = b * PointBlocks.ROWS;
            double sum = 0;
            for (int p = 0; p < rows; p++) {
                sum += (values[atA + p] - means[a]) * (values[atB + p] - means[b]);
            }
            row[b] += sum;
        }
    }

    private static double[] upright(double[] loadings) {
        int largest = 0;
        for (int c = 1; c < loadings.length; c++) {
            if (Math.abs(loadings[c]) > Math.abs(loadings[largest])) {
                largest = c;
            }
        }
        if (loadings[largest] < 0) {
            for (int c = 0; c < loadings.length; c++) {
                loadings[c] = -loadings[c];
            }
        }
        return loadings;
    }

    @Override
    public String toString() {
        return "principal components, " + (components > 0 ? components + " of them" : share + " of the variance");
    }
}
