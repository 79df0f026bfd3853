package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A height-balanced tree of clustering features: each entry is the weight, the mean and the sum of squared deviations of
 * what was inserted below it, which merge without cancellation. What is inserted goes down to the nearest mean, and there
 * joins the nearest leaf entry if that stays within the threshold. Mutable; belongs to one thread.
 *
 * <p>References: T. Zhang, R. Ramakrishnan, M. Livny, BIRCH: an efficient data clustering method for very large databases,
 * SIGMOD 1996; A. Lang, E. Schubert, BETULA: numerically stable CF-trees for BIRCH clustering, SISAP 2020.
 */
final class FeatureTree {
    private final int columns;
    private final int branching;
    /** The largest mean squared deviation of a leaf entry. */
    private final double threshold;

    private final Checkpoint checkpoint;
    private Node root;
    private int leaves;

    /** Takes the entries at the leaves one after the other. */
    interface LeafVisitor {
        /**
         * Takes an entry.
         *
         * @param mean shared, not to be kept
         */
        void visit(double weight, double[] mean, double deviations);
    }

    /** Entries with one more place than there may be, for the one that makes it split. */
    private static final class Node {
        final double[] weights;
        final double[] deviations;
        /** Entry after entry. */
        final double[] means;
        /** Empty for a leaf. */
        final Node[] children;

        int count;

        Node(int branching, int columns, boolean isLeaf) {
            weights = new double[branching + 1];
            deviations = new double[branching + 1];
            means = new double[Math.multiplyExact(branching + 1, columns)];
            children = new Node[isLeaf ? 0 : branching + 1];
        }

        boolean isLeaf() {
            return children.length == 0;
        }
    }

    FeatureTree(int columns, int branching, double threshold, Checkpoint checkpoint) {
        this.columns = columns;
        this.branching = branching;
        this.threshold = threshold;
        this.checkpoint = checkpoint;
        root = new Node(branching, columns, true);
    }

    /** The number of leaf entries. */
    int leaves() {
        return leaves;
    }

    /** Inserts rows that are told by their weight, mean and sum of squared deviations. */
    void insert(double weight, double[] mean, double deviations) {
        checkpoint.now();
        Node beside = insert(root, weight, mean, deviations);
        if (beside != null) {
            Node top = new Node(branching, columns, false);
            add(top, root);
            add(top, beside);
            root = top;
        }
    }

    /** Inserts below a node and returns the part that was split off it, or null. */
    private @Nullable Node insert(Node node, double weight, double[] mean, double deviations) {
        int nearest = nearest(node, mean);
        if (node.isLeaf()) {
            if (nearest >= 0 && fits(node, nearest, weight, mean, deviations)) {
                absorb(node, nearest, weight, mean, 0, deviations);
                return null;
            }
            leaves++;
            append(node, weight, mean, 0, deviations);
        } else {
            Node child = node.children[nearest];
            Node beside = insert(child, weight, mean, deviations);
            if (beside == null) {
                absorb(node, nearest, weight, mean, 0, deviations);
                return null;
            }
            sum(node, nearest, child);
            add(node, beside);
        }
        return node.count > branching ? split(node) : null;
    }

