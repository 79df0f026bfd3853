package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;

/**
 * One pass over the rows with given centres: how many are nearest to each, the sums of their differences to it, and the
 * sum of their squared distances. A difference longer than a radius is shortened to it, so that what a row adds to the
 * sums is no longer than {@link #length}, and to the squares no more than the radius squared. All sums are exact.
 */
final class RowPass {
    private final GridRows rows;
    private final double[][] centres;
    private final double radius;
    private final PackedCentroids packed;
    private final double[] flat;

    /**
     * What was counted, before noise: a secret.
     *
     * @param counts of each centre
     * @param sums columns x centres, in units of the grid
     * @param squares in units of the grid
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
    record Totals(long[] counts, long[] sums, long squares) {}

    /**
     * A pass.
     *
     * @param centres on the grid, within the bounds
     * @param radius above 0
     */
    RowPass(GridRows rows, double[][] centres, double radius) {
        this.rows = rows;
        this.centres = centres;
        this.radius = radius;
        int columns = rows.columns();
        packed = new PackedCentroids(centres.length, columns);
        flat = new double[columns * centres.length];
        for (int j = 0; j < centres.length; j++) {
            for (int c = 0; c < columns; c++) {
                packed.set(j, c, centres[j][c]);
                flat[c * centres.length + j] = centres[j][c];
            }
        }
    }

    /** The longest vector that a row adds to sums under a radius, in units: one more for what rounding may add. */
    static double length(double radius) {
        return Math.ceil(radius * GridRows.UNITS) + 1;
    }

    /** The most that a row adds to the squares under a radius, in units. */
    static double square(double radius) {
        return Math.ceil(radius * radius * GridRows.UNITS) + 1;
    }

    Totals run() {
        Part[] parts = new Part[rows.spanCount()];
        rows.forEachSpan((span, first, end) -> {
            parts[span] = new Part();
            for (int b = first; b < end; b++) {
                parts[span].add(b);
            }
        });
        long[] counts = new long[centres.length];
        long[] sums = new long[flat.length];
        long squares = 0;
        for (Part part : parts) {
            for (int j = 0; j < counts.length; j++) {
                counts[j] += part.counts[j];
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.addExact(sums[i], (long) (part.sums[i] * GridRows.UNITS));
            }
            squares = Math.addExact(squares, part.squares);
        }
        return new Totals(counts, sums, squares);
    }

    /** What one thread sums up. */
    private final class Part {
        private final AssignmentKernel kernel = Kernels.chosen().create(rows.columns());
        private final double[] room = rows.points().room();
        private final int[] labels = new int[PointBlocks.ROWS];
        private final double[] distances = new double[PointBlocks.ROWS];
        private final double[] shrinks = new double[PointBlocks.ROWS];
        private final long[] counts = new long[centres.length];
        private final double[] sums = new double[flat.length];
        private long squares;

        void add(int block) {
            rows.checkpoint();
            int count = rows.points().rowsIn(block);
            kernel.load(rows.points(), block);
            kernel.nearest(packed, labels, distances);
            double limit = radius * radius;
            boolean far = false;
            for (int p = 0; p < count; p++) {
                counts[labels[p]]++;
                boolean beyond = distances[p] > limit;
                far |= beyond;
                shrinks[p] = beyond ? radius / Math.sqrt(distances[p]) : 1;
                squares += (long) (Math.min(distances[p], limit) * GridRows.UNITS);
            }
            double[] values = rows.points().read(block, room);
            if (far) {
                addShrunk(values, count);
            } else {
                addAll(values, count);
            }
        }

        private void addAll(double[] values, int count) {
            for (int c = 0; c < rows.columns(); c++) {
                int base = c * centres.length;
                int from = c * PointBlocks.ROWS;
                for (int p = 0; p < count; p++) {
                    int at = base + labels[p];
                    sums[at] += values[from + p] - flat[at];
                }
            }
        }

        private void addShrunk(double[] values, int count) {
            for (int c = 0; c < rows.columns(); c++) {
                int base = c * centres.length;
                int from = c * PointBlocks.ROWS;
                for (int p = 0; p < count; p++) {
                    int at = base + labels[p];
                    double difference = values[from + p] - flat[at];
                    // Differences of the grid stay as they are: a product with 1 is cut nowhere.
                    sums[at] += ((long) (difference * shrinks[p] * GridRows.UNITS)) * GridRows.STEP;
                }
            }
        }
    }
}
