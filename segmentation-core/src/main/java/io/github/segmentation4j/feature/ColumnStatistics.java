package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import java.util.Arrays;

/** What is known of the values of a column that are not missing; two passes, sums compensated. */
final class ColumnStatistics {
    private final int count;
    private final double minimum;
    private final double maximum;
    private final double mean;
    private final double squares;

    private ColumnStatistics(int count, double minimum, double maximum, double mean, double squares) {
        this.count = count;
        this.minimum = minimum;
        this.maximum = maximum;
        this.mean = mean;
        this.squares = squares;
    }

    static ColumnStatistics of(double[] values, Checkpoint checkpoint) {
        NeumaierSum sum = new NeumaierSum();
        int count = 0;
        double minimum = Double.POSITIVE_INFINITY;
        double maximum = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            checkpoint.at(i);
            double value = values[i];
            if (!Double.isNaN(value)) {
                count++;
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
                sum.add(value);
            }
        }
        double mean = sum.value() / count;
        NeumaierSum squares = new NeumaierSum();
        for (int i = 0; i < values.length; i++) {
            checkpoint.at(i);
            double value = values[i];
            if (!Double.isNaN(value)) {
                squares.add((value - mean) * (value - mean));
            }
        }
        return new ColumnStatistics(count, minimum, maximum, mean, squares.value());
    }

    int count() {
        return count;
    }

    double minimum() {
        return minimum;
    }

    double maximum() {
        return maximum;
    }

    /** NaN without a value. */
    double mean() {
        return mean;
    }

    /** Whether no two values differ; true without a value. */
    boolean isConstant() {
        return count == 0 || minimum == maximum;
    }

    /** 0 for a constant column and for a single value. */
    double standardDeviation(Deviation deviation) {
        if (isConstant()) {
            return 0;
        }
        return Math.sqrt(squares / (deviation == Deviation.SAMPLE ? count - 1 : count));
    }

    /** The values that are not missing, ascending. */
    static double[] sorted(double[] values, Checkpoint checkpoint) {
        double[] kept = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            checkpoint.at(i);
            double value = values[i];
            if (!Double.isNaN(value)) {
                kept[count++] = value;
            }
        }
        double[] sorted = Arrays.copyOf(kept, count);
        PacedSort.sort(sorted, checkpoint);
        return sorted;
    }

    /** The quantile between two order statistics, linear in the rank (type 7 of Hyndman and Fan). */
    static double quantile(double[] sorted, double probability) {
        double place = (sorted.length - 1) * probability;
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
