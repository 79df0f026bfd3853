package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.kernel.ColumnRanges;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
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
 * <p>The numbers are stored in double precision, or on request in single precision, which takes half the memory and
 * rounds them once; see {@link Precision}. What is computed from them, transformed columns included, comes in double
 * precision.
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
    /** Blocks that one thread copies at a time. */
    private static final int SPAN = 32;

    private final List<Feature> features;
    private final PointBlocks points;
    private final ColumnRanges ranges;

    private FeatureMatrix(List<Feature> features, PointBlocks points, ColumnRanges ranges) {
        this.features = features;
        this.points = points;
        this.ranges = ranges;
    }

    /**
     * A matrix of plain numbers with columns named {@code x1}, {@code x2} and so on.
     *
     * @param rows n rows of equal length, copied
     * @throws InvalidInputException if the rows are ragged or hold infinity
     */
    public static FeatureMatrix of(double[][] rows) {
        return of(rows, RunContext.seeded(0));
    }

    /**
     * The same for many rows, copied by the threads of a context, which can be cancelled.
     *
     * @param context executor and cancellation
     */
    public static FeatureMatrix of(double[][] rows, RunContext context) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        List<Feature> features = new ArrayList<>(columns);
        for (int c = 1; c <= columns; c++) {
            features.add(Feature.of("x" + c));
        }
        return of(features, rows, context);
    }

    /** A matrix of rows, copied, with a feature for each column. */
    public static FeatureMatrix of(List<Feature> features, double[][] rows) {
        return of(features, rows, RunContext.seeded(0));
    }

    private static FeatureMatrix of(List<Feature> features, double[][] rows, RunContext context) {
        Runnable stop = () -> context.throwIfCancelled("copying rows");
        List<Feature> columns = distinct(features);
        PointBlocks points = PointBlocks.unmade(rows.length, columns.size());
        BlockRunner runner = BlockRunner.of(context.executor(), context.threads(), stop);
        int spans = (points.blockCount() + SPAN - 1) / SPAN;
        ColumnRanges ranges = new ColumnRanges(columns.size());
        runner.map(spans, span -> {
                    int end = Math.min(points.blockCount(), (span + 1) * SPAN);
                    ColumnRanges.Scan scan = new ColumnRanges.Scan(points, span * SPAN);
                    for (int b = span * SPAN; b < end; b++) {
                        stop.run();
                        requireWidths(rows, PointBlocks.firstRow(b), points.rowsIn(b), points.columns());
                        points.makeOf(rows, b);
                        scan.add();
                    }
                    return finite(scan.end(), points, columns, span * SPAN, end);
                })
                .forEach(ranges::add);
        return new FeatureMatrix(columns, points, ranges);
    }

    /** Looks at the rows of a block right before they are copied, which brings them near the processor. */
    private static void requireWidths(double[][] rows, int first, int count, int expected) {
        for (int r = first; r < first + count; r++) {
            requireWidth(r, rows[r].length, expected);
        }
    }

    private static void requireWidth(int row, int actual, int expected) {
        if (actual != expected) {
            throw InvalidInputException.atRow(row + 1L, "a row must have " + expected + " values, has " + actual);
        }
    }

    /**
     * Starts a matrix of zeros in double precision.
     *
     * @param features one for each column, names unique
     * @param rows the number of rows
     */
    public static Builder builder(List<Feature> features, int rows) {
        return builder(features, rows, Precision.DOUBLE);
    }

    /** Starts a matrix of zeros that is stored in a precision; values are rounded to it as they are set. */
    public static Builder builder(List<Feature> features, int rows, Precision precision) {
        return new Builder(features, rows, precision, Checkpoint.none());
    }

    static Builder builder(List<Feature> features, int rows, Checkpoint checkpoint) {
        return new Builder(features, rows, Precision.DOUBLE, checkpoint);
    }

    /**
     * The columns of several matrices side by side: in single precision if all of them are, otherwise in double
     * precision, so that no value changes.
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
        Precision precision = Precision.SINGLE;
        for (FeatureMatrix part : parts) {
            if (part.rowCount() != rows) {
                throw new IllegalArgumentException(
                        "matrices must have the same rows, had " + rows + " and " + part.rowCount());
            }
            features.addAll(part.features);
            precision = part.precision() == Precision.DOUBLE ? Precision.DOUBLE : precision;
        }
        Builder builder = new Builder(features, rows, precision, checkpoint);
        int at = 0;
        for (FeatureMatrix part : parts) {
            for (int b = 0; b < part.points.blockCount(); b++) {
                checkpoint.now();
                builder.points.writeColumns(b, at, part.points);
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

    /** What the numbers are stored in. */
    public Precision precision() {
        return Precision.of(points);
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
            points.readColumn(b, column, values, PointBlocks.firstRow(b));
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
        return ranges.missing();
    }

    /**
     * Refuses a missing value.
     *
     * @param message what to do about it
     * @throws InvalidInputException with the message and the place of the first one, row by row, if there is one
     */
    public void requireComplete(String message) {
        if (missingCount() == 0) {
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

    /** The matrix of some rows, in the order given and the same precision; a row may come more than once. */
    public FeatureMatrix rows(int[] selection) {
        return rows(selection, Checkpoint.none());
    }

    /** The same for long selections, which stops when the context is cancelled. */
    public FeatureMatrix rows(int[] selection, RunContext context) {
        return rows(selection, Checkpoint.of(() -> context.throwIfCancelled("selecting rows")));
    }

    private FeatureMatrix rows(int[] selection, Checkpoint checkpoint) {
        Builder builder = new Builder(features, selection.length, precision(), checkpoint);
        double[] row = new double[columnCount()];
        for (int r = 0; r < selection.length; r++) {
            checkpoint.at(r);
            copyRow(selection[r], row);
            builder.setRow(r, row);
        }
        return builder.build();
    }

    /**
     * These numbers stored in a precision: rounded to the nearest, to the even one of two, where it is the lower one.
     * This matrix itself if it is stored so already.
     *
     * @throws InvalidInputException with the place of a value that is too large for the precision
     */
    public FeatureMatrix withPrecision(Precision precision) {
        return withPrecision(precision, Checkpoint.none());
    }

    /** The same for large matrices, which stops when the context is cancelled. */
    public FeatureMatrix withPrecision(Precision precision, RunContext context) {
        return withPrecision(precision, Checkpoint.of(() -> context.throwIfCancelled("changing the precision")));
    }

    private FeatureMatrix withPrecision(Precision precision, Checkpoint checkpoint) {
        if (precision == precision()) {
            return this;
        }
        Builder builder = new Builder(features, rowCount(), precision, checkpoint);
        for (int b = 0; b < points.blockCount(); b++) {
            checkpoint.now();
            builder.points.writeColumns(b, 0, points);
        }
        return builder.build();
    }

    /** These numbers under other names, without copying them. */
    FeatureMatrix withFeatures(List<Feature> renamed) {
        if (renamed.size() != columnCount()) {
            throw new IllegalStateException(
                    "there must be " + columnCount() + " features, one for each column, were " + renamed.size());
        }
        return renamed.equals(features) ? this : new FeatureMatrix(List.copyOf(renamed), points, ranges);
    }

    /** The storage itself, shared and not to be written: for this project's own algorithms. */
    public PointBlocks pointsView() {
        return points;
    }

    /** The ranges of the columns, shared and not to be written: for this project's own algorithms. */
    public ColumnRanges rangesView() {
        return ranges;
    }

    private static List<Feature> distinct(List<Feature> features) {
        Set<String> names = new HashSet<>();
        for (Feature feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException(
                        "two features are called '" + feature.name() + "'; name the extractors to tell them apart");
            }
        }
        return List.copyOf(features);
    }

    /** The ranges of blocks, or an error that says where the first infinite value lies. */
    private static ColumnRanges finite(
            ColumnRanges ranges, PointBlocks points, List<Feature> features, int first, int end) {
        for (int b = first; b < end && ranges.isInfinite(); b++) {
            double[] column = new double[points.rowsIn(b)];
            for (int c = 0; c < points.columns(); c++) {
                points.readColumn(b, c, column, 0);
                for (int p = 0; p < column.length; p++) {
                    if (Double.isInfinite(column[p])) {
                        throw InvalidInputException.at(
                                PointBlocks.firstRow(b) + p + 1L,
                                features.get(c).name(),
                                tooLarge(Precision.of(points), column[p]));
                    }
                }
            }
        }
        return ranges;
    }

    private static String tooLarge(Precision precision, double value) {
        return precision == Precision.DOUBLE
                ? "a value must be finite or missing, was " + value
                : "a value must be missing or at most " + Float.MAX_VALUE + " in size to be stored in single precision,"
                        + " was larger; scale the column or store it in double precision";
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

        private Builder(List<Feature> features, int rows, Precision precision, Checkpoint checkpoint) {
            this.features = distinct(features);
            this.checkpoint = checkpoint;
            points = new PointBlocks(rows, features.size(), precision.storage(), checkpoint);
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
            requireWidth(row, values.length, points.columns());
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
                points.writeColumn(b, column, values, PointBlocks.firstRow(b));
            }
            return this;
        }

        /**
         * The matrix; the builder must not be used after it.
         *
         * @throws InvalidInputException with the place of a value that is infinite, or too large for the precision
         */
        public FeatureMatrix build() {
            PointBlocks filled = points;
            points = new PointBlocks(0, 0);
            ColumnRanges.Scan scan = new ColumnRanges.Scan(filled, 0);
            for (int b = 0; b < filled.blockCount(); b++) {
                checkpoint.now();
                scan.add();
            }
            ColumnRanges ranges = finite(scan.end(), filled, features, 0, filled.blockCount());
            return new FeatureMatrix(features, filled, ranges);
        }
    }
}
