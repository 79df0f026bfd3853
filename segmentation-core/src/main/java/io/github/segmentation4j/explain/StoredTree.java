package io.github.segmentation4j.explain;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;

/** A tree as two rows of numbers, each node before its left and then its right side. */
final class StoredTree {
    private static final int LEAF = -1;

    private final String type;
    private final double[] cuts;
    private final double[] values;
    private final int features;
    private final boolean[] seen;
    private final SegmentRules.Node root;
    private int at;

    private StoredTree(ModelState state, int features) {
        this.type = state.type();
        this.features = features;
        cuts = state.numbers("cuts");
        values = state.numbers("values");
        if (cuts.length != values.length || cuts.length % 2 == 0) {
            throw damaged(type, "the number of nodes");
        }
        seen = new boolean[(cuts.length + 1) / 2];
        root = node();
        if (at != cuts.length) {
            throw damaged(type, "the tree");
        }
    }

    /** Puts a tree into a state. */
    static void write(SegmentRules.Node tree, int segments, ModelState.Builder state) {
        double[] cuts = new double[2 * segments - 1];
        double[] values = new double[cuts.length];
        write(tree, cuts, values, 0);
        state.put("cuts", cuts).put("values", values);
    }

    private static int write(SegmentRules.Node node, double[] cuts, double[] values, int at) {
        if (node instanceof SegmentRules.Cut cut) {
            cuts[at] = cut.feature();
            values[at] = cut.threshold();
            return write(cut.right(), cuts, values, write(cut.left(), cuts, values, at + 1));
        }
        cuts[at] = LEAF;
        values[at] = ((SegmentRules.Leaf) node).segment();
        return at + 1;
    }

    /**
     * Reads a tree back, in which each segment must have one leaf.
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
        return seen.length;
    }

    private SegmentRules.Node node() {
        if (at == cuts.length) {
            throw damaged(type, "the tree");
        }
        double feature = cuts[at];
        double value = values[at++];
        if (feature == LEAF) {
            int segment = (int) value;
            if (segment != value || segment < 0 || segment >= seen.length || seen[segment]) {
                throw damaged(type, "a leaf");
            }
            seen[segment] = true;
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
