package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.function.DoubleUnaryOperator;

/**
 * How rows join, two groups at a time, as the distance grows. Nodes below {@code rows} are the rows, the others joins in the
 * order of their distances; what joins at one distance is one join, which {@link CondensedTree} sees to. Never written once
 * made.
 */
final class SingleLinkage {
    /** Nothing joins, so there is no such node. */
    static final int NONE = -1;

    final int rows;

    /** The parts of each join, by node less {@code rows}. */
    final int[] left;

    final int[] right;

    /** The distance each node is complete at: that of the join, and for rows the one their copies join at. */
    final double[] heights;

    /** Rows in each node, copies counted. */
    final int[] sizes;

    /** The first row of each node. */
    final int[] firstRows;

    private SingleLinkage(int rows, double[] heights, int[] sizes) {
        this.rows = rows;
        this.heights = heights;
        this.sizes = sizes;
        left = new int[rows - 1];
        right = new int[rows - 1];
        firstRows = new int[2 * rows - 1];
    }

    /**
     * The joins of the edges of a tree.
     *
     * @param distance what a raw distance is; grows with it
     */
    static SingleLinkage of(ReachabilityTree tree, int[] copies, DoubleUnaryOperator distance, Checkpoint checkpoint) {
        int rows = copies.length;
        SingleLinkage linkage = new SingleLinkage(rows, new double[2 * rows - 1], new int[2 * rows - 1]);
        for (int row = 0; row < rows; row++) {
            checkpoint.at(row);
            linkage.heights[row] = distance.applyAsDouble(tree.cores[row]);
            linkage.sizes[row] = copies[row];
            linkage.firstRows[row] = row;
        }
        int[] order =
                IndexSort.sorted(rows - 1, (i, j) -> Double.compare(tree.lengths[i], tree.lengths[j]), checkpoint);
        DisjointGroups groups = new DisjointGroups(rows);
        int[] nodes = new int[rows];
        for (int row = 0; row < rows; row++) {
            nodes[row] = row;
        }
        for (int i = 0; i < order.length; i++) {
            checkpoint.at(i);
            int first = groups.find(tree.first[order[i]]);
            int second = groups.find(tree.second[order[i]]);
            double height = distance.applyAsDouble(tree.lengths[order[i]]);
            if (!(height < Double.POSITIVE_INFINITY)) {
                throw Hdbscan.beyondRange();
            }
            linkage.join(i, nodes[first], nodes[second], height);
            nodes[groups.unite(first, second)] = rows + i;
        }
        return linkage;
    }

    private void join(int index, int first, int second, double height) {
        int node = rows + index;
        left[index] = first;
        right[index] = second;
        heights[node] = height;
        sizes[node] = sizes[first] + sizes[second];
        firstRows[node] = Math.min(firstRows[first], firstRows[second]);
    }

    int root() {
        return heights.length - 1;
    }
}
