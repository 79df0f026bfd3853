package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * The distinct rows of a matrix in the order of their coordinates, which no order of the rows changes: a tie broken by the
 * number of a distinct row is broken by the data.
 */
final class SortedRows {
    /** Rows that are sorted by one task, far below a millisecond per column. */
    private static final int PIECE = 1 << 12;

    /** Ascending, without -0.0. */
    final double[][] rows;

    /** For each row of the matrix its number among the distinct ones. */
    final int[] of;

    private SortedRows(double[][] rows, int[] of) {
        this.rows = rows;
        this.of = of;
    }

    static SortedRows of(FeatureMatrix matrix, String stage, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        double[][] all = new double[matrix.rowCount()][];
        for (int r = 0; r < all.length; r++) {
            checkpoint.at(r);
            all[r] = matrix.row(r);
        }
        return of(all, stage, context);
    }

    /** Takes over the rows, which must be complete. */
    static SortedRows of(double[][] all, String stage, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        for (int r = 0; r < all.length; r++) {
            checkpoint.at(r);
            plain(all[r]);
        }
        int[] order = new int[all.length];
        Arrays.setAll(order, r -> r);
        int pieces = (all.length + PIECE - 1) / PIECE;
        BlockRunner.of(context.executor(), context.threads(), checkpoint::now)
                .forEach(pieces, p -> sortPiece(order, all, p * PIECE, Math.min(all.length, (p + 1) * PIECE)));
        merge(order, all, checkpoint);
        int[] of = new int[all.length];
        int distinct = 0;
        double[][] rows = new double[all.length][];
        for (int i = 0; i < order.length; i++) {
            checkpoint.at(i);
            double[] row = all[order[i]];
            if (distinct == 0 || !Arrays.equals(rows[distinct - 1], row)) {
                rows[distinct++] = row;
            }
            of[order[i]] = distinct - 1;
        }
        return new SortedRows(Arrays.copyOf(rows, distinct), of);
    }

    /** Turns -0.0 into 0.0, which equals it. */
    static void plain(double[] row) {
        for (int c = 0; c < row.length; c++) {
            row[c] += 0.0;
        }
    }

    private static void sortPiece(int[] order, double[][] all, int from, int to) {
        Integer[] piece = new Integer[to - from];
        Arrays.setAll(piece, i -> order[from + i]);
        Arrays.sort(piece, (a, b) -> Arrays.compare(all[a], all[b]));
        for (int i = 0; i < piece.length; i++) {
            order[from + i] = piece[i];
        }
    }

    private static void merge(int[] order, double[][] all, Checkpoint checkpoint) {
        int[] source = order;
        int[] target = new int[order.length];
        for (long width = PIECE; width < order.length; width *= 2) {
            for (long from = 0; from < order.length; from += 2 * width) {
                int middle = (int) Math.min(order.length, from + width);
                int end = (int) Math.min(order.length, from + 2 * width);
                int left = (int) from;
                int right = middle;
                for (int i = left; i < end; i++) {
                    checkpoint.at(i);
                    boolean takesLeft = right == end
                            || (left < middle && Arrays.compare(all[source[left]], all[source[right]]) <= 0);
                    target[i] = takesLeft ? source[left++] : source[right++];
                }
            }
            int[] merged = target;
            target = source;
            source = merged;
        }
        if (source != order) {
            System.arraycopy(source, 0, order, 0, order.length);
        }
    }

    int count() {
        return rows.length;
    }

    /** How many rows of the matrix equal each distinct one, or the sums of their weights, whatever the order of the rows. */
    double[] weights(Optional<double[]> given) {
        double[] sums = new double[rows.length];
        if (given.isEmpty()) {
            for (int row : of) {
                sums[row]++;
            }
            return sums;
        }
        int[] starts = new int[rows.length + 1];
        for (int row : of) {
            starts[row + 1]++;
        }
        for (int i = 0; i < rows.length; i++) {
            starts[i + 1] += starts[i];
        }
        double[] grouped = new double[of.length];
        int[] next = Arrays.copyOf(starts, rows.length);
        for (int r = 0; r < of.length; r++) {
            grouped[next[of[r]]++] = given.get()[r];
        }
        for (int i = 0; i < rows.length; i++) {
            // Sorted, a sum has the same bits whatever the order it came in.
            Arrays.sort(grouped, starts[i], starts[i + 1]);
            for (int g = starts[i]; g < starts[i + 1]; g++) {
                sums[i] += grouped[g];
            }
        }
        return sums;
    }
}
