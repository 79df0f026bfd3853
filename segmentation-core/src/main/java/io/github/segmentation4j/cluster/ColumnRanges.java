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
                    double[] room = points.room();
                    for (int b = spans.first(s); b < spans.end(s); b++) {
                        context.throwIfCancelled("k-means");
                        part.add(points.read(b, room), points.rowsIn(b));
                    }
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

    private void add(double[] block, int rows) {
        for (int c = 0; c < low.length; c++) {
            double least = low[c];
            double most = high[c];
            for (int at = c * PointBlocks.ROWS, end = at + rows; at < end; at++) {
                double value = block[at];
                // Comparisons with NaN are false, which leaves missing values aside.
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
            low[c] = least;
            high[c] = most;
        }
    }
}
