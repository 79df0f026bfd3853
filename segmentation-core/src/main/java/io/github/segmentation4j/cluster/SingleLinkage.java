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

    /** Rows in an order in which those of each node lie side by side. */
    final int[] order;

    /** Where in that order each row is. */
    final int[] places;

    /** Where in that order each node begins. */
    final int[] starts;

    /** Where in that order each node ends, one beyond its last row. */
    final int[] ends;

    private SingleLinkage(int rows, double[] heights, int[] sizes) {
        this.rows = rows;
        this.heights = heights;
        this.sizes = sizes;
        left = new int[rows - 1];
        right = new int[rows - 1];
        firstRows = new int[2 * rows - 1];
        order = new int[rows];
        places = new int[rows];
        starts = new int[2 * rows - 1];
        ends = new int[2 * rows - 1];
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
        linkage.arrange(checkpoint);
        return linkage;
    }

    /** Parts come before the joins they make, so going down from the root each finds where its own place begins. */
    private void arrange(Checkpoint checkpoint) {
        for (int node = 0; node < ends.length; node++) {
            // How many rows there are, at first.
            ends[node] = node < rows ? 1 : ends[left[node - rows]] + ends[right[node - rows]];
        }
        for (int node = root(); node >= 0; node--) {
            checkpoint.at(node);
            ends[node] += starts[node];
            if (node < rows) {
                order[starts[node]] = node;
                places[node] = starts[node];
            } else {
                starts[left[node - rows]] = starts[node];
                starts[right[node - rows]] = starts[node] + ends[left[node - rows]];
            }
        }
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
