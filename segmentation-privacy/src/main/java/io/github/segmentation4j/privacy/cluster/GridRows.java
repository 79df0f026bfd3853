package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;

/**
 * Rows clipped to their bounds, moved to the middle, divided by one power of two for all columns and cut toward zero to
 * whole multiples of {@link #STEP}. One factor for all keeps the distances; the grid makes sums of doubles exact, in any
 * order: 2^31 differences of at most 2^21 steps stay below 2^53.
 */
final class GridRows {
    private static final int BITS = 20;

    /** The distance between neighbouring values. */
    static final double STEP = 1.0 / (1 << BITS);

    /** The same, the other way round. */
    static final double UNITS = 1 << BITS;

    private static final int BLOCKS_AT_LEAST = 16;
    private static final int SPANS_AT_MOST = 64;

    private final double[] middle;
    private final double[] reach;
    private final double factor;
    private final PointBlocks points;
    private final RunContext context;

    private GridRows(ColumnBounds bounds, int rows, RunContext context) {
        int columns = bounds.columnCount();
        middle = new double[columns];
        reach = new double[columns];
        double widest = 0;
        for (int c = 0; c < columns; c++) {
            middle[c] = bounds.lower(c) / 2 + bounds.upper(c) / 2;
            reach[c] = bounds.upper(c) / 2 - bounds.lower(c) / 2;
            widest = Math.max(widest, reach[c]);
        }
        factor = Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(widest) + 1));
        for (int c = 0; c < columns; c++) {
            reach[c] = Math.min(UNITS, Math.ceil(reach[c] / factor * UNITS)) * STEP;
        }
        points = new PointBlocks(rows, columns);
        this.context = context;
    }

    static GridRows of(FeatureMatrix matrix, ColumnBounds bounds, RunContext context) {
        GridRows rows = new GridRows(bounds, matrix.rowCount(), context);
        PointBlocks raw = matrix.pointsView();
        rows.forEachSpan((span, first, end) -> {
            double[] room = raw.room();
            double[] block = new double[raw.columns() * PointBlocks.ROWS];
            for (int b = first; b < end; b++) {
                rows.checkpoint();
                double[] values = raw.read(b, room);
                for (int c = 0; c < raw.columns(); c++) {
                    rows.place(values, c, raw.rowsIn(b), block);
                }
                rows.points.write(b, block);
            }
        });
        return rows;
    }

    private void place(double[] values, int c, int count, double[] block) {
        double least = -reach[c];
        double most = reach[c];
        double zero = middle[c];
        double scale = 1 / factor;
        for (int i = c * PointBlocks.ROWS; i < c * PointBlocks.ROWS + count; i++) {
            double placed = Math.max(least, Math.min(most, (values[i] - zero) * scale));
            block[i] = ((long) (placed * UNITS)) * STEP;
        }
    }

    /** What is done with a span of blocks. */
    interface SpanVisitor {
        /** Visits the blocks from the first up to the end. */
        void visit(int span, int first, int end);
    }

    /** Visits spans, each on one thread; the cut follows from the number of rows alone. */
    void forEachSpan(SpanVisitor visitor) {
        int length = spanLength();
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(DpKMeans.STAGE))
                .forEach(
                        spanCount(),
                        s -> visitor.visit(s, s * length, Math.min(points.blockCount(), (s + 1) * length)));
    }

    /** Throws if the fit was cancelled: to be called for each block. */
    void checkpoint() {
        context.throwIfCancelled(DpKMeans.STAGE);
    }

    int spanCount() {
        return (points.blockCount() + spanLength() - 1) / spanLength();
    }

    private int spanLength() {
        return Math.max(BLOCKS_AT_LEAST, (points.blockCount() + SPANS_AT_MOST - 1) / SPANS_AT_MOST);
    }

    PointBlocks points() {
        return points;
    }

    int columns() {
        return points.columns();
    }

    /** How far a value of a column can be from 0. */
    double reach(int column) {
        return reach[column];
    }

    /** How far a row can be from the middle. */
    double radius() {
        double square = 0;
        for (double one : reach) {
            square += one * one;
        }
        return Math.sqrt(square);
    }

    /** How much a distance is larger in the units of the matrix. */
    double factor() {
        return factor;
    }

    /** A point on the grid within the bounds, as near as can be, without negative zeros: equal points have equal bits. */
    double[] placed(double[] point) {
        double[] placed = new double[point.length];
        for (int c = 0; c < point.length; c++) {
            placed[c] = Math.rint(Math.max(-reach[c], Math.min(reach[c], point[c])) * UNITS) * STEP + 0.0;
        }
        return placed;
    }

    /** A point in the units of the matrix brought to the grid. */
    double[] scaled(double[] original) {
        double[] scaled = new double[original.length];
        for (int c = 0; c < original.length; c++) {
            scaled[c] = (original[c] - middle[c]) / factor;
        }
        return placed(scaled);
    }

    /** A point of the grid in the units of the matrix. */
    double[] original(double[] scaled) {
        double[] original = new double[scaled.length];
        for (int c = 0; c < scaled.length; c++) {
            original[c] = scaled[c] * factor + middle[c];
        }
        return original;
    }
}
