package io.github.segmentation4j.explain;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.BitSet;

/** Reads back a {@link FlatTree}. */
final class StoredTree {
    private final String type;
    private final double[] cuts;
    private final double[] values;
    private final int features;
    private final BitSet seen = new BitSet();
    private final SegmentRules.Node root;
    private final int leaves;
    private final int segments;
    private int at;

    private StoredTree(ModelState state, int features) {
        this.type = state.type();
        this.features = features;
        cuts = state.numbers("cuts");
        values = state.numbers("values");
        if (cuts.length != values.length || cuts.length % 2 == 0) {
            throw damaged(type, "the number of nodes");
        }
        leaves = (cuts.length + 1) / 2;
        root = node();
        segments = seen.cardinality();
        if (at != cuts.length || seen.length() != segments) {
            throw damaged(type, "the tree");
        }
    }

    /**
     * Reads a tree back in which each segment has one leaf.
     *
     * @throws InvalidInputException if it was altered
     */
    static StoredTree withLeafPerSegment(ModelState state, int features) {
        StoredTree tree = new StoredTree(state, features);
        if (tree.leaves != tree.segments) {
            throw damaged(tree.type, "a leaf");
        }
        return tree;
    }

    /**
     * Reads a tree back in which each segment has at least one leaf.
     *
     * @throws InvalidInputException if it was altered
     */
    static StoredTree read(ModelState state, int features) {
        return new StoredTree(state, features);
    }

    SegmentRules.Node root() {
        return root;
    }

    int segments() {
        return segments;
    }

    private SegmentRules.Node node() {
        if (at == cuts.length) {
            throw damaged(type, "the tree");
        }
        double feature = cuts[at];
        double value = values[at++];
        if (feature == FlatTree.LEAF) {
            int segment = (int) value;
            if (segment != value || segment < 0 || segment >= leaves) {
                throw damaged(type, "a leaf");
            }
            seen.set(segment);
            return new SegmentRules.Leaf(segment);
        }
        int column = (int) feature;
        if (column != feature || column < 0 || column >= features || !Double.isFinite(value)) {
            throw damaged(type, "a cut");
        }
        SegmentRules.Node left = node();
        return new SegmentRules.Cut(column, value, left, node());
    }

    /** The error of stored rules that were altered. */
    static InvalidInputException damaged(String type, String what) {
        return new InvalidInputException(
                what + " of the stored " + type + " is not valid; it was written by another version or altered");
    }
}
