package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * Grows a tree by iterative mistake minimisation. Rows and centres are both <em>items</em>: rows first, then centres.
 */
final class ThresholdTree {
    private static final String STAGE = "growing segment rules";

    private final int rows;
    private final int segments;
    private final int[] labels;
    private final SortedColumns sorted;
    private final RunContext context;
    private final Checkpoint checkpoint;
    private final BlockRunner runner;
    private int leaves;

    private ThresholdTree(RuleInput input, RunContext context) {
        this.rows = input.count();
        this.segments = input.segments();
        this.labels = input.labels();
        this.context = context;
        Runnable look = () -> context.throwIfCancelled(STAGE);
        checkpoint = Checkpoint.of(look);
        runner = BlockRunner.of(context.executor(), context.threads(), look);
        sorted = new SortedColumns(
                Math.addExact(rows, segments), input.columns(), input::withCentres, runner, checkpoint);
    }

    /** The tree of labelled rows and their centres. */
    static SegmentRules.Node grow(RuleInput input, RunContext context) {
        ThresholdTree tree = new ThresholdTree(input, context);
        context.report(STAGE, 0, tree.segments);
        return tree.node(0, tree.sorted.items());
    }

    private SegmentRules.Node node(int from, int to) {
        int[] sizes = new int[segments];
        int[] order = sorted.orderView(0);
        int centres = 0;
        int last = 0;
        for (int i = from; i < to; i++) {
            checkpoint.at(i - from);
            int item = order[i];
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
        List<Best> found = runner.map(sorted.columns(), column -> best(column, from, to, sizes, here));
        Best best = found.get(0);
        for (Best next : found) {
            best = next.mistakes < best.mistakes ? next : best;
        }
        int middle = part(best, from, to);
        int end = sorted.keep(from, to, middle);
        SegmentRules.Node left = node(from, middle);
        return new SegmentRules.Cut(best.column, best.threshold, left, node(middle, end));
    }

    /**
     * The best threshold of a column: the lowest of those with the fewest mistakes. The items pass from right to left in
     * order; mistakes can only change at an item, so no other number is better.
     */
    private Best best(int column, int from, int to, int[] sizes, int centres) {
        double[] own = sorted.valuesView(column);
        int[] order = sorted.orderView(column);
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
        double[] own = sorted.valuesView(best.column);
        int[] order = sorted.orderView(0);
        byte[] sides = sorted.sidesView();
        int middle = from;
        for (int i = from; i < to; i++) {
            checkpoint.at(i - from);
            int item = order[i];
            boolean left = own[item] <= best.threshold;
            boolean parted = item < rows && left != own[rows + labels[item]] <= best.threshold;
            sides[item] = parted ? SortedColumns.LEFT_OUT : left ? SortedColumns.LEFT : SortedColumns.RIGHT;
            middle += sides[item] == SortedColumns.LEFT ? 1 : 0;
        }
        return middle;
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
