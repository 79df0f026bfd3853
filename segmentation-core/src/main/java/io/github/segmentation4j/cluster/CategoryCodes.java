package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import java.util.Arrays;

/** The categories of a column: its different values in their order, and for each row which of them it has. Never written. */
final class CategoryCodes {
    static final int MISSING = -1;

    private final double[] levels;
    private final int[] codes;

    private CategoryCodes(double[] levels, int[] codes) {
        this.levels = levels;
        this.codes = codes;
    }

    static CategoryCodes of(PointBlocks points, int column, Checkpoint checkpoint) {
        Distinct distinct = new Distinct();
        int[] codes = new int[points.rows()];
        double[] values = new double[PointBlocks.ROWS];
        for (int b = 0; b < points.blockCount(); b++) {
            checkpoint.now();
            points.readColumn(b, column, values, 0);
            int first = PointBlocks.firstRow(b);
            for (int p = 0; p < points.rowsIn(b); p++) {
                // Adding zero turns -0.0 into 0.0, which equals it.
                codes[first + p] = Double.isNaN(values[p]) ? MISSING : distinct.place(values[p] + 0.0);
            }
        }
        double[] sorted = distinct.values();
        PacedSort.sort(sorted, checkpoint);
        int[] ranks = new int[sorted.length];
        for (int rank = 0; rank < sorted.length; rank++) {
            checkpoint.at(rank);
            ranks[distinct.place(sorted[rank])] = rank;
        }
        for (int row = 0; row < codes.length; row++) {
            checkpoint.at(row);
            codes[row] = codes[row] == MISSING ? MISSING : ranks[codes[row]];
        }
        return new CategoryCodes(sorted, codes);
    }

    /** How many categories there are. */
    int count() {
        return levels.length;
    }

    /** The value that a code stands for. */
    double level(int code) {
        return levels[code];
    }

    /** The code of a value; one that no row has gets a code that no row has. */
    int code(double value) {
        int found = Arrays.binarySearch(levels, value + 0.0);
        return found < 0 ? levels.length : found;
    }

    /** The code of each row or {@link #MISSING}, shared. */
    int[] ofRows() {
        return codes;
    }

    /** Different values in the order they came: a table of their places, each at the first free slot from its hash on. */
    private static final class Distinct {
        private double[] values = new double[16];
        private int count;

        /** Places plus one; 0 is free. */
        private int[] table = new int[64];

        int place(double value) {
            int slot = slot(value);
            if (table[slot] != 0) {
                return table[slot] - 1;
            }
            if (count == values.length) {
                grow();
                slot = slot(value);
            }
            values[count] = value;
            count++;
            table[slot] = count;
            return count - 1;
        }

        private int slot(double value) {
            long bits = Double.doubleToLongBits(value) * 0x9E3779B97F4A7C15L;
            int slot = (int) (bits >>> 32) & (table.length - 1);
            while (table[slot] != 0 && values[table[slot] - 1] != value) {
                slot = (slot + 1) & (table.length - 1);
            }
            return slot;
        }

        private void grow() {
            values = Arrays.copyOf(values, 2 * count);
            table = new int[4 * values.length];
            for (int place = 0; place < count; place++) {
                table[slot(values[place])] = place + 1;
            }
        }

        double[] values() {
            return Arrays.copyOf(values, count);
        }
    }
}
