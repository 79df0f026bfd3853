package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;

/**
 * The merges of points as they are found. A part is called by the lowest of its points. Mutable; belongs to one thread.
 */
final class MergeList {
    private static final int MERGES_A_REPORT = 256;

    private final int[] first;
    private final int[] second;
    private final double[] heights;
    private final RunContext context;
    private final int rows;
    private int count;

    /**
     * An empty list.
     *
     * @param points how many will be merged, at least 1
     * @param rows how many rows they stand for, by which progress is told
     */
    MergeList(int points, int rows, RunContext context) {
        first = new int[points - 1];
        second = new int[points - 1];
        heights = new double[points - 1];
        this.rows = rows;
        this.context = context;
    }

    int count() {
        return count;
    }

    boolean isComplete() {
        return count == heights.length;
    }

    /** Appends the merge of two parts, or, for a tree of edges, of the parts that two points are in. */
    void add(int one, int other, double height) {
        first[count] = Math.min(one, other);
        second[count] = Math.max(one, other);
        heights[count++] = height;
        if (count % MERGES_A_REPORT == 0) {
            context.report(Agglomerative.STAGE, (long) rows - heights.length - 1 + count, rows);
        }
    }

    /** The tree of the merges in the order in which they were found. */
    Dendrogram inOrder() {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return tree(order);
    }

    /**
     * The tree of the merges in the order of their heights, where a merge can be found before lower ones elsewhere. Merges
     * of one height stay in the order in which they were found.
     */
    Dendrogram byHeight() {
        raise();
        return tree(IndexSort.sorted(count, (a, b) -> Double.compare(heights[a], heights[b]), checkpoint()));
    }

    /** The tree of the merges by their heights, of equal ones by the points they join: for edges found in no order. */
    Dendrogram byHeightAndPoints() {
        return tree(IndexSort.sorted(
                count,
                (a, b) -> {
                    int byHeight = Double.compare(heights[a], heights[b]);
                    int byFirst = byHeight != 0 ? byHeight : Integer.compare(first[a], first[b]);
                    return byFirst != 0 ? byFirst : Integer.compare(second[a], second[b]);
                },
                checkpoint()));
    }

    private Checkpoint checkpoint() {
        return Checkpoint.of(() -> context.throwIfCancelled(Agglomerative.STAGE));
    }

    /** Rounding can put a merge a last digit below one within it; it is lifted. */
    private void raise() {
        double[] highest = new double[count + 1];
        for (int i = 0; i < count; i++) {
            heights[i] = Math.max(heights[i], Math.max(highest[first[i]], highest[second[i]]));
            highest[first[i]] = heights[i];
        }
    }

    private Dendrogram tree(int[] order) {
        int leaves = count + 1;
        int[] parts = new int[leaves];
        DisjointGroups groups = new DisjointGroups(leaves);
        for (int point = 0; point < leaves; point++) {
            parts[point] = point;
        }
        int[] lower = new int[count];
        int[] upper = new int[count];
        double[] sorted = new double[count];
        for (int i = 0; i < count; i++) {
            int one = groups.find(first[order[i]]);
            int other = groups.find(second[order[i]]);
            lower[i] = Math.min(parts[one], parts[other]);
            upper[i] = Math.max(parts[one], parts[other]);
            sorted[i] = heights[order[i]];
            parts[groups.unite(one, other)] = leaves + i;
        }
        return new Dendrogram(leaves, lower, upper, sorted);
    }
}
