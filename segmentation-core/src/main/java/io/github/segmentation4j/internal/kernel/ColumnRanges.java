package io.github.segmentation4j.internal.kernel;

import java.util.Arrays;

/**
 * The smallest and the largest value of each dimension of some points, missing ones left aside, and how many are missing.
 *
 * <p>Mutable while blocks are added; whoever adds them publishes it and leaves it alone.
 */
public final class ColumnRanges {
    private final double[] low;
    private final double[] high;
    private long missing;

    /** The ranges of no points. */
    public ColumnRanges(int columns) {
        low = new double[columns];
        high = new double[columns];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
    }

    /** The smallest values, shared; infinity for a dimension without any value. */
    public double[] low() {
        return low;
    }

    /** The largest values, shared; minus infinity for a dimension without any value. */
    public double[] high() {
        return high;
    }

    /** How many values are missing. */
    public long missing() {
        return missing;
    }

    /** Whether a value is infinite. */
    public boolean isInfinite() {
        for (int c = 0; c < low.length; c++) {
            if (low[c] <= high[c] && (Double.isInfinite(low[c]) || Double.isInfinite(high[c]))) {
                return true;
            }
        }
        return false;
    }

    /** Adds the points of other ranges. */
    public void add(ColumnRanges other) {
        for (int c = 0; c < low.length; c++) {
            low[c] = Math.min(low[c], other.low[c]);
            high[c] = Math.max(high[c], other.high[c]);
        }
        missing += other.missing;
    }

    private void add(int column, double[] values, int count) {
        for (int p = 0; p < count; p++) {
            if (Double.isNaN(values[p])) {
                missing++;
            } else {
                low[column] = Math.min(low[column], values[p]);
                high[column] = Math.max(high[column], values[p]);
            }
        }
    }

    /**
     * Finds the ranges of consecutive blocks. The points of all full blocks that lie at the same place are compared first,
     * which the compiler vectorises; a missing value spoils that for its dimension, which is then gone through value by
     * value.
     */
    public static final class Scan {
        private final PointBlocks points;
        private final ColumnRanges found;
        private final double[][] least;
        private final double[][] most;
        private final double[] values = new double[PointBlocks.ROWS];
        private final int first;
        private int next;

        /** Starts at a block. */
        public Scan(PointBlocks points, int first) {
            this.points = points;
            this.first = first;
            next = first;
            found = new ColumnRanges(points.columns());
            least = new double[points.columns()][PointBlocks.ROWS];
            most = new double[points.columns()][PointBlocks.ROWS];
        }

        /** Adds the next block. */
        public void add() {
            for (int c = 0; c < least.length; c++) {
                points.readColumn(next, c, values, 0);
                if (points.rowsIn(next) < PointBlocks.ROWS) {
                    found.add(c, values, points.rowsIn(next));
                } else if (next == first) {
                    System.arraycopy(values, 0, least[c], 0, PointBlocks.ROWS);
                    System.arraycopy(values, 0, most[c], 0, PointBlocks.ROWS);
                } else {
                    widen(least[c], most[c], values);
                }
            }
            next++;
        }

        private static void widen(double[] least, double[] most, double[] values) {
            for (int p = 0; p < PointBlocks.ROWS; p++) {
                least[p] = Math.min(least[p], values[p]);
                most[p] = Math.max(most[p], values[p]);
            }
        }

        /** What was found in the blocks that were added. The scan must not be used after it. */
        public ColumnRanges end() {
            // Only the last block of all can be shorter.
            int full = next > first && points.rowsIn(next - 1) < PointBlocks.ROWS ? next - 1 : next;
            for (int c = 0; full > first && c < least.length; c++) {
                if (isComplete(least[c])) {
                    found.add(c, least[c], PointBlocks.ROWS);
                    found.add(c, most[c], PointBlocks.ROWS);
                } else {
                    for (int b = first; b < full; b++) {
                        points.readColumn(b, c, values, 0);
                        found.add(c, values, PointBlocks.ROWS);
                    }
                }
            }
            return found;
        }

        private static boolean isComplete(double[] least) {
            boolean complete = true;
            for (double value : least) {
                complete &= !Double.isNaN(value);
            }
            return complete;
        }
    }
}
