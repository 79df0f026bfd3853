package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.index.KdTree;

/**
 * Connects the points of a tree that are near, leaf by leaf on several threads. Parts of the tree that are known to be of one
 * piece with a leaf are passed over, which are most of them soon, so it takes far fewer distances than there are neighbours.
 *
 * <p>Safe for use by several threads.
 */
final class KdPieces {
    private final KdTree tree;
    private final double limit;
    private final ConnectedPieces pieces;

    /**
     * Nodes whose points are known to be connected. Threads may see an old false, which costs time; a true stays true.
     */
    private final boolean[] whole;

    /**
     * Pieces of a tree.
     *
     * @param limit the greatest squared distance of near points
     */
    KdPieces(KdTree tree, double limit) {
        this.tree = tree;
        this.limit = limit;
        pieces = new ConnectedPieces(tree.size());
        whole = new boolean[tree.nodeCount()];
    }

    /** For each position the lowest one it is connected to. */
    int[] lowest() {
        return pieces.lowest();
    }

    /** Connects the points of a leaf to the near ones of it and of the leaves after it. */
    void connect(int leaf) {
        int[] stack = new int[KdTree.DEPTH];
        int depth = 0;
        within(leaf);
        stack[depth++] = 0;
        while (depth > 0) {
            int node = stack[--depth];
            if (node == leaf || tree.end(node) <= tree.first(leaf) || tree.least(leaf, node) > limit) {
                continue;
            }
            if (isWhole(node) && isWhole(leaf) && same(node, leaf)) {
                continue;
            }
            if (tree.first(node) > tree.first(leaf) && tree.most(leaf, node) <= limit) {
                join(leaf, node);
            } else if (tree.isLeaf(node)) {
                pairs(leaf, node);
            } else {
                stack[depth++] = tree.right(node);
                stack[depth++] = tree.left(node);
            }
        }
    }

    private boolean same(int a, int b) {
        return pieces.find(tree.first(a)) == pieces.find(tree.first(b));
    }

    private boolean isWhole(int node) {
        if (!whole[node] && !tree.isLeaf(node)) {
            int left = tree.left(node);
            int right = tree.right(node);
            whole[node] = whole[left] && whole[right] && same(left, right);
        }
        return whole[node];
    }

    /** Connects the points of a leaf among each other. */
    private void within(int leaf) {
        int end = tree.end(leaf);
        for (int p = tree.first(leaf); p < end; p++) {
            for (int q = p + 1; q < end; q++) {
                if (tree.squared(p, q) <= limit) {
                    pieces.connect(p, q);
                }
            }
        }
        seeWhether(leaf);
    }

    /** Connects all points of two nodes, each of one being near each of the other. */
    private void join(int leaf, int node) {
        int first = tree.first(leaf);
        for (int p = first; p < tree.end(leaf); p++) {
            pieces.connect(p, tree.first(node));
        }
        for (int p = tree.first(node); p < tree.end(node); p++) {
            pieces.connect(p, first);
        }
        whole[leaf] = true;
        whole[node] = true;
    }

    private void pairs(int leaf, int other) {
        int end = tree.end(other);
        double[] points = tree.pointsView();
        for (int p = tree.first(leaf); p < tree.end(leaf); p++) {
            if (tree.least(points, p * tree.columns(), other) > limit) {
                continue;
            }
            int piece = pieces.find(p);
            for (int q = tree.first(other); q < end; q++) {
                if (pieces.find(q) != piece && tree.squared(p, q) <= limit) {
                    pieces.connect(p, q);
                    piece = pieces.find(p);
                }
            }
        }
        seeWhether(leaf);
        seeWhether(other);
    }

    /** Finds out whether a leaf has become whole. */
    private void seeWhether(int leaf) {
        if (!whole[leaf]) {
            int piece = pieces.find(tree.first(leaf));
            boolean one = true;
            for (int p = tree.first(leaf) + 1; p < tree.end(leaf) && one; p++) {
                one = pieces.find(p) == piece;
            }
            whole[leaf] = one;
        }
    }
}
