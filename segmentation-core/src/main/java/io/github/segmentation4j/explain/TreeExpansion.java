package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a tree more leaves, one at a time, where that lowers the surrogate cost most: the squared distances of the rows to
 * the given centres of the segments that their leaves name. A leaf that is the only one of its segment can only be split
 * so that one side still names it.
 */
final class TreeExpansion {
    private static final String STAGE = "growing segment rules";

    private final RuleInput input;
    private final SortedColumns sorted;
    private final long[][] costs;
    private final BlockRunner runner;
    private final Checkpoint checkpoint;
    private final List<Branch> leaves = new ArrayList<>();
    private final int[] leavesOf;

    private TreeExpansion(RuleInput input, RunContext context) {
        this.input = input;
        Runnable look = () -> context.throwIfCancelled(STAGE);
        checkpoint = Checkpoint.of(look);
        runner = BlockRunner.of(context.executor(), context.threads(), look);
        sorted = new SortedColumns(input.count(), input.columns(), input::column, runner, checkpoint);
        costs = WholeCosts.of(input, runner, checkpoint);
        leavesOf = new int[input.segments()];
    }

    /**
     * The tree with more leaves.
     *
     * @param base each segment has one leaf
     * @param most how many leaves it may have
     */
    static SegmentRules.Node expand(SegmentRules.Node base, RuleInput input, int most, RunContext context) {
        if (most <= input.segments()) {
            return base;
        }
        TreeExpansion expansion = new TreeExpansion(input, context);
        Branch root = expansion.branch(base, 0, input.count());
        while (expansion.leaves.size() < most && expansion.grow()) {
            context.report(STAGE, expansion.leaves.size(), most);
        }
        return root.node();
    }

    /** The base tree with the rows that end in its leaves, those of other segments among them. */
    private Branch branch(SegmentRules.Node node, int from, int to) {
        if (node instanceof SegmentRules.Cut cut) {
            int middle = sorted.part(cut.feature(), cut.threshold(), from, to);
            Branch left = branch(cut.left(), from, middle);
            return new Branch(cut.feature(), cut.threshold(), left, branch(cut.right(), middle, to));
        }
        Branch leaf = leaf(((SegmentRules.Leaf) node).segment(), from, to);
        leaves.add(leaf);
        return leaf;
    }

    /** Splits the leaf that gains most, the leftmost of several; false if none gains. */
    private boolean grow() {
        int chosen = -1;
        long most = 0;
        for (int i = 0; i < leaves.size(); i++) {
            long gain = split(leaves.get(i)).map(split -> split.gain).orElse(0L);
            if (gain > most) {
                most = gain;
                chosen = i;
            }
        }
        if (chosen < 0) {
            return false;
        }
        Branch leaf = leaves.get(chosen);
        LeafSplit split = split(leaf).orElseThrow();
        int middle = sorted.part(split.column, split.threshold, leaf.from, leaf.to);
        leavesOf[leaf.segment]--;
        Branch left = leaf(split.left, leaf.from, middle);
        Branch right = leaf(split.right, middle, leaf.to);
        leaf.cut(split, left, right);
        leaves.set(chosen, left);
        leaves.add(chosen + 1, right);
        return true;
    }

    private Optional<LeafSplit> split(Branch leaf) {
        return leavesOf[leaf.segment] > 1 ? leaf.free : leaf.keeping;
    }

    private Branch leaf(int segment, int from, int to) {
        leavesOf[segment]++;
        long[] totals = new long[input.segments()];
        int[] order = sorted.orderView(0);
        for (int i = from; i < to; i++) {
            checkpoint.at(i - from);
            long[] cost = costs[order[i]];
            for (int j = 0; j < totals.length; j++) {
                totals[j] += cost[j];
            }
        }
        List<LeafSplit.Search> found = runner.map(sorted.columns(), column -> {
            LeafSplit.Search search = new LeafSplit.Search(column, segment, totals);
            search.run(sorted.valuesView(column), sorted.orderView(column), costs, from, to, checkpoint);
            return search;
        });
        Branch leaf = new Branch(segment, from, to);
        for (LeafSplit.Search search : found) {
            leaf.free = LeafSplit.better(leaf.free, search.free());
            leaf.keeping = LeafSplit.better(leaf.keeping, search.keeping());
        }
        return leaf;
    }

    /** A node while the tree grows: a leaf until it is cut. */
    private static final class Branch {
        private final int segment;
        private final int from;
        private final int to;
        private Optional<LeafSplit> free = Optional.empty();
        private Optional<LeafSplit> keeping = Optional.empty();
        private int column;
        private double threshold;
        private List<Branch> sides = List.of();

        private Branch(int segment, int from, int to) {
            this.segment = segment;
            this.from = from;
            this.to = to;
        }

        private Branch(int column, double threshold, Branch left, Branch right) {
            this(-1, left.from, right.to);
            this.column = column;
            this.threshold = threshold;
            sides = List.of(left, right);
        }

        private void cut(LeafSplit split, Branch left, Branch right) {
            column = split.column;
            threshold = split.threshold;
            sides = List.of(left, right);
        }

        private SegmentRules.Node node() {
            return sides.isEmpty()
                    ? new SegmentRules.Leaf(segment)
                    : new SegmentRules.Cut(
                            column, threshold, sides.get(0).node(), sides.get(1).node());
        }
    }
}
