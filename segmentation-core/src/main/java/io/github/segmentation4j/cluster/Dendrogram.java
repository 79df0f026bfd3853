package io.github.segmentation4j.cluster;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A tree of merges: each of its leaves is a row, each merge joins two parts into one until all rows are together. Takes 28
 * bytes a row; holds no features.
 *
 * <p>Parts have numbers: those below {@link #leafCount()} are rows, and part {@code leafCount() + i} is what merge {@code i}
 * made. A part is made before it is merged. Heights never fall from one merge to the next, but for {@link
 * Linkage#CENTROID}, where a merge can lie lower than one before it.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Dendrogram {
    private final int leaves;
    private final int[] first;
    private final int[] second;
    private final double[] heights;
    private final int[] sizes;
    /** The part that each part was merged into; the last part, into itself. */
    private final int[] parents;

    /**
     * A merge of two parts.
     *
     * @param first the part with the lower number
     * @param second the other part
     * @param height how far apart they were, at least 0
     * @param size how many rows they have together, whatever their weights
     */
    public record Merge(int first, int second, double height, int size) {}

    /**
     * Takes over its arguments: merges in their order, of parts numbered as said above.
     *
     * @param leaves at least 1, one more than there are merges
     */
    Dendrogram(int leaves, int[] first, int[] second, double[] heights) {
        this.leaves = leaves;
        this.first = first;
        this.second = second;
        this.heights = heights;
        sizes = new int[first.length];
        parents = new int[leaves + first.length];
        parents[parents.length - 1] = parents.length - 1;
        for (int i = 0; i < first.length; i++) {
            parents[first[i]] = leaves + i;
            parents[second[i]] = leaves + i;
            sizes[i] = size(first[i]) + size(second[i]);
        }
    }

    /**
     * The tree of rows that are the points of this one, equal rows merged first.
     *
     * @param order all rows, those of a point side by side
     * @param points for each row its point, which are the leaves of this tree
     */
    Dendrogram withLeaves(int[] order, int[] points) {
        int rows = order.length;
        int[] lower = new int[rows - 1];
        int[] upper = new int[rows - 1];
        double[] raised = new double[rows - 1];
        int[] parts = new int[leaves];
        int made = 0;
        for (int i = 0; i < rows; i++) {
            int point = points[order[i]];
            boolean isNew = i == 0 || point != points[order[i - 1]];
            if (!isNew) {
                lower[made] = Math.min(parts[point], order[i]);
                upper[made] = Math.max(parts[point], order[i]);
            }
            parts[point] = isNew ? order[i] : rows + made++;
        }
        int equal = made;
        for (int i = 0; i < heights.length; i++) {
            int one = first[i] < leaves ? parts[first[i]] : first[i] - leaves + rows + equal;
            int other = second[i] < leaves ? parts[second[i]] : second[i] - leaves + rows + equal;
            lower[made] = Math.min(one, other);
            upper[made] = Math.max(one, other);
            raised[made++] = heights[i];
        }
        return new Dendrogram(rows, lower, upper, raised);
    }

    private int size(int part) {
        return part < leaves ? 1 : sizes[part - leaves];
    }

    /** The number of rows. */
    public int leafCount() {
        return leaves;
    }

    /**
     * The merges in their order, one fewer than there are rows; made as they are asked for.
     *
     * @return unmodifiable
     */
    public List<Merge> merges() {
        return new Merges();
    }

    /**
     * The clusters that are left when the last merges are undone.
     *
     * @param clusters 1 to {@link #leafCount()}
     * @return for each row the number of its cluster, from 0 in the order of their first rows
     */
    public int[] cut(int clusters) {
        if (clusters < 1 || clusters > leaves) {
            throw new IllegalArgumentException(
                    "clusters must be between 1 and the " + leaves + " rows, was " + clusters);
        }
        int kept = leaves - clusters;
        int[] roots = new int[leaves + kept];
        for (int part = roots.length - 1; part >= 0; part--) {
            roots[part] = parents[part] < roots.length ? roots[parents[part]] : part;
        }
        return numbered(roots);
    }

    /**
     * The clusters within which no merge lies above a height.
     *
     * @param height at least 0; 0 parts all rows but those at a distance of 0
     * @return for each row the number of its cluster, from 0 in the order of their first rows
     */
    public int[] cutAt(double height) {
        if (!(height >= 0)) {
            throw new IllegalArgumentException("a height must be at least 0, was " + height);
        }
        double[] highest = new double[heights.length];
        for (int i = 0; i < heights.length; i++) {
            highest[i] = Math.max(heights[i], Math.max(highest(highest, first[i]), highest(highest, second[i])));
        }
        int[] roots = new int[parents.length];
        for (int part = roots.length - 1; part >= 0; part--) {
            int parent = parents[part];
            boolean together = parent != part && highest(highest, parent) <= height;
            roots[part] = together ? roots[parent] : part;
        }
        return numbered(roots);
    }

    private double highest(double[] highest, int part) {
        return part < leaves ? 0 : highest[part - leaves];
    }

    private int[] numbered(int[] roots) {
        int[] numbers = new int[roots.length];
        Arrays.fill(numbers, -1);
        int[] labels = new int[leaves];
        int next = 0;
        for (int row = 0; row < leaves; row++) {
            int root = roots[row];
            if (numbers[root] < 0) {
                numbers[root] = next++;
            }
            labels[row] = numbers[root];
        }
        return labels;
    }

    /**
     * The height of the merge that brought two rows together; 0 for a row and itself. Takes as many steps as there are
     * merges above the rows.
     *
     * @param row 0 to {@link #leafCount()} - 1
     * @param other likewise
     */
    public double copheneticDistance(int row, int other) {
        int a = Objects.checkIndex(row, leaves);
        int b = Objects.checkIndex(other, leaves);
        // A part is made before it is merged, so the lower one cannot lie above the other.
        while (a != b) {
            if (a < b) {
                a = parents[a];
            } else {
                b = parents[b];
            }
        }
        return a < leaves ? 0 : heights[a - leaves];
    }

    @Override
    public String toString() {
        return "tree of " + leaves + " rows";
    }

    private final class Merges extends AbstractList<Merge> implements RandomAccess {
        @Override
        public Merge get(int index) {
            Objects.checkIndex(index, heights.length);
            return new Merge(first[index], second[index], heights[index], sizes[index]);
        }

        @Override
        public int size() {
            return heights.length;
        }
    }
}
