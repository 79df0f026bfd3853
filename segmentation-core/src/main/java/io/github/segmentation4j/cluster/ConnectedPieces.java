package io.github.segmentation4j.cluster;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which of some things are connected, told by several threads at a time: a forest in which every thing points to itself or a
 * lower one of its piece. What it holds in the end does not depend on the order of what it was told.
 *
 * <p>Safe for use by several threads.
 *
 * <p>Reference: R. J. Anderson, H. Woll, Wait-free parallel algorithms for the union-find problem, STOC 1991.
 */
final class ConnectedPieces {
    private final AtomicIntegerArray parents;

    ConnectedPieces(int count) {
        parents = new AtomicIntegerArray(count);
        for (int i = 0; i < count; i++) {
            parents.setPlain(i, i);
        }
    }

    /** The lowest thing that is known to be connected to this one; two have the same only if they are connected. */
    int find(int thing) {
        int at = thing;
        while (true) {
            int parent = parents.get(at);
            int above = parents.get(parent);
            if (parent == above) {
                return parent;
            }
            // Another thread may have moved it on already, which is as good.
            parents.weakCompareAndSetPlain(at, parent, above);
            at = above;
        }
    }

    /** Connects two things. */
    void connect(int a, int b) {
        int rootA = find(a);
        int rootB = find(b);
        while (rootA != rootB) {
            int upper = Math.max(rootA, rootB);
            int lower = Math.min(rootA, rootB);
            if (parents.compareAndSet(upper, upper, lower)) {
                return;
            }
            rootA = find(upper);
            rootB = find(lower);
        }
    }

    /** For each thing the lowest one it is connected to, once nobody connects any more. */
    int[] lowest() {
        int[] lowest = new int[parents.length()];
        for (int i = 0; i < lowest.length; i++) {
            // Things point to lower ones, so what they point to is known already.
            int parent = parents.get(i);
            lowest[i] = parent == i ? i : lowest[parent];
        }
        return lowest;
    }
}
