package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.ColumnRanges;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;

/** Makes the rows as they are compared: scaled, and with missing values filled with the mean of their column. */
final class FilledPoints {
    private final PointBlocks points;
    private final double[][] weights;
    private final ColumnRanges ranges;
    private final double[] roots;

    FilledPoints(PointBlocks points, double[][] weights, ColumnRanges ranges, double[] roots) {
        this.points = points;
        this.weights = weights;
        this.ranges = ranges;
        this.roots = roots;
    }

    /** A copy in double precision, so that scaling rounds as it does everywhere. */
    PointBlocks copy(RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled("k-means"));
        double[] means = means(checkpoint);
        PointBlocks copy = new PointBlocks(points.rows(), points.columns(), PointBlocks.Storage.DOUBLES, checkpoint);
        double[] room = points.room();
        double[] filled = new double[points.columns() * PointBlocks.ROWS];
        for (int b = 0; b < points.blockCount(); b++) {
            checkpoint.now();
            double[] block = points.read(b, room);
            for (int at = 0; at < filled.length; at++) {
                filled[at] = Double.isNaN(block[at]) ? means[at / PointBlocks.ROWS] : block[at];
            }
            KMeansInput.scale(filled, roots, filled);
            copy.write(b, filled);
        }
        return copy;
    }

    private double[] means(Checkpoint checkpoint) {
        double[] sums = new double[points.columns()];
        double[] totals = new double[points.columns()];
        double[] room = points.room();
        for (int b = 0; b < points.blockCount(); b++) {
            checkpoint.now();
            double[] block = points.read(b, room);
            for (int c = 0; c < sums.length; c++) {
                for (int p = 0; p < points.rowsIn(b); p++) {
                    double value = block[c * PointBlocks.ROWS + p];
                    if (!Double.isNaN(value)) {
                        sums[c] += weights[b][p] * (value - ranges.low()[c]);
                        totals[c] += weights[b][p];
                    }
                }
            }
        }
        for (int c = 0; c < sums.length; c++) {
            sums[c] = ranges.low()[c] + (totals[c] > 0 ? sums[c] / totals[c] : 0);
        }
        return sums;
    }
}
