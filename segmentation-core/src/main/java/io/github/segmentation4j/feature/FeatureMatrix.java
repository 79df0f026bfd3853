package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Numbers that describe customers: n rows x d columns of doubles, one {@link Feature} a column. NaN stands for a missing
 * value; infinity is refused.
 *
 * <pre>{@code
 * FeatureMatrix plain = FeatureMatrix.of(new double[][] {{1, 2}, {3, 4}});
 * FeatureMatrix named = FeatureMatrix.builder(List.of(Feature.of("x"), Feature.of("y")), 2)
 *     .set(0, 0, 1).set(0, 1, 2).set(1, 0, 3).set(1, 1, 4).build();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FeatureMatrix {
    private final List<Feature> features;
    private final PointBlocks points;
    private final long missing;

    private FeatureMatrix(List<Feature> features, PointBlocks points, long missing) {
        this.features = features;
        this.points = points;
        this.missing = missing;
    }

    /**
     * A matrix of plain numbers with columns named {@code x1}, {@code x2} and so on.
     *
     * @param rows n rows of equal length, copied
     * @throws InvalidInputException if the rows are ragged or hold infinity
     */
    public static FeatureMatrix of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        List<Feature> features = new ArrayList<>(columns);
        for (int c = 1; c <= columns; c++) {
            features.add(Feature.of("x" + c));
        }
        return of(features, rows);
    }

    /** A matrix of rows, copied, with a feature for each column. */
    public static FeatureMatrix of(List<Feature> features, double[][] rows) {
        Builder builder = builder(features, rows.length);
        for (int r = 0; r < rows.length; r++) {
            builder.setRow(r, rows[r]);
        }
        return builder.build();
    }

    /**
     * Starts a matrix of zeros.
     *
     * @param features one for each column, names unique
     * @param rows the number of rows
     */
    public static Builder builder(List<Feature> features, int rows) {
        return builder(features, rows, Checkpoint.none());
    }

    static Builder builder(List<Feature> features, int rows, Checkpoint checkpoint) {
        return new Builder(features, rows, checkpoint);
    }

    /**
     * The columns of several matrices side by side.
     *
     * @param parts at least one, all with the same number of rows
     */
    public static FeatureMatrix beside(List<FeatureMatrix> parts) {
        return beside(parts, Checkpoint.none());
    }

    static FeatureMatrix beside(List<FeatureMatrix> parts, Checkpoint checkpoint) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one matrix");
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int rows = parts.get(0).rowCount();
        List<Feature> features = new ArrayList<>();
        for (FeatureMatrix part : parts) {
            if (part.rowCount() != rows) {
                throw new IllegalArgumentException(
                        "matrices must have the same rows, had " + rows + " and " + part.rowCount());
            }
            features.addAll(part.features);
        }
        Builder builder = builder(features, rows, checkpoint);
        int at = 0;
        for (FeatureMatrix part : parts) {
            for (int b = 0; b < part.points.blockCount(); b++) {
                checkpoint.now();
                double[] source = part.points.block(b);
                System.arraycopy(source, 0, builder.points.block(b), at * PointBlocks.ROWS, source.length);
            }
            at += part.columnCount();
        }
        return builder.build();
    }

    /** The number of rows. */
    public int rowCount() {
        return points.rows();
    }

    /** The number of columns. */
    public int columnCount() {
        return points.columns();
    }

    /** What the columns are. */
    public List<Feature> features() {
        return features;
    }

    /** A value; NaN where it is missing. */
    public double get(int row, int column) {
        Objects.checkIndex(row, points.rows());
        Objects.checkIndex(column, points.columns());
        return points.get(row, column);
    }

    /** The values of a row, copied. */
    public double[] row(int row) {
        double[] values = new double[columnCount()];
        copyRow(row, values);
        return values;
    }

    /** Copies the values of a row into an array of at least {@link #columnCount()} values. */
    public void copyRow(int row, double[] target) {
        Objects.checkIndex(row, points.rows());
        points.copyRow(row, target);
    }

    /** The values of a column, copied. */
    public double[] column(int column) {
        Objects.checkIndex(column, columnCount());
        double[] values = new double[rowCount()];
        for (int b = 0; b < points.blockCount(); b++) {
            System.arraycopy(
                    points.block(b), column * PointBlocks.ROWS, values, PointBlocks.firstRow(b), points.rowsIn(b));
        }
        return values;
    }

    /** All values, copied: n rows of d values. */
    public double[][] toArray() {
        double[][] rows = new double[rowCount()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = row(r);
        }
        return rows;
    }

    /** How many values are missing. */
    public long missingCount() {
        return missing;
    }

    /**
     * Refuses a missing value.
     *
     * @param message what to do about it
     * @throws InvalidInputException with the message and the place of the first one, row by row, if there is one
     */
    public void requireComplete(String message) {
        if (missing == 0) {
            return;
        }
        for (int row = 0; row < rowCount(); row++) {
            for (int column = 0; column < columnCount(); column++) {
                if (Double.isNaN(points.get(row, column))) {
                    throw InvalidInputException.at(
                            row + 1L, features.get(column).name(), message);
                }
            }
        }
    }

    /** The matrix of some rows, in the order given; a row may come more than once. */
    public FeatureMatrix rows(int[] selection) {
        return rows(selection, Checkpoint.none());
    }

    /** The same for long selections, which stops when the context is cancelled. */
    public FeatureMatrix rows(int[] selection, RunContext context) {
        return rows(selection, Checkpoint.of(() -> context.throwIfCancelled("selecting rows")));
    }

    private FeatureMatrix rows(int[] selection, Checkpoint checkpoint) {
        Builder builder = builder(features, selection.length, checkpoint);
        double[] row = new double[columnCount()];
        for (int r = 0; r < selection.length; r++) {
            checkpoint.at(r);
            copyRow(selection[r], row);
            builder.setRow(r, row);
        }
        return builder.build();
    }

    /** These numbers under other names, without copying them. */
    FeatureMatrix withFeatures(List<Feature> renamed) {
        if (renamed.size() != columnCount()) {
            throw new IllegalStateException(
                    "there must be " + columnCount() + " features, one for each column, were " + renamed.size());
        }
        return renamed.equals(features) ? this : new FeatureMatrix(List.copyOf(renamed), points, missing);
    }

    /** The storage itself, shared and not to be written: for this project's own algorithms. */
    public PointBlocks pointsView() {
        return points;
    }

    private static long countMissing(PointBlocks points, List<Feature> features, int block) {
        double[] values = points.block(block);
        int rows = points.rowsIn(block);
        long count = 0;
        for (int c = 0; c < points.columns(); c++) {
            int from = c * PointBlocks.ROWS;
            for (int at = from; at < from + rows; at++) {
                double value = values[at];
                if (!Double.isFinite(value)) {
                    if (!Double.isNaN(value)) {
                        throw InvalidInputException.at(
                                PointBlocks.firstRow(block) + (at - from) + 1L,
                                features.get(c).name(),
                                "a value must be finite or missing, was " + value);
                    }
                    count++;
                }
            }
        }
        return count;
    }

    @Override
    public String toString() {
        return rowCount() + " x " + columnCount() + " "
                + features.stream().map(Feature::name).toList();
    }

    /** Fills a {@link FeatureMatrix}. Not safe for use by several threads, and done after {@link #build()}. */
    public static final class Builder {
        private final List<Feature> features;
        private final Checkpoint checkpoint;
        private PointBlocks points;

        private Builder(List<Feature> features, int rows, Checkpoint checkpoint) {
            this.features = List.copyOf(features);
            Set<String> names = new HashSet<>();
            for (Feature feature : features) {
                if (!names.add(feature.name())) {
                    throw new IllegalArgumentException(
                            "two features are called '" + feature.name() + "'; name the extractors to tell them apart");
                }
            }
            this.checkpoint = checkpoint;
            points = new PointBlocks(rows, features.size(), checkpoint);
        }

        /** Sets a value; NaN for a missing one. */
        public Builder set(int row, int column, double value) {
            Objects.checkIndex(row, points.rows());
            Objects.checkIndex(column, points.columns());
            points.set(row, column, value);
            return this;
        }

        /** Sets a whole row. */
        public Builder setRow(int row, double[] values) {
            Objects.checkIndex(row, points.rows());
            if (values.length != points.columns()) {
                throw InvalidInputException.atRow(
                        row + 1L, "a row must have " + points.columns() + " values, has " + values.length);
            }
            for (int c = 0; c < values.length; c++) {
                points.set(row, c, values[c]);
            }
            return this;
        }

        /** Sets a whole column. */
        public Builder setColumn(int column, double[] values) {
            Objects.checkIndex(column, points.columns());
            if (values.length != points.rows()) {
                throw new IllegalArgumentException(
                        "a column must have " + points.rows() + " values, has " + values.length);
            }
            for (int b = 0; b < points.blockCount(); b++) {
                System.arraycopy(
                        values, PointBlocks.firstRow(b), points.block(b), column * PointBlocks.ROWS, points.rowsIn(b));
            }
            return this;
        }

        /**
         * The matrix; the builder must not be used after it.
         *
         * @throws InvalidInputException if a value is infinite
         */
        public FeatureMatrix build() {
            PointBlocks filled = points;
            points = new PointBlocks(0, 0);
            long missing = 0;
            for (int b = 0; b < filled.blockCount(); b++) {
                checkpoint.now();
                missing += countMissing(filled, features, b);
            }
            return new FeatureMatrix(features, filled, missing);
        }
    }
}
