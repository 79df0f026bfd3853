package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * A synopsis of one pass: the rows counted with noise by the cells of a grid over where they lie, each cell standing at
 * its middle. A row outside belongs to the nearest cell. Every cell is noised, occupied or not; those below a multiple
 * of the noise are left out afterwards.
 */
final class Cells {
    /** Cells below so many standard deviations of the noise are taken for empty. */
    private static final double CLEAR = 3;

    /** Of the rule of thumb. */
    private static final double ROWS_A_CELL = 10;

    /** More would only make the fit slower. */
    private static final int MOST = 1 << 16;

    private final GridRows rows;
    private final double[] low;
    private final double[] width;
    private final int[] parts;
    private final int count;

    private Cells(GridRows rows, double[] low, double[] width, int[] parts) {
        this.rows = rows;
        this.low = low;
        this.width = width;
        this.parts = parts;
        int all = 1;
        for (int part : parts) {
            all = Math.multiplyExact(all, part);
        }
        count = all;
    }

    /** About so many cells over the range where rows lie, as nearly cubes as can be. */
    static Cells cubes(GridRows rows, Spread spread, double wanted) {
        int columns = rows.columns();
        double[] low = new double[columns];
        double[] range = new double[columns];
        double widest = range(rows, spread, low, range);
        double target = Math.max(1, Math.min(MOST, wanted));
        int[] parts = new int[columns];
        // The finest cubes that are no more than wanted: halving a bracket on their width.
        double fine = 0;
        double coarse = widest;
        for (int step = 0; step < 60; step++) {
            double side = fine + (coarse - fine) / 2;
            double all = 1;
            for (int c = 0; c < columns; c++) {
                all *= Math.ceil(range[c] / side);
            }
            if (all <= target) {
                coarse = side;
            } else {
                fine = side;
            }
        }
        for (int c = 0; c < columns; c++) {
            parts[c] = (int) Math.max(1, Math.ceil(range[c] / coarse));
            range[c] /= parts[c];
        }
        return new Cells(rows, low, range, parts);
    }

    /** The range of each column, at most four deviations to each side of the mean; returns the widest. */
    private static double range(GridRows rows, Spread spread, double[] low, double[] range) {
        double widest = 0;
        for (int c = 0; c < low.length; c++) {
            double reach = rows.reach(c);
            double far = 4 * spread.deviation()[c];
            low[c] = Math.max(-reach, spread.mean()[c] - far);
            range[c] = Math.max(GridRows.STEP, Math.min(reach, spread.mean()[c] + far) - low[c]);
            widest = Math.max(widest, range[c]);
        }
        return widest;
    }

    /** How many cells the noise affords: more show more, but hide rows in their noise. */
    static double wanted(GridRows rows, Spread spread, Answers answers, double share) {
        // With a standard deviation of 1 / epsilon, the rule of thumb of the grid: (n epsilon / 10)^(2d / (2 + d)).
        double base = spread.rows() / (answers.countDeviation(share) * ROWS_A_CELL);
        int columns = rows.columns();
        return base <= 1 ? 1 : StrictMath.pow(base, 2.0 * columns / (2 + columns));
    }

    /** The rows in each cell, before noise: a secret. */
    long[] counts() {
        long[] counts = new long[count];
        PointBlocks points = rows.points();
        // One thread: counting is quick, and a histogram for each would have to be cleared and joined.
        double[] room = points.room();
        int[] cells = new int[PointBlocks.ROWS];
        for (int b = 0; b < points.blockCount(); b++) {
            rows.checkpoint();
            double[] values = points.read(b, room);
            Arrays.fill(cells, 0);
            for (int c = 0; c < parts.length; c++) {
                for (int p = 0; p < points.rowsIn(b); p++) {
                    int part = (int) ((values[c * PointBlocks.ROWS + p] - low[c]) / width[c]);
                    cells[p] = cells[p] * parts[c] + Math.max(0, Math.min(parts[c] - 1, part));
                }
            }
            for (int p = 0; p < points.rowsIn(b); p++) {
                counts[cells[p]]++;
            }
        }
        return counts;
    }

    Synopsis synopsis(Answers answers, double share) {
        long[] noisy = answers.counts(counts(), share);
        double threshold = CLEAR * answers.countDeviation(share);
        Synopsis synopsis = new Synopsis();
        for (int cell = 0; cell < count; cell++) {
            if (noisy[cell] >= 1 && noisy[cell] > threshold) {
                synopsis.add(middle(cell), (double) noisy[cell]);
            }
        }
        return synopsis;
    }

    private double[] middle(int cell) {
        double[] middle = new double[parts.length];
        int rest = cell;
        for (int c = parts.length - 1; c >= 0; c--) {
            middle[c] = low[c] + width[c] * (rest % parts[c] + 0.5);
            rest /= parts[c];
        }
        return middle;
    }
}
