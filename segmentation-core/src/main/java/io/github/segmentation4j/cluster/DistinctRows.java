package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Rows no two of which are equal, in the order of their coordinates, with what all rows equal to them weigh together: the same
 * whatever the order the rows came in. Immutable once made.
 */
final class DistinctRows {
    /** Rows that are sorted between two looks at whether to stop. */
    private static final int PIECE = 1 << 12;

    private final double[][] rows;
    private final double[] weights;

    private DistinctRows(double[][] rows, double[] weights) {
        this.rows = rows;
        this.weights = weights;
    }

    /**
     * Finds the distinct rows.
     *
     * @param all of one length, complete; taken over, zeros lose their sign
     * @param allWeights one for each row; rows of weight 0 are left aside
     */
    static DistinctRows of(double[][] all, double[] allWeights, Checkpoint checkpoint) {
        for (int r = 0; r < all.length; r++) {
            checkpoint.at(r);
            for (int c = 0; c < all[r].length; c++) {
                all[r][c] += 0.0;
            }
        }
        Integer[] order = new Integer[all.length];
        Arrays.setAll(order, r -> r);
        sort(order, all, allWeights, checkpoint);
        double[][] rows = new double[all.length][];
        double[] weights = new double[all.length];
        int count = 0;
        for (int i = 0; i < order.length; i++) {
            checkpoint.at(i);
            int r = order[i];
            if (allWeights[r] > 0) {
                if (count == 0 || !Arrays.equals(rows[count - 1], all[r])) {
                    rows[count++] = all[r];
                }
                weights[count - 1] += allWeights[r];
            }
        }
        return new DistinctRows(Arrays.copyOf(rows, count), Arrays.copyOf(weights, count));
    }

    /** Sorts by coordinates and then by weight, so that weights of equal rows are added in an order of their own. */
    private static void sort(Integer[] order, double[][] rows, double[] weights, Checkpoint checkpoint) {
        Comparator<Integer> ascending = (a, b) -> {
            int byRow = Arrays.compare(rows[a], rows[b]);
            return byRow != 0 ? byRow : Double.compare(weights[a], weights[b]);
        };
        for (int from = 0; from < order.length; from += PIECE) {
            checkpoint.now();
            Arrays.sort(order, from, Math.min(order.length, from + PIECE), ascending);
        }
        Integer[] source = order;
        Integer[] target = new Integer[order.length];
        for (long width = PIECE; width < order.length; width *= 2) {
            for (long from = 0; from < order.length; from += 2 * width) {
                int middle = (int) Math.min(order.length, from + width);
                int end = (int) Math.min(order.length, from + 2 * width);
                int left = (int) from;
                int right = middle;
                for (int i = left; i < end; i++) {
                    checkpoint.at(i);
                    boolean takesLeft =
                            right == end || (left < middle && ascending.compare(source[left], source[right]) <= 0);
                    target[i] = takesLeft ? source[left++] : source[right++];
                }
            }
            Integer[] sorted = target;
            target = source;
            source = sorted;
        }
        if (source != order) {
            System.arraycopy(source, 0, order, 0, order.length);
        }
    }

    int count() {
        return rows.length;
    }

    /** The coordinates of a row, shared. */
    double[] row(int row) {
        return rows[row];
    }

    /** What all rows equal to this one weigh, above 0. */
    double weight(int row) {
        return weights[row];
    }

    /** The weights of all rows, shared. */
    double[] weights() {
        return weights;
    }
}
