package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Optional;

/** A cut of a leaf into leaves of two different segments, and how much less it costs. */
final class LeafSplit {
    final int column;
    final double threshold;
    final int left;
    final int right;
    final long gain;

    private LeafSplit(int column, double threshold, int left, int right, long gain) {
        this.column = column;
        this.threshold = threshold;
        this.left = left;
        this.right = right;
        this.gain = gain;
    }

    /** The one that gains more, the first if both gain as much. */
    static Optional<LeafSplit> better(Optional<LeafSplit> first, Optional<LeafSplit> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.or(() -> second);
        }
        return second.orElseThrow().gain > first.orElseThrow().gain ? second : first;
    }

    /**
     * Looks for the best split of a leaf in one column: the lowest threshold of those that gain most. Rows pass from right
     * to left in order, and with them what they cost for each centre.
     */
    static final class Search {
        private final int column;
        private final int own;
        private final long[] onRight;
        private final long[] onLeft;
        private final long before;
        private Optional<LeafSplit> free = Optional.empty();
        private Optional<LeafSplit> keeping = Optional.empty();

        /**
         * A search.
         *
         * @param own the segment that the leaf names
         * @param totals what the rows of the leaf cost for each centre
         */
        Search(int column, int own, long[] totals) {
            this.column = column;
            this.own = own;
            onRight = totals.clone();
            onLeft = new long[totals.length];
            before = totals[own];
        }

        /** The best split, if any costs less. */
        Optional<LeafSplit> free() {
            return free;
        }

        /** The best split of which one side names the same segment as the leaf, if any costs less. */
        Optional<LeafSplit> keeping() {
            return keeping;
        }

        void run(double[] values, int[] order, long[][] costs, int from, int to, Checkpoint checkpoint) {
            if (onLeft.length == 1) {
                return;
            }
            for (int i = from; i + 1 < to; i++) {
                checkpoint.at(i - from);
                long[] cost = costs[order[i]];
                for (int j = 0; j < cost.length; j++) {
                    onLeft[j] += cost[j];
                    onRight[j] -= cost[j];
                }
                if (values[order[i + 1]] != values[order[i]]) {
                    look(values[order[i]]);
                }
            }
        }

        private void look(double threshold) {
            int left = least(onLeft, -1);
            int right = least(onRight, -1);
            int otherLeft = left == own ? least(onLeft, own) : left;
            int otherRight = right == own ? least(onRight, own) : right;
            keeping = better(keeping, threshold, own, otherRight);
            keeping = better(keeping, threshold, otherLeft, own);
            if (left != right) {
                free = better(free, threshold, left, right);
            } else {
                free = better(free, threshold, left, least(onRight, right));
                free = better(free, threshold, least(onLeft, left), right);
            }
        }

        private Optional<LeafSplit> better(Optional<LeafSplit> best, double threshold, int left, int right) {
            long gain = before - onLeft[left] - onRight[right];
            return gain > best.map(split -> split.gain).orElse(0L)
                    ? Optional.of(new LeafSplit(column, threshold, left, right, gain))
                    : best;
        }

        /** The cheapest centre, the lowest of several. */
        private static int least(long[] costs, int except) {
            int least = except == 0 ? 1 : 0;
            for (int j = least + 1; j < costs.length; j++) {
                if (j != except && costs[j] < costs[least]) {
                    least = j;
                }
            }
            return least;
        }
    }
}
