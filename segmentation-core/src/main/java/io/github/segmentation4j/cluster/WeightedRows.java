package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.List;

/** Rows with weights that grow in number, up to a limit. Mutable; belongs to one thread. */
final class WeightedRows {
    private static final int ROWS_AT_FIRST = 64;

    private final int columns;
    private final int limit;
    /** Row after row. */
    private double[] values;

    private double[] weights;
    private int count;

    private WeightedRows(int columns, int limit, int capacity) {
        this.columns = columns;
        this.limit = limit;
        values = new double[capacity * columns];
        weights = new double[capacity];
    }

    /** No rows yet, and room for few; takes more room as rows come, never for more than the limit. */
    static WeightedRows growing(int columns, int limit) {
        return new WeightedRows(columns, limit, Math.min(limit, ROWS_AT_FIRST));
    }

    /** No rows yet, and room for just so many. */
    static WeightedRows ofCapacity(int columns, int capacity) {
        return new WeightedRows(columns, capacity, capacity);
    }

    int count() {
        return count;
    }

    int columns() {
        return columns;
    }

    double weight(int row) {
        return weights[row];
    }

    double value(int row, int column) {
        return values[row * columns + column];
    }

    /** The squared distance of a row to a point. */
    double squaredDistance(int row, double[] point) {
        int from = row * columns;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double difference = values[from + c] - point[c];
            sum += difference * difference;
        }
        return sum;
    }

    /** Appends a row, copied. */
    void add(double[] row, double weight) {
        add(row, 0, weight);
    }

    /** Appends a row of other rows with a weight of its own. */
    void add(WeightedRows others, int row, double weight) {
        add(others.values, row * columns, weight);
    }

    private void add(double[] source, int from, double weight) {
        if (count == weights.length) {
            int capacity = (int) Math.min(limit, 2L * count);
            values = Arrays.copyOf(values, capacity * columns);
            weights = Arrays.copyOf(weights, capacity);
        }
        System.arraycopy(source, from, values, count * columns, columns);
        weights[count++] = weight;
    }

    /** Appends all rows of others. */
    void addAll(WeightedRows others, Checkpoint checkpoint) {
        for (int row = 0; row < others.count; row++) {
            checkpoint.at(row);
            add(others, row, others.weights[row]);
        }
    }

    /** Forgets all rows and keeps their room. */
    void clear() {
        count = 0;
    }

    /** The rows as a clusterer takes them. */
    TrainingSet toTrainingSet(List<Feature> features, Checkpoint checkpoint) {
        FeatureMatrix.Builder matrix = FeatureMatrix.builder(features, count);
        for (int row = 0; row < count; row++) {
            checkpoint.at(row);
            for (int c = 0; c < columns; c++) {
                matrix.set(row, c, value(row, c));
            }
        }
        return TrainingSet.of(matrix.build()).withWeights(Arrays.copyOf(weights, count));
    }
}
