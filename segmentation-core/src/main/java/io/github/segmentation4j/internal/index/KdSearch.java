package io.github.segmentation4j.internal.index;

import java.util.Arrays;

/**
 * Searches of a {@link KdTree} by one thread. Results of a search stay until the next one.
 *
 * <p>Not safe for use by several threads.
 */
public final class KdSearch {
    private final KdTree tree;
    private final int[] stack = new int[KdTree.DEPTH];
    private final double[] bounds = new double[KdTree.DEPTH];
    private final double[] distances = new double[KdTree.LEAF];
    private int[] positions = new int[64];
    private double[] squares = new double[64];
    private int found;

    KdSearch(KdTree tree) {
        this.tree = tree;
    }

    /** How many points the last search found. */
    public int found() {
        return found;
    }

    /** The position of a point that was found, counted from 0. */
    public int position(int index) {
        return positions[index];
    }

    /** Its squared distance. */
    public double squared(int index) {
        return squares[index];
    }

    /**
     * Finds all points up to a squared distance, inclusive, in the order of their positions.
     *
     * @param query holds the coordinates of a point from element {@code at} on
     * @param limit the greatest squared distance
     * @return how many were found
     */
    public int within(double[] query, int at, double limit) {
        found = 0;
        if (tree.size == 0) {
            return 0;
        }
        int depth = 0;
        stack[depth++] = 0;
        while (depth > 0) {
            int node = stack[--depth];
            if (tree.least(query, at, node) > limit) {
                continue;
            }
            if (!tree.isLeaf(node)) {
                stack[depth++] = tree.right(node);
                stack[depth++] = tree.left(node);
                continue;
            }
            int first = tree.first(node);
            int end = tree.end(node);
            tree.squared(query, at, first, end, distances);
            for (int p = first; p < end; p++) {
                if (distances[p - first] <= limit) {
                    grow();
                    positions[found] = p;
                    squares[found++] = distances[p - first];
                }
            }
        }
        return found;
    }

    private void grow() {
        if (found == positions.length) {
            positions = Arrays.copyOf(positions, 2 * found);
            squares = Arrays.copyOf(squares, 2 * found);
        }
    }

    /**
     * The weight of the points up to a squared distance, inclusive, or of as many of them as make it enough. Nodes that lie
     * within are counted as a whole, so this takes far less time than {@link #within}.
     *
     * @param weights of the nodes, see {@link KdTree#nodeSums}
     * @param pointWeights by position
     * @return the exact sum if it is below {@code enough}, whole weights given; else at least {@code enough}
     */
    public double weightWithin(
            double[] query, int at, double limit, double[] weights, double[] pointWeights, double enough) {
        double sum = 0;
        int depth = 0;
        if (tree.size > 0 && tree.least(query, at, 0) <= limit) {
            stack[depth++] = 0;
        }
        while (depth > 0 && sum < enough) {
            int node = stack[--depth];
            if (tree.most(query, at, node) <= limit) {
                sum += weights[node];
            } else if (tree.isLeaf(node)) {
                int first = tree.first(node);
                int end = tree.end(node);
                tree.squared(query, at, first, end, distances);
                for (int p = first; p < end; p++) {
                    sum += distances[p - first] <= limit ? pointWeights[p] : 0;
                }
            } else {
                depth = push(query, at, node, limit, depth);
            }
        }
        return sum;
    }

    /** Puts the children of a node on the stack, the nearer one on top, those beyond a limit left out. */
    private int push(double[] query, int at, int node, double limit, int depth) {
        int left = tree.left(node);
        int right = tree.right(node);
        double toLeft = tree.least(query, at, left);
        double toRight = tree.least(query, at, right);
        boolean leftFirst = toLeft <= toRight;
        int far = leftFirst ? right : left;
        double toFar = leftFirst ? toRight : toLeft;
        double toNear = leftFirst ? toLeft : toRight;
        int top = depth;
        if (toFar <= limit) {
            bounds[top] = toFar;
            stack[top++] = far;
        }
        if (toNear <= limit) {
            bounds[top] = toNear;
            stack[top++] = leftFirst ? left : right;
        }
        return top;
    }

    /**
     * Finds the k nearest points: by distance, of equally near ones by position. They come in that order, the query itself
     * among them where it is a point of the tree.
     *
     * @param query holds the coordinates of a point from element {@code at} on
     * @param k at least 1
     * @param limit the greatest squared distance, infinite for none
     * @return how many were found: k, or fewer where there are no more
     */
    public int nearest(double[] query, int at, int k, double limit) {
        found = 0;
        int depth = 0;
        if (tree.size > 0) {
            depth = begin(query, at, limit);
        }
        while (depth > 0) {
            int node = stack[--depth];
            if (found == k && beyond(bounds[depth], tree.first(node))) {
                continue;
            }
            if (!tree.isLeaf(node)) {
                depth = push(query, at, node, found == k ? squares[0] : limit, depth);
                continue;
            }
            int first = tree.first(node);
            int end = tree.end(node);
            tree.squared(query, at, first, end, distances);
            for (int p = first; p < end; p++) {
                double squared = distances[p - first];
                if (squared <= limit) {
                    offer(squared, p, k);
                }
            }
        }
        sort();
        return found;
    }

    private int begin(double[] query, int at, double limit) {
        bounds[0] = tree.least(query, at, 0);
        stack[0] = 0;
        return bounds[0] <= limit ? 1 : 0;
    }

    /** Whether a point comes after the last of those found, which is the top of a heap. */
    private boolean beyond(double squared, int position) {
        return squared > squares[0] || (squared == squares[0] && position > positions[0]);
    }

    private void offer(double squared, int position, int k) {
        if (found < k) {
            grow();
            int child = found++;
            while (child > 0 && after(squared, position, (child - 1) >>> 1)) {
                move((child - 1) >>> 1, child);
                child = (child - 1) >>> 1;
            }
            put(squared, position, child);
        } else if (!beyond(squared, position)) {
            sink(squared, position, found);
        }
    }

    /** Puts a point in the place of the top and moves it down a heap of a length. */
    private void sink(double squared, int position, int length) {
        int parent = 0;
        int child = 1;
        while (child < length) {
            if (child + 1 < length && after(squares[child + 1], positions[child + 1], child)) {
                child++;
            }
            if (!after(squares[child], positions[child], squared, position)) {
                break;
            }
            move(child, parent);
            parent = child;
            child = 2 * parent + 1;
        }
        put(squared, position, parent);
    }

    private void sort() {
        for (int last = found - 1; last > 0; last--) {
            double squared = squares[last];
            int position = positions[last];
            move(0, last);
            sink(squared, position, last);
        }
    }

    private boolean after(double squared, int position, int index) {
        return after(squared, position, squares[index], positions[index]);
    }

    private static boolean after(double squaredA, int positionA, double squaredB, int positionB) {
        return squaredA > squaredB || (squaredA == squaredB && positionA > positionB);
    }

    private void move(int from, int to) {
        squares[to] = squares[from];
        positions[to] = positions[from];
    }

    private void put(double squared, int position, int at) {
        squares[at] = squared;
        positions[at] = position;
    }
}
