package io.github.segmentation4j.explain;

/**
 * A tree as rows of numbers, each node before its left and then its right side: quick to follow for many rows. Immutable
 * and safe for use by several threads.
 */
final class FlatTree {
    static final int LEAF = -1;

    private final int[] columns;
    private final double[] values;
    private final int[] rights;
    private final int[] leafOf;
    private int leaves;

    FlatTree(SegmentRules.Node tree) {
        int nodes = nodes(tree);
        columns = new int[nodes];
        values = new double[nodes];
        rights = new int[nodes];
        leafOf = new int[nodes];
        put(tree, 0);
    }

    private static int nodes(SegmentRules.Node node) {
        return node instanceof SegmentRules.Cut cut ? 1 + nodes(cut.left()) + nodes(cut.right()) : 1;
    }

    private int put(SegmentRules.Node node, int at) {
        if (node instanceof SegmentRules.Cut cut) {
            columns[at] = cut.feature();
            values[at] = cut.threshold();
            rights[at] = put(cut.left(), at + 1);
            return put(cut.right(), rights[at]);
        }
        columns[at] = LEAF;
        values[at] = ((SegmentRules.Leaf) node).segment();
        leafOf[at] = leaves++;
        return at + 1;
    }

    /** The node in which a row ends. */
    int end(double[] row) {
        int at = 0;
        while (columns[at] != LEAF) {
            at = row[columns[at]] <= values[at] ? at + 1 : rights[at];
        }
        return at;
    }

    /** The segment that a node at an end names. */
    int segment(int end) {
        return (int) values[end];
    }

    /** The number of a node at an end among them, from left to right. */
    int leaf(int end) {
        return leafOf[end];
    }

    /** The number of leaves. */
    int leaves() {
        return leaves;
    }

    /** The columns of the cuts, {@value #LEAF} for a leaf. */
    double[] columns() {
        double[] copy = new double[columns.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = columns[i];
        }
        return copy;
    }

    /** The thresholds of the cuts and the segments of the leaves. */
    double[] values() {
        return values.clone();
    }
}
