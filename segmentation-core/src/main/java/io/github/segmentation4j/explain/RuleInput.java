package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The labelled rows that rules are made from, with the centres of their segments, checked. Its arrays are shared and not
 * to be written.
 */
final class RuleInput {
    /** The child of the seed that draws, far from the small numbers others derive from the same seed. */
    private static final long DRAWING = 0x5255_4C45_53L;

    private final FeatureMatrix matrix;
    private final int[] rows;
    private final int[] labels;
    private final double[][] centres;

    private RuleInput(FeatureMatrix matrix, int[] rows, int[] labels, double[][] centres) {
        this.matrix = matrix;
        this.rows = rows;
        this.labels = labels;
        this.centres = centres;
    }

    /**
     * Checks and copies what a caller gave; rows labelled as noise are left out.
     *
     * @throws IllegalArgumentException if labels or centres do not fit
     */
    static RuleInput of(FeatureMatrix matrix, int[] labels, double[][] centres, Checkpoint checkpoint) {
        double[][] copies = plain(centres);
        obstacle(copies, matrix.columnCount()).ifPresent(words -> {
            throw new IllegalArgumentException(words);
        });
        requireComplete(matrix);
        if (labels.length != matrix.rowCount()) {
            throw new IllegalArgumentException(
                    "there must be a label for each of the " + matrix.rowCount() + " rows, were " + labels.length);
        }
        int[] rows = new int[labels.length];
        int[] kept = new int[labels.length];
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            checkpoint.at(row);
            int label = labels[row];
            if (label < Clustering.NOISE || label >= copies.length) {
                throw new IllegalArgumentException("label of row " + row + " must be -1 to " + (copies.length - 1)
                        + ", one for each centre, was " + label);
            }
            if (label != Clustering.NOISE) {
                kept[count] = label;
                rows[count++] = row;
            }
        }
        return new RuleInput(matrix, Arrays.copyOf(rows, count), Arrays.copyOf(kept, count), copies);
    }

    /** Copies of centres in which -0.0, which is the same place, is 0.0. */
    static double[][] plain(double[][] centres) {
        return Arrays.stream(centres)
                .map(centre -> Arrays.stream(centre).map(value -> value + 0.0).toArray())
                .toArray(double[][]::new);
    }

    static void requireComplete(FeatureMatrix matrix) {
        matrix.requireComplete("a value must not be missing, and " + matrix.missingCount()
                + " of the matrix are; fill them first, see Imputation");
    }

    /** Why there can be no rules for plain centres, if there cannot. */
    static Optional<String> obstacle(double[][] centres, int columns) {
        if (centres.length == 0 || columns == 0) {
            return Optional.of(
                    "there must be at least one centre and one column, were " + centres.length + " and " + columns);
        }
        for (int j = 0; j < centres.length; j++) {
            if (centres[j].length != columns) {
                return Optional.of(
                        "centre " + j + " must have the " + columns + " columns of the rows, has " + centres[j].length);
            }
            for (int c = 0; c < columns; c++) {
                if (!Double.isFinite(centres[j][c])) {
                    return Optional.of("centre " + j + " must be finite in column " + (c + 1));
                }
            }
        }
        Integer[] sorted = IntStream.range(0, centres.length).boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, Comparator.comparing(j -> centres[j], Arrays::compare));
        for (int i = 1; i < sorted.length; i++) {
            if (Arrays.equals(centres[sorted[i - 1]], centres[sorted[i]])) {
                return Optional.of("centres " + sorted[i - 1] + " and " + sorted[i]
                        + " must differ and are equal, so no rule tells them apart; merge their segments");
            }
        }
        return Optional.empty();
    }

    /** This input, or as many of its rows drawn without replacement if there are more. */
    RuleInput sample(int most, RunContext context, Checkpoint checkpoint) {
        if (rows.length <= most) {
            return this;
        }
        int[] drawn = RowSample.of(rows.length, most, SeededRandom.derive(context.seed(), DRAWING), checkpoint);
        return new RuleInput(
                matrix.rows(Arrays.stream(drawn).map(i -> rows[i]).toArray(), context),
                IntStream.range(0, most).toArray(),
                Arrays.stream(drawn).map(i -> labels[i]).toArray(),
                centres);
    }

    /** The number of labelled rows. */
    int count() {
        return rows.length;
    }

    int columns() {
        return matrix.columnCount();
    }

    int segments() {
        return centres.length;
    }

    /** The segment of each labelled row, shared. */
    int[] labels() {
        return labels;
    }

    /** The centres, shared. */
    double[][] centres() {
        return centres;
    }

    /** Copies the values of a labelled row. */
    void copyRow(int index, double[] target) {
        matrix.copyRow(rows[index], target);
    }

    /** A column of the labelled rows, without -0.0. */
    double[] column(int column) {
        return column(column, rows.length);
    }

    /** A column of the labelled rows and then of the centres, without -0.0. */
    double[] withCentres(int column) {
        double[] values = column(column, rows.length + centres.length);
        for (int j = 0; j < centres.length; j++) {
            values[rows.length + j] = centres[j][column];
        }
        return values;
    }

    private double[] column(int column, int length) {
        double[] whole = matrix.column(column);
        double[] values = new double[length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = whole[rows[i]] + 0.0;
        }
        return values;
    }
}
