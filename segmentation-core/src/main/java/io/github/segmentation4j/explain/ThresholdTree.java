package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;

/**
 * Grows a tree by iterative mistake minimisation. Rows and centres are both <em>items</em>: rows first, then centres.
 * Each column keeps the items in its own order, and a node is the same range of every one of these orders.
 */
final class ThresholdTree {
    private static final String STAGE = "growing segment rules";
    private static final byte LEFT = 0;
    private static final byte RIGHT = 1;
    private static final byte LEFT_OUT = 2;

    private final int rows;
    private final int segments;
    private final int[] labels;
    private final double[][] values;
    private final int[][] orders;
    private final byte[] sides;
    private final RunContext context;
    private final Checkpoint checkpoint;
    private final BlockRunner runner;
    private int leaves;

    private ThresholdTree(FeatureMatrix matrix, int[] kept, int[] labels, double[][] centres, RunContext context) {
        this.rows = kept.length;
        this.segments = centres.length;
        this.labels = labels;
        this.context = context;
        Runnable look = () -> context.throwIfCancelled(STAGE);
        checkpoint = Checkpoint.of(look);
        runner = BlockRunner.of(context.executor(), context.threads(), look);
        sides = new byte[Math.addExact(rows, segments)];
        values = new double[matrix.columnCount()][];
        orders = new int[matrix.columnCount()][];
        runner.forEach(values.length, column -> {
            double[] whole = matrix.column(column);
            double[] own = new double[rows + segments];
            // Adding zero turns -0.0 into 0.0, which are one threshold.
            for (int row = 0; row < rows; row++) {
                own[row] = whole[kept[row]] + 0.0;
            }
            for (int j = 0; j < segments; j++) {
                own[rows + j] = centres[j][column] + 0.0;
            }
            values[column] = own;
            orders[column] = order(own);
        });
    }

    /**
     * The tree of a clustering.
     *
     * @param matrix no missing values
     * @param kept the rows that have a label
     * @param labels of the kept rows
     * @param centres all different
     */
    static SegmentRules.Node grow(
            FeatureMatrix matrix, int[] kept, int[] labels, double[][] centres, RunContext context) {
        ThresholdTree tree = new ThresholdTree(matrix, kept, labels, centres, context);
        context.report(STAGE, 0, centres.length);
        return tree.node(0, tree.sides.length);
    }

    /** The items in the order of their values, equal ones in their own order. */
    private int[] order(double[] own) {
        double[] sorted = own.clone();
        PacedSort.sort(sorted, checkpoint);
        int[] taken = new int[own.length];
        int[] order = new int[own.length];
        for (int item = 0; item < own.length; item++) {
            checkpoint.at(item);
            int first = firstOf(sorted, own[item]);
            order[first + taken[first]++] = item;
        }
        return order;
    }

    /** Where a value that is there comes first. */
    private static int firstOf(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private SegmentRules.Node node(int from, int to) {
        int[] sizes = new int[segments];
        int centres = 0;
        int last = 0;
        for (int i = from; i < to; i++) {
            checkpoint.at(i - from);
            int item = orders[0][i];
            if (item < rows) {
                sizes[labels[item]]++;
            } else {
                centres++;
                last = item - rows;
            }
        }
        if (centres == 1) {
            context.report(STAGE, ++leaves, segments);
            return new SegmentRules.Leaf(last);
        }
        int here = centres;
        List<Best> found = runner.map(values.length, column -> best(column, from, to, sizes, here));
        Best best = found.get(0);
        for (Best next : found) {
            best = next.mistakes < best.mistakes ? next : best;
        }
        int middle = part(best, from, to);
        int end = keep(from, to, middle);
        SegmentRules.Node left = node(from, middle);
        return new SegmentRules.Cut(best.column, best.threshold, left, node(middle, end));
    }

    /**
     * The best threshold of a column: the lowest of those with the fewest mistakes. The items pass from right to left in
     * order; mistakes can only change at an item, so no other number is better.
     */
    private Best best(int column, int from, int to, int[] sizes, int centres) {
        double[] own = values[column];
        int[] order = orders[column];
        boolean[] centreLeft = new boolean[segments];
        int[] rowsLeft = new int[segments];
        int centresLeft = 0;
        int mistakes = 0;
        int fewest = Integer.MAX_VALUE;
        double threshold = 0;
        for (int i = from; i < to && centresLeft < centres; i++) {
            checkpoint.at(i - from);
            int item = order[i];
            if (item < rows) {
                int label = labels[item];
                rowsLeft[label]++;
                mistakes += centreLeft[label] ? -1 : 1;
            } else {
                int segment = item - rows;
                centreLeft[segment] = true;
                centresLeft++;
                mistakes += sizes[segment] - 2 * rowsLeft[segment];
            }
            boolean together = i + 1 < to && own[order[i + 1]] == own[item];
            if (!together && centresLeft > 0 && centresLeft < centres && mistakes < fewest) {
                fewest = mistakes;
                threshold = own[item];
            }
        }
        return new Best(column, threshold, fewest);
    }

    /** Notes the side of each item and returns where the right side begins. */
    private int part(Best best, int from, int to) {
        double[] own = values[best.column];
        int middle = from;
        for (int i = from; i < to; i++) {
            checkpoint.at(i - from);
            int item = orders[0][i];
            boolean left = own[item] <= best.threshold;
            boolean parted = item < rows && left != own[rows + labels[item]] <= best.threshold;
            sides[item] = parted ? LEFT_OUT : left ? LEFT : RIGHT;
            middle += sides[item] == LEFT ? 1 : 0;
        }
        return middle;
    }

    /** Moves the items of each column to their side, in their order, and returns where the right side ends. */
    private int keep(int from, int to, int middle) {
        List<Integer> ends = runner.map(orders.length, column -> {
            int[] order = orders[column];
            int[] whole = Arrays.copyOfRange(order, from, to);
            int left = from;
            int right = middle;
            for (int i = 0; i < whole.length; i++) {
                checkpoint.at(i);
                int item = whole[i];
                if (sides[item] == LEFT) {
                    order[left++] = item;
                } else if (sides[item] == RIGHT) {
                    order[right++] = item;
                }
            }
            return right;
        });
        return ends.get(0);
    }

    /** The best threshold of one column; one that cannot part the centres has the most mistakes there can be. */
    private static final class Best {
        private final int column;
        private final double threshold;
        private final int mistakes;

        private Best(int column, double threshold, int mistakes) {
            this.column = column;
            this.threshold = threshold;
            this.mistakes = mistakes;
        }
    }
}
