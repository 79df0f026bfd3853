package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import java.util.Arrays;

/** The different values of a column in ascending order, and the weight of the rows that have each. Never written. */
final class WeightedValues {
    private final double[] values;
    private final double[] weights;

    private WeightedValues(double[] values, double[] weights) {
        this.values = values;
        this.weights = weights;
    }

    /**
     * Sorts a column.
     *
     * @param column finite values
     * @param rowWeights one for each row; rows of weight 0 are left out
     */
    static WeightedValues of(double[] column, double[] rowWeights, Checkpoint checkpoint) {
        double[] sorted = new double[column.length];
        int kept = 0;
        for (int row = 0; row < column.length; row++) {
            checkpoint.at(row);
            if (rowWeights[row] > 0) {
                sorted[kept++] = unsigned(column[row]);
            }
        }
        sorted = Arrays.copyOf(sorted, kept);
        PacedSort.sort(sorted, checkpoint);
        int different = 0;
        for (double value : sorted) {
            if (different == 0 || value != sorted[different - 1]) {
                sorted[different++] = value;
            }
        }
        double[] values = Arrays.copyOf(sorted, different);
        double[] weights = new double[different];
        for (int row = 0; row < column.length; row++) {
            checkpoint.at(row);
            if (rowWeights[row] > 0) {
                weights[Arrays.binarySearch(values, unsigned(column[row]))] += rowWeights[row];
            }
        }
        return new WeightedValues(values, weights);
    }

    /** Turns -0.0 into 0.0, which equals it and sorts apart. */
    private static double unsigned(double value) {
        return value + 0.0;
    }

    int count() {
        return values.length;
    }

    /** The values, shared. */
    double[] values() {
        return values;
    }

    /** Their weights, shared. */
    double[] weights() {
        return weights;
    }
}
