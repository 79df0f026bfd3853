package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * The range of each column that a private answer covers; values outside count as the nearer end. Bounds that were read
 * off the customers' own values would tell about those at the ends, so they are known beforehand, or learned privately.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ColumnBounds {
    private final double[] lower;
    private final double[] upper;
    private final Learning learned;

    private ColumnBounds(double[] lower, double[] upper, Learning learned) {
        this.lower = lower;
        this.upper = upper;
        this.learned = learned;
    }

    /**
     * Bounds known without looking at the customers.
     *
     * @param lower for each column, finite; copied
     * @param upper for each column, finite, above the lower one; copied
     */
    public static ColumnBounds of(double[] lower, double[] upper) {
        return of(lower.clone(), upper.clone(), Learning.NOTHING);
    }

    /** The same bounds for a number of columns. */
    public static ColumnBounds same(int columns, double lower, double upper) {
        double[] low = new double[columns];
        double[] high = new double[columns];
        Arrays.fill(low, lower);
        Arrays.fill(high, upper);
        return of(low, high, Learning.NOTHING);
    }

    /**
     * Bounds learned under differential privacy: powers of two between which a noisy histogram finds more rows than noise
     * alone would show. They leave out values that only few rows have.
     *
     * @param matrix n rows x d columns without missing values
     * @param charge what it may cost, in rho or in epsilon and delta, spent once
     * @param context executor and cancellation
     * @throws io.github.segmentation4j.run.InvalidInputException if the noise hides every row of a column; the spend stands
     */
    public static ColumnBounds privately(FeatureMatrix matrix, PrivacyCharge charge, RunContext context) {
        return LogHistogram.bounds(matrix, charge, context);
    }

    static ColumnBounds of(double[] lower, double[] upper, Learning learned) {
        if (lower.length != upper.length || lower.length == 0) {
            throw new IllegalArgumentException(
                    "there must be a lower and an upper bound for each of at least one column," + " were "
                            + lower.length + " and " + upper.length);
        }
        for (int c = 0; c < lower.length; c++) {
            if (!(lower[c] < upper[c]) || !Double.isFinite(upper[c] - lower[c])) {
                throw new IllegalArgumentException("bounds of column " + (c + 1)
                        + " must be finite, the lower one first, were " + lower[c] + " and " + upper[c]);
            }
        }
        return new ColumnBounds(lower, upper, learned);
    }

    /** The number of columns. */
    public int columnCount() {
        return lower.length;
    }

    /** The lower bound of a column. */
    public double lower(int column) {
        return lower[column];
    }

    /** The upper bound of a column. */
    public double upper(int column) {
        return upper[column];
    }

    /** Nothing for bounds known beforehand, otherwise privately. */
    public Learning learned() {
        return learned;
    }

    double[] lower() {
        return lower.clone();
    }

    double[] upper() {
        return upper.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnBounds bounds
                && Arrays.equals(lower, bounds.lower)
                && Arrays.equals(upper, bounds.upper)
                && learned == bounds.learned;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
    }

    @Override
    public String toString() {
        return "bounds " + Arrays.toString(lower) + " to " + Arrays.toString(upper);
    }
}
