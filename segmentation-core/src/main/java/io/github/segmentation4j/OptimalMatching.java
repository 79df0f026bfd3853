package io.github.segmentation4j;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * The pairing of rows with columns whose weights have the largest sum, each row and column in one pair at most. Pairs of
 * weight 0 are no pairs. Of several such pairings it gives the one in which the first row has the lowest column it can
 * have, then the second row, and so on; a row has none only if every best pairing that is left leaves it out.
 *
 * <p>Weights are whole numbers, so that sums are exact and a tie is a tie. Time O(n^3) for n rows or columns, whichever
 * are more; memory O(n) beyond the weights.
 *
 * <p>References: H. W. Kuhn, The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2,
 * 1955; R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment problems,
 * Computing 38, 1987.
 *
 * <p>Implementation note: the best pairings are the perfect matchings among the pairs whose reduced cost is 0, so after
 * the search the tie rule exchanges pairs along alternating paths of such pairs.
 */
final class OptimalMatching {
    /** Stands for a row or column that is in no pair. */
    static final int NONE = -1;

    private final long[][] weights;
    private final int columns;
    private final int size;
    private final Checkpoint checkpoint;
    private final long[] rowPrice;
    private final long[] columnPrice;
    private final int[] columnOf;
    private final int[] rowOf;
    private long turns;

    private OptimalMatching(long[][] weights, int columns, Checkpoint checkpoint) {
        this.weights = weights;
        this.columns = columns;
        this.checkpoint = checkpoint;
        size = Math.max(weights.length, columns);
        rowPrice = new long[size];
        columnPrice = new long[size];
        columnOf = new int[size];
        rowOf = new int[size];
        Arrays.fill(columnOf, NONE);
        Arrays.fill(rowOf, NONE);
    }

    /**
     * The column of each row, or {@link #NONE}.
     *
     * @param weights rows x columns, each from 0 to 2^40
     * @param columns the number of columns, also if there are no rows
     */
    static int[] of(long[][] weights, int columns, Checkpoint checkpoint) {
        OptimalMatching matching = new OptimalMatching(weights, columns, checkpoint);
        for (int row = 0; row < matching.size; row++) {
            matching.pair(row);
        }
        return matching.settle();
    }

    /** Rows and columns beyond the given ones fill up a square; to be paired with one of them is to be in no pair. */
    private long weight(int row, int column) {
        return row < weights.length && column < columns ? weights[row][column] : 0;
    }

    private long reducedCost(int row, int column) {
        return -weight(row, column) - rowPrice[row] - columnPrice[column];
    }

    /** Pairs one more row, along the shortest path of exchanges in reduced costs. */
    private void pair(int start) {
        long[] distance = new long[size];
        Arrays.fill(distance, Long.MAX_VALUE);
        int[] cameFrom = new int[size];
        boolean[] done = new boolean[size];
        int row = start;
        int column = NONE;
        long reached = 0;
        while (row != NONE) {
            checkpoint.at(turns++);
            int nearest = NONE;
            for (int j = 0; j < size; j++) {
                if (!done[j]) {
                    long candidate = reached + reducedCost(row, j);
                    if (candidate < distance[j]) {
                        distance[j] = candidate;
                        cameFrom[j] = row;
                    }
                    if (nearest == NONE || distance[j] < distance[nearest]) {
                        nearest = j;
                    }
                }
            }
            column = nearest;
            reached = distance[column];
            done[column] = true;
            row = rowOf[column];
        }
        rowPrice[start] += reached;
        for (int j = 0; j < size; j++) {
            if (done[j] && j != column) {
                columnPrice[j] -= reached - distance[j];
                rowPrice[rowOf[j]] += reached - distance[j];
            }
        }
        while (row != start) {
            row = cameFrom[column];
            int left = columnOf[row];
            columnOf[row] = column;
            rowOf[column] = row;
            column = left;
        }
    }

    /** Goes from some best pairing to the one of the tie rule. */
    private int[] settle() {
        boolean[] fixed = new boolean[size];
        boolean[] idle = new boolean[size];
        int[] result = new int[weights.length];
        for (int row = 0; row < result.length; row++) {
            int[] moves = movesInto(columnOf[row], row, fixed, idle);
            int lowest = NONE;
            for (int j = columns - 1; j >= 0; j--) {
                boolean free = j == columnOf[row] || moves[rowOf[j]] != NONE;
                if (free && weight(row, j) > 0 && reducedCost(row, j) == 0) {
                    lowest = j;
                }
            }
            if (lowest == NONE) {
                idle[row] = true;
            } else {
                exchange(row, lowest, moves);
                fixed[row] = true;
            }
            result[row] = lowest;
        }
        return result;
    }

    /** For each row the column it moves to so that, by further moves, the column given up by {@code giver} is filled. */
    private int[] movesInto(int column, int giver, boolean[] fixed, boolean[] idle) {
        int[] moves = new int[size];
        Arrays.fill(moves, NONE);
        int[] queue = new int[size];
        queue[0] = column;
        int queued = 1;
        for (int at = 0; at < queued; at++) {
            checkpoint.at(turns++);
            int target = queue[at];
            for (int row = 0; row < size; row++) {
                boolean may = row != giver && !fixed[row] && moves[row] == NONE;
                if (may && reducedCost(row, target) == 0 && !(idle[row] && weight(row, target) > 0)) {
                    moves[row] = target;
                    queue[queued++] = columnOf[row];
                }
            }
        }
        return moves;
    }

    private void exchange(int row, int column, int[] moves) {
        int freed = columnOf[row];
        int mover = row;
        int target = column;
        while (true) {
            int displaced = rowOf[target];
            columnOf[mover] = target;
            rowOf[target] = mover;
            if (target == freed) {
                return;
            }
            mover = displaced;
            target = moves[displaced];
        }
    }
}
