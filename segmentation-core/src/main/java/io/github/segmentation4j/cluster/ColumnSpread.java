package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * The weighted mean and population standard deviation of a column of numbers, missing ones left aside.
 *
 * @param mean 0 deviations from it on average
 * @param deviation at least 0
 */
record ColumnSpread(double mean, double deviation) {
    /** Counts in units of the range, where no square overflows or vanishes. */
    static ColumnSpread of(MixedRows rows, int column) {
        double low = rows.ranges.low()[column];
        double range = rows.ranges.high()[column] - low;
        if (!(range > 0) || Double.isInfinite(range)) {
            return new ColumnSpread(low, range);
        }
        double[] values = new double[PointBlocks.ROWS];
        Checkpoint checkpoint = rows.checkpoint();
        double weight = 0;
        double sum = 0;
        double square = 0;
        double mean = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int b = 0; b < rows.points.blockCount(); b++) {
                checkpoint.now();
                rows.points.readColumn(b, column, values, 0);
                int first = PointBlocks.firstRow(b);
                for (int p = 0; p < rows.points.rowsIn(b); p++) {
                    double part = (values[p] - low) / range - mean;
                    double counts = rows.weights[first + p];
                    if (!Double.isNaN(part) && pass == 0) {
                        weight += counts;
                        sum += counts * part;
                    } else if (!Double.isNaN(part)) {
                        square += counts * part * part;
                    }
                }
            }
            mean = weight > 0 ? sum / weight : 0;
        }
        return new ColumnSpread(low + range * mean, weight > 0 ? range * Math.sqrt(square / weight) : 0);
    }
}
