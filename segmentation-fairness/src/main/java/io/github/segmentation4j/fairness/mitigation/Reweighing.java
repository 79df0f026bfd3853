package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Row weights under which group and label are independent: each row of group g and label y weighs P(g) P(y) / P(g, y).
 * Combinations that are rarer than independence would have them weigh more than 1. Any number of groups and labels.
 *
 * <pre>{@code
 * double[] weights = Reweighing.of(audit.groups("sex"), bought).weights();
 * KMeans.withClusters(6).fit(TrainingSet.of(matrix).withWeights(weights), context);
 * }</pre>
 *
 * <p>The weights sum up to the number of rows, and every group has the label rates of all, provided that each group has
 * rows of each label. No weight can make up for one that has none, see {@link #emptyCells()}: the others keep the weights
 * of the formula, whose sum is then smaller. A row whose group or label is missing weighs 1 and counts for no share.
 *
 * <p>Cost: one pass. Immutable and safe for use by several threads.
 *
 * <p>References: F. Kamiran, T. Calders, Data preprocessing techniques for classification without discrimination,
 * Knowledge and Information Systems 33, 2012.
 */
public final class Reweighing {
    private final Categories group;
    private final Categories label;
    private final long[][] counts;
    private final long[] groupCounts;
    private final long[] labelCounts;
    private final long complete;

    private Reweighing(Categories group, Categories label) {
        this.group = group;
        this.label = label;
        counts = new long[group.levels().size()][label.levels().size()];
        groupCounts = new long[counts.length];
        labelCounts = new long[label.levels().size()];
        long rows = 0;
        for (int row = 0; row < group.size(); row++) {
            if (group.code(row) >= 0 && label.code(row) >= 0) {
                counts[group.code(row)][label.code(row)]++;
                groupCounts[group.code(row)]++;
                labelCounts[label.code(row)]++;
                rows++;
            }
        }
        complete = rows;
    }

    /**
     * The weights of rows.
     *
     * @param group of each row; cross several attributes with {@link Categories#crossedWith} to have all of them count
     * @param label of each row, such as whether a customer responded
     */
    public static Reweighing of(Categories group, Categories label) {
        if (group.size() != label.size()) {
            throw new IllegalArgumentException(
                    "groups and labels must be of the same rows, were of " + group.size() + " and " + label.size());
        }
        return new Reweighing(group, label);
    }

    /** A weight for each row, copied; above 0. */
    public double[] weights() {
        double[] weights = new double[group.size()];
        Arrays.setAll(weights, row -> weight(group.code(row), label.code(row)));
        return weights;
    }

    private double weight(int g, int y) {
        if (g < 0 || y < 0) {
            return 1;
        }
        return (double) groupCounts[g] * labelCounts[y] / ((double) complete * counts[g][y]);
    }

    /**
     * The weight of the rows of a group and a label, undetermined if there are none.
     *
     * @throws IllegalArgumentException if there is no such group or label
     */
    public Statistic weight(String groupName, String labelName) {
        int g = code(group, groupName);
        int y = code(label, labelName);
        return counts[g][y] == 0
                ? Statistic.undetermined("no row of group '" + groupName + "' has the label '" + labelName + "'")
                : Statistic.of(weight(g, y));
    }

    private static int code(Categories categories, String level) {
        int code = categories.levels().indexOf(level);
        if (code < 0) {
            throw new IllegalArgumentException(
                    "'" + level + "' must be one of " + categories.levels() + " of '" + categories.name() + "'");
        }
        return code;
    }

    /**
     * A group and a label that both occur, but never together.
     *
     * @param group the name of the group
     * @param label the name of the label
     */
    public record EmptyCell(String group, String label) {}

    /** The combinations that no weight can make up for, in the order of the levels. */
    public List<EmptyCell> emptyCells() {
        List<EmptyCell> empty = new ArrayList<>();
        for (int g = 0; g < counts.length; g++) {
            for (int y = 0; y < labelCounts.length; y++) {
                if (counts[g][y] == 0 && groupCounts[g] > 0 && labelCounts[y] > 0) {
                    empty.add(
                            new EmptyCell(group.levels().get(g), label.levels().get(y)));
                }
            }
        }
        return List.copyOf(empty);
    }

    @Override
    public String toString() {
        return "reweighing of '" + group.name() + "' by '" + label.name() + "' for " + group.size() + " rows";
    }
}