    private int nearest(Node node, double[] mean) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < node.count; i++) {
            double square = square(node, i, mean, 0);
            if (square < least) {
                least = square;
                nearest = i;
            }
        }
        return nearest;
    }

    private double square(Node node, int entry, double[] values, int from) {
        double[] means = node.means;
        int at = entry * columns;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double difference = means[at + c] - values[from + c];
            sum += difference * difference;
        }
        return sum;
    }

    private boolean fits(Node node, int entry, double weight, double[] mean, double deviations) {
        return merged(node, entry, weight, deviations, square(node, entry, mean, 0)) <= threshold;
    }

    /** The mean squared deviation of an entry with what would be merged into it. */
    private static double merged(Node node, int entry, double weight, double deviations, double square) {
        double own = node.weights[entry];
        double together = own + weight;
        return (node.deviations[entry] + deviations) / together + own / together * (weight / together) * square;
    }

    private void absorb(Node node, int entry, double weight, double[] values, int from, double deviations) {
        double own = node.weights[entry];
        double share = weight / (own + weight);
        int at = entry * columns;
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            double difference = values[from + c] - node.means[at + c];
            sum += difference * difference;
            node.means[at + c] += share * difference;
        }
        node.deviations[entry] += deviations + own * share * sum;
        node.weights[entry] = own + weight;
    }

    private void append(Node node, double weight, double[] values, int from, double deviations) {
        int entry = node.count++;
        node.weights[entry] = weight;
        node.deviations[entry] = deviations;
        System.arraycopy(values, from, node.means, entry * columns, columns);
    }

    /** Appends an entry for a child. */
    private void add(Node node, Node child) {
        node.children[node.count] = child;
        node.count++;
        sum(node, node.count - 1, child);
    }

    /** Makes an entry the sum of a child's entries. */
    private void sum(Node node, int entry, Node child) {
        node.weights[entry] = child.weights[0];
        node.deviations[entry] = child.deviations[0];
        System.arraycopy(child.means, 0, node.means, entry * columns, columns);
        for (int i = 1; i < child.count; i++) {
            absorb(node, entry, child.weights[i], child.means, i * columns, child.deviations[i]);
        }
    }

    /** Leaves a node what is nearer to one of its two farthest entries and returns another with what is nearer to the other. */
    private Node split(Node node) {
        int one = 0;
        int other = 1;
        double most = -1;
        for (int i = 0; i < node.count; i++) {
            checkpoint.now();
            for (int j = i + 1; j < node.count; j++) {
                double square = square(node, i, node.means, j * columns);
                if (square > most) {
                    most = square;
                    one = i;
                    other = j;
                }
            }
        }
        boolean[] moves = new boolean[node.count];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = i == other
                    || (i != one
                            && square(node, other, node.means, i * columns)
                                    < square(node, one, node.means, i * columns));
        }
        Node beside = new Node(branching, columns, node.isLeaf());
        int kept = 0;
        for (int i = 0; i < moves.length; i++) {
            Node target = moves[i] ? beside : node;
            int place = moves[i] ? beside.count++ : kept++;
            target.weights[place] = node.weights[i];
            target.deviations[place] = node.deviations[i];
            System.arraycopy(node.means, i * columns, target.means, place * columns, columns);
            if (!node.isLeaf()) {
                target.children[place] = node.children[i];
            }
        }
        if (!node.isLeaf()) {
            // What moved away must not be held twice.
            Arrays.fill(node.children, kept, moves.length, null);
        }
        node.count = kept;
        return beside;
    }

    /** Takes all leaf entries in the order of the tree. */
    void visit(LeafVisitor visitor) {
        visit(root, new double[columns], visitor);
    }

    private void visit(Node node, double[] mean, LeafVisitor visitor) {
        for (int i = 0; i < node.count; i++) {
            if (node.isLeaf()) {
                System.arraycopy(node.means, i * columns, mean, 0, columns);
                visitor.visit(node.weights[i], mean, node.deviations[i]);
            } else {
                visit(node.children[i], mean, visitor);
            }
        }
    }

    /**
     * For each leaf entry that has others in its node, the mean squared deviation of it with the one that it would be
     * least with, in order: at the middle of these, about half of the entries would have been merged.
     */
    double[] mergingDeviations() {
        double[] found = new double[leaves];
        int count = collect(root, found, 0);
        double[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private int collect(Node node, double[] found, int from) {
        int count = from;
        for (int i = 0; i < node.count; i++) {
            if (!node.isLeaf()) {
                count = collect(node.children[i], found, count);
            } else if (node.count > 1) {
                checkpoint.now();
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < node.count; j++) {
                    if (j != i) {
                        double square = square(node, i, node.means, j * columns);
                        least = Math.min(least, merged(node, i, node.weights[j], node.deviations[j], square));
                    }
                }
                found[count++] = least;
            }
        }
        return count;
    }

    /** The mean squared deviation of everything: a threshold at which one entry could hold it all. */
    double deviation() {
        Node all = new Node(branching, columns, false);
        add(all, root);
        return all.deviations[0] / all.weights[0];
    }
}
