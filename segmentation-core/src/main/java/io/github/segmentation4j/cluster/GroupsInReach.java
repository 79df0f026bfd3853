package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.index.KdTree;
import java.util.function.IntUnaryOperator;

/** Finds the last of the groups that have a row in mutual reachability of others, up to a distance. For one thread. */
final class GroupsInReach {
    private final ReachabilitySpace space;
    private final double[] cores;
    private final double[] query;
    private final double[] distances = new double[RawDistances.ROWS];
    private final int[] stack = new int[KdTree.DEPTH];
    private final int[] positions;
    private double limit;
    private IntUnaryOperator groups = row -> CondensedTree.NONE;
    private int last;

    GroupsInReach(ReachabilitySpace space, double[] cores) {
        this.space = space;
        this.cores = cores;
        query = space.distances.map(RawDistances::queryRoom).orElseGet(() -> new double[0]);
        positions = new int[space.index.isPresent() ? cores.length : 0];
        space.index.ifPresent(tree -> {
            for (int p = 0; p < positions.length; p++) {
                positions[tree.row(p)] = p;
            }
        });
    }

    /**
     * Begins to look.
     *
     * @param reach how far rows may be in mutual reachability
     * @param groupOf the group of a row that may be found, and {@link CondensedTree#NONE} for the others
     */
    void begin(double reach, IntUnaryOperator groupOf) {
        limit = reach;
        groups = groupOf;
        last = CondensedTree.NONE;
    }

    /** Looks around a row. */
    void look(int row) {
        if (space.index.isPresent()) {
            look(row, space.index.get());
        } else {
            look(row, space.distances.orElseThrow());
        }
    }

    private void look(int row, RawDistances all) {
        all.query(row, query);
        for (int b = 0; b < all.blockCount(); b++) {
            all.measure(query, b, distances);
            for (int p = 0; p < all.rowsIn(b); p++) {
                offer(row, b * RawDistances.ROWS + p, distances[p]);
            }
        }
    }

    private void look(int row, KdTree tree) {
        int at = positions[row] * tree.columns();
        int depth = 0;
        stack[depth++] = 0;
        while (depth > 0) {
            int node = stack[--depth];
            if (space.dissimilarity(tree.least(tree.pointsView(), at, node)) > limit) {
                continue;
            }
            if (!tree.isLeaf(node)) {
                stack[depth++] = tree.left(node);
                stack[depth++] = tree.right(node);
                continue;
            }
            int first = tree.first(node);
            tree.squared(tree.pointsView(), at, first, tree.end(node), distances);
            for (int p = first; p < tree.end(node); p++) {
                offer(row, tree.row(p), distances[p - first]);
            }
        }
    }

    private void offer(int row, int candidate, double raw) {
        double reach = Math.max(Math.max(raw, cores[row]), cores[candidate]);
        if (space.dissimilarity(reach) <= limit) {
            last = Math.max(last, groups.applyAsInt(candidate));
        }
    }

    /** The last group that was found, or {@link CondensedTree#NONE}. */
    int last() {
        return last;
    }
}
