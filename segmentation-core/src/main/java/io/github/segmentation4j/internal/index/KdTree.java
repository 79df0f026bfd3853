package io.github.segmentation4j.internal.index;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * A k-d tree over n points x d coordinates with the Euclidean distance. Each node halves its points by their place in the
 * column in which they spread the most, down to leaves of at most {@value #LEAF}, so the depth depends on n alone and
 * nothing here recurses deeper than 32, however many points are equal.
 *
 * <p>The tree orders its points anew. A <em>position</em> is a place in that order; each node covers a range of positions.
 * Positions follow from the coordinates alone: the same points in another order give the same nodes, and each position the
 * same coordinates, where equal points may be any of these. So a tie broken by position is broken by the data.
 *
 * <p>Squared distances are summed column by column with {@link Math#fma}. Bounds of boxes are summed in the same way; as
 * rounding is monotone, a bound is never beyond the distance as computed, and results need no tolerance.
 *
 * <p>Memory: a copy of the points, 4 bytes a point and the boxes, at most about half of the points.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>Reference: J. H. Friedman, J. L. Bentley, R. A. Finkel, An algorithm for finding best matches in logarithmic expected
 * time, ACM Transactions on Mathematical Software 3(3), 1977.
 */
public final class KdTree {
    /** Points in a leaf, at most, and at least half as many where there are more: few to look at, and few boxes. */
    public static final int LEAF = 16;

    /** Nodes on the way from the root to a leaf, at most, for a stack of nodes to visit. */
    public static final int DEPTH = 40;

    final int size;
    final int columns;

    /** Levels above the leaves: nodes {@code 2^levels - 1} and on are leaves. */
    private final int levels;

    private final int[] rows;
    final double[] points;
    private final int[] starts;
    private final double[] boxes;

    /** Takes over its arguments. */
    KdTree(int columns, int levels, int[] rows, double[] points, int[] starts, double[] boxes) {
        this.size = rows.length;
        this.columns = columns;
        this.levels = levels;
        this.rows = rows;
        this.points = points;
        this.starts = starts;
        this.boxes = boxes;
    }

    /**
     * A tree.
     *
     * @param points row by row, finite; not kept
     * @param columns at least 1
     * @param runner spreads the work; its checkpoint should be that of the next argument
     * @param checkpoint stops the work
     */
    public static KdTree of(double[] points, int columns, BlockRunner runner, Checkpoint checkpoint) {
        return new KdTreeBuilder(points, columns, runner, checkpoint).build();
    }

    /** The number of points. */
    public int size() {
        return size;
    }

    /** The number of coordinates of a point. */
    public int columns() {
        return columns;
    }

    /** The row, as the points were given, at a position. */
    public int row(int position) {
        return rows[position];
    }

    /** The rows by position; shared and not to be written. */
    public int[] rowsView() {
        return rows;
    }

    /** The coordinates by position, point by point; shared and not to be written. */
    public double[] pointsView() {
        return points;
    }

    /** The number of nodes; node 0 is the root. None without points. */
    public int nodeCount() {
        return starts.length;
    }

    /** Whether a node is a leaf. */
    public boolean isLeaf(int node) {
        return node >= (1 << levels) - 1;
    }

    /** The lower child of a node that is no leaf. */
    public int left(int node) {
        return 2 * node + 1;
    }

    /** The upper child of a node that is no leaf. */
    public int right(int node) {
        return 2 * node + 2;
    }

    /** The number of leaves; they are the last nodes, in the order of their positions. */
    public int leafCount() {
        return size == 0 ? 0 : 1 << levels;
    }

    /** The node of a leaf, counted from 0. */
    public int leaf(int index) {
        return (1 << levels) - 1 + index;
    }

    /** The first position of a node. */
    public int first(int node) {
        return starts[node];
    }

    /** One beyond the last position of a node. */
    public int end(int node) {
        // A node ends where the next one of its level begins; node 2^l - 2 is the last of a level.
        return ((node + 2) & (node + 1)) == 0 ? size : starts[node + 1];
    }

    /** The least coordinate of the points of a node in a column. */
    public double low(int node, int column) {
        return boxes[2 * columns * node + column];
    }

    /** The greatest coordinate of the points of a node in a column. */
    public double high(int node, int column) {
        return boxes[2 * columns * node + columns + column];
    }

    /** The squared distance of a point, from an element of an array on, to the point at a position. */
    public double squared(double[] query, int at, int position) {
        int from = position * columns;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double difference = query[at + c] - points[from + c];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }

    /**
     * The squared distances of a point to those at the positions from one on, four at a time so that no sum waits for another.
     *
     * @param target where {@code end - first} values are written, from element 0 on
     */
    public void squared(double[] query, int at, int first, int end, double[] target) {
        int position = first;
        for (; position + 4 <= end; position += 4) {
            int a = position * columns;
            int b = a + columns;
            int c = b + columns;
            int d = c + columns;
            double sumA = 0;
            double sumB = 0;
            double sumC = 0;
            double sumD = 0;
            for (int j = 0; j < columns; j++) {
                double value = query[at + j];
                double gapA = value - points[a + j];
                double gapB = value - points[b + j];
                double gapC = value - points[c + j];
                double gapD = value - points[d + j];
                sumA = Math.fma(gapA, gapA, sumA);
                sumB = Math.fma(gapB, gapB, sumB);
                sumC = Math.fma(gapC, gapC, sumC);
                sumD = Math.fma(gapD, gapD, sumD);
            }
            int to = position - first;
            target[to] = sumA;
            target[to + 1] = sumB;
            target[to + 2] = sumC;
            target[to + 3] = sumD;
        }
        for (; position < end; position++) {
            target[position - first] = squared(query, at, position);
        }
    }

    /** The squared distance of the points at two positions. */
    public double squared(int first, int second) {
        return squared(points, first * columns, second);
    }

    /** No point of a node has a squared distance to a point below this. */
    public double least(double[] query, int at, int node) {
        int low = 2 * columns * node;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double value = query[at + c];
            double gap = Math.max(Math.max(boxes[low + c] - value, value - boxes[low + columns + c]), 0);
            sum = Math.fma(gap, gap, sum);
        }
        return sum;
    }

    /** No point of a node has a squared distance to a point above this. */
    public double most(double[] query, int at, int node) {
        int low = 2 * columns * node;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double value = query[at + c];
            double gap = Math.max(boxes[low + columns + c] - value, value - boxes[low + c]);
            sum = Math.fma(gap, gap, sum);
        }
        return sum;
    }

    /** No points of two nodes have a squared distance below this. */
    public double least(int first, int second) {
        int a = 2 * columns * first;
        int b = 2 * columns * second;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double gap =
                    Math.max(Math.max(boxes[a + c] - boxes[b + columns + c], boxes[b + c] - boxes[a + columns + c]), 0);
            sum = Math.fma(gap, gap, sum);
        }
        return sum;
    }

    /** No points of two nodes, which may be the same, have a squared distance above this. */
    public double most(int first, int second) {
        int a = 2 * columns * first;
        int b = 2 * columns * second;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double gap = Math.max(boxes[a + columns + c] - boxes[b + c], boxes[b + columns + c] - boxes[a + c]);
            sum = Math.fma(gap, gap, sum);
        }
        return sum;
    }

    /**
     * The sums of values over the points of each node, added up from the leaves.
     *
     * @param values by position
     * @param checkpoint stops the work
     */
    public double[] nodeSums(double[] values, Checkpoint checkpoint) {
        double[] sums = new double[starts.length];
        for (int node = starts.length - 1; node >= 0; node--) {
            checkpoint.at(node);
            if (isLeaf(node)) {
                for (int p = first(node); p < end(node); p++) {
                    sums[node] += values[p];
                }
            } else {
                sums[node] = sums[left(node)] + sums[right(node)];
            }
        }
        return sums;
    }

    /**
     * The lowest row of the points of each node.
     *
     * @param checkpoint stops the work
     */
    public int[] nodeRows(Checkpoint checkpoint) {
        int[] least = new int[starts.length];
        for (int node = starts.length - 1; node >= 0; node--) {
            checkpoint.at(node);
            if (isLeaf(node)) {
                least[node] = rows[first(node)];
                for (int p = first(node) + 1; p < end(node); p++) {
                    least[node] = Math.min(least[node], rows[p]);
                }
            } else {
                least[node] = Math.min(least[left(node)], least[right(node)]);
            }
        }
        return least;
    }

    /** A search of this tree for one thread, with room of its own. */
    public KdSearch search() {
        return new KdSearch(this);
    }

    @Override
    public String toString() {
        return "k-d tree of " + size + " points x " + columns;
    }
}
