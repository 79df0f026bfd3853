package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * The distinct rows of a matrix in the order of their coordinates, which no order of the rows changes: a tie broken by the
 * number of a distinct row is broken by the data. Rows may be left out. Never written once made.
 */
final class DistinctRows {
    /** Stands for no distinct row. */
    static final int NONE = -1;

    /** Ascending, without -0.0. */
    final double[][] rows;

    /** For each row of the matrix its number among the distinct ones, or {@link #NONE} where it was left out. */
    final int[] of;

    private DistinctRows(double[][] rows, int[] of) {
        this.rows = rows;
        this.of = of;
    }

    /** The distinct rows of a complete matrix. */
    static DistinctRows of(FeatureMatrix matrix, String stage, RunContext context) {
        return of(matrix, row -> true, stage, context);
    }

    /** The distinct ones among the rows that weigh something. */
    static DistinctRows weighing(FeatureMatrix matrix, Optional<double[]> weights, String stage, RunContext context) {
        return of(matrix, row -> weights.isEmpty() || weights.get()[row] > 0, stage, context);
    }

    /** The distinct ones among some rows, which must be complete. */
    static DistinctRows of(FeatureMatrix matrix, IntPredicate isIn, String stage, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        double[][] all = new double[matrix.rowCount()][];
        int[] chosen = new int[all.length];
        int count = 0;
        for (int r = 0; r < all.length; r++) {
            checkpoint.at(r);
            if (isIn.test(r)) {
                all[r] = matrix.row(r);
                chosen[count++] = r;
            }
        }
        return of(all, Arrays.copyOf(chosen, count), checkpoint, context);
    }

    /** The distinct ones among complete rows, which are taken over. */
    static DistinctRows of(double[][] all, String stage, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        int[] every = new int[all.length];
        Arrays.setAll(every, r -> r);
        return of(all, every, checkpoint, context);
    }

    private static DistinctRows of(double[][] all, int[] order, Checkpoint checkpoint, RunContext context) {
        for (int i = 0; i < order.length; i++) {
            checkpoint.at(i);
            plain(all[order[i]]);
        }
        BlockRunner runner = BlockRunner.of(context.executor(), context.threads(), checkpoint::now);
        IndexSort.sort(order, (a, b) -> Arrays.compare(all[a], all[b]), runner, checkpoint);
        int[] of = new int[all.length];
        Arrays.fill(of, NONE);
        double[][] rows = new double[order.length][];
        int distinct = 0;
        for (int i = 0; i < order.length; i++) {
            checkpoint.at(i);
            double[] row = all[order[i]];
            if (distinct == 0 || !Arrays.equals(rows[distinct - 1], row)) {
                rows[distinct++] = row;
            }
            of[order[i]] = distinct - 1;
        }
        return new DistinctRows(Arrays.copyOf(rows, distinct), of);
    }

    /** Turns -0.0 into 0.0, which equals it. */
    private static void plain(double[] row) {
        for (int c = 0; c < row.length; c++) {
            row[c] += 0.0;
        }
    }

    /**
     * Which of some rows a row is, or a number below 0.
     *
     * @param rows distinct and ascending, without -0.0
     * @param row complete; its -0.0 become 0.0
     */
    static int find(double[][] rows, double[] row) {
        plain(row);
        return Arrays.binarySearch(rows, row, Arrays::compare);
    }

    /**
     * The distinct rows of the same matrix where each is seen after a change.
     *
     * @param change leaves its argument as it is
     */
    DistinctRows changed(UnaryOperator<double[]> change, String stage, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        double[][] others = new double[rows.length][];
        for (int i = 0; i < others.length; i++) {
            checkpoint.at(i);
            others[i] = change.apply(rows[i]);
        }
        DistinctRows changed = of(others, stage, context);
        int[] through = new int[of.length];
        for (int r = 0; r < through.length; r++) {
            checkpoint.at(r);
            through[r] = of[r] == NONE ? NONE : changed.of[of[r]];
        }
        return new DistinctRows(changed.rows, through);
    }

    int count() {
        return rows.length;
    }

    /** How many rows of the matrix equal each distinct one. */
    int[] counts() {
        int[] counts = new int[rows.length];
        for (int row : of) {
            if (row != NONE) {
                counts[row]++;
            }
        }
        return counts;
    }

    /** How many rows of the matrix equal each distinct one, or the sums of their weights, whatever the order of the rows. */
    double[] weights(Optional<double[]> given, Checkpoint checkpoint) {
        if (given.isEmpty()) {
            return Arrays.stream(counts()).asDoubleStream().toArray();
        }
        double[] sums = new double[rows.length];
        int[] order = order(given, checkpoint);
        for (int i = 0; i < order.length; i++) {
            checkpoint.at(i);
            sums[of[order[i]]] += given.get()[order[i]];
        }
        return sums;
    }

    /** The rows of the matrix that are in, in the order of their distinct ones, equal ones in that of their weights. */
    int[] order(Optional<double[]> weights, Checkpoint checkpoint) {
        IndexSort.Order byWeight = (a, b) -> Double.compare(weights.get()[a], weights.get()[b]);
        return grouped(IndexSort.sorted(of.length, weights.isEmpty() ? (a, b) -> 0 : byWeight, checkpoint), checkpoint);
    }

    /** Those of some rows that are in, in the order of their distinct ones; equal ones keep their order. */
    int[] grouped(int[] some, Checkpoint checkpoint) {
        int[] next = new int[rows.length + 1];
        for (int i = 0; i < some.length; i++) {
            checkpoint.at(i);
            if (of[some[i]] != NONE) {
                next[of[some[i]] + 1]++;
            }
        }
        for (int i = 0; i < rows.length; i++) {
            next[i + 1] += next[i];
        }
        int[] grouped = new int[next[rows.length]];
        for (int i = 0; i < some.length; i++) {
            checkpoint.at(i);
            if (of[some[i]] != NONE) {
                grouped[next[of[some[i]]]++] = some[i];
            }
        }
        return grouped;
    }
}
