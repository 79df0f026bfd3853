package io.github.segmentation4j.cluster;

/** Groups of things that are united two at a time (union by size, paths halved). For one thread. */
final class DisjointGroups {
    private final int[] parents;
    private final int[] sizes;

    /** Each thing in a group of its own. */
    DisjointGroups(int count) {
        parents = new int[count];
        sizes = new int[count];
        for (int i = 0; i < count; i++) {
            parents[i] = i;
            sizes[i] = 1;
        }
    }

    /** The member that stands for the group of a thing. */
    int find(int thing) {
        int at = thing;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** Unites two groups, each told by the member that stands for it, and returns which of them stands for both. */
    int unite(int first, int second) {
        int large = sizes[first] >= sizes[second] ? first : second;
        int small = large == first ? second : first;
        parents[small] = large;
        sizes[large] += sizes[small];
        return large;
    }
}
