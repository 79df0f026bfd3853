package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;

/** The smallest and the largest value of each column, missing ones left aside. */
final class ColumnRanges {
    /** Infinite, with the wrong sign, for a column without any value. */
    final double[] low;

    final double[] high;

    private ColumnRanges(int columns) {
        low = new double[columns];
        high = new double[columns];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
    }

    static ColumnRanges of(PointBlocks points, RunContext context) {
        Spans spans = Spans.of(points.blockCount(), points.columns());
        List<ColumnRanges> parts = BlockRunner.of(
                        context.executor(), context.threads(), () -> context.throwIfCancelled("k-means"))
                .map(spans.count(), s -> {
                    ColumnRanges part = new ColumnRanges(points.columns());
                    part.add(points, spans.first(s), spans.end(s), context);
                    return part;
                });
        ColumnRanges all = new ColumnRanges(points.columns());
        for (ColumnRanges part : parts) {
            for (int c = 0; c < all.low.length; c++) {
                all.low[c] = Math.min(all.low[c], part.low[c]);
                all.high[c] = Math.max(all.high[c], part.high[c]);
            }
        }
        return all;
    }

    /**
     * Adds blocks. The points of all full blocks that lie at the same place are compared first, which the compiler
     * vectorises; a missing value spoils that for its column, which is then gone through value by value.
     */
    private void add(PointBlocks points, int first, int end, RunContext context) {
        int full = end > first && points.rowsIn(end - 1) < PointBlocks.ROWS ? end - 1 : end;
        double[][] least = new double[low.length][PointBlocks.ROWS];
        double[][] most = new double[low.length][PointBlocks.ROWS];
        for (int c = 0; c < low.length; c++) {
            Arrays.fill(least[c], Double.POSITIVE_INFINITY);
            Arrays.fill(most[c], Double.NEGATIVE_INFINITY);
        }
        double[] values = new double[PointBlocks.ROWS];
        for (int b = first; b < full; b++) {
            context.throwIfCancelled("k-means");
            for (int c = 0; c < low.length; c++) {
                points.readColumn(b, c, values, 0);
                lower(least[c], values);
                raise(most[c], values);
            }
        }
        for (int c = 0; c < low.length; c++) {
            int compared = first;
            if (full > first && add(c, least[c], PointBlocks.ROWS) && add(c, most[c], PointBlocks.ROWS)) {
                compared = full;
            }
            for (int b = compared; b < end; b++) {
                context.throwIfCancelled("k-means");
                points.readColumn(b, c, values, 0);
                add(c, values, points.rowsIn(b));
            }
        }
    }

    private static void lower(double[] least, double[] values) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            least[p] = Math.min(least[p], values[p]);
        }
    }

    private static void raise(double[] most, double[] values) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            most[p] = Math.max(most[p], values[p]);
        }
    }

    /** Adds values to a column and returns whether none was missing. */
    private boolean add(int column, double[] values, int count) {
        double least = low[column];
        double most = high[column];
        boolean complete = true;
        for (int p = 0; p < count; p++) {
            double value = values[p];
            complete &= !Double.isNaN(value);
            // Comparisons with NaN are false, which leaves missing values aside.
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
        low[column] = least;
        high[column] = most;
        return complete;
    }
}
