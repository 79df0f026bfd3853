package io.github.segmentation4j.quality;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The silhouette width of every row, from -1 (in the wrong cluster) over 0 (between two) to 1 (far inside its own).
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SilhouetteWidths {
    private final int[] labels;
    private final double[] widths;
    private final boolean[] counted;
    private final Optional<String> obstacle;

    private SilhouetteWidths(int[] labels, double[] widths, boolean[] counted, Optional<String> obstacle) {
        this.labels = labels;
        this.widths = widths;
        this.counted = counted;
        this.obstacle = obstacle;
    }

    static SilhouetteWidths of(int[] labels, Partition partition, double[] widths) {
        boolean[] counted = new boolean[labels.length];
        for (int row = 0; row < labels.length; row++) {
            counted[row] = partition.cluster(row) != Partition.LEFT_OUT;
        }
        return new SilhouetteWidths(labels.clone(), widths, counted, Optional.empty());
    }

    static SilhouetteWidths undetermined(int[] labels, String reason) {
        int n = labels.length;
        return new SilhouetteWidths(labels.clone(), new double[n], new boolean[n], Optional.of(reason));
    }

    /** The number of rows of the matrix. */
    public int size() {
        return labels.length;
    }

    /** The width of a row; undetermined for noise that was left out, and for every row when the index is. */
    public Statistic width(int row) {
        Objects.checkIndex(row, labels.length);
        if (counted[row]) {
            return Partition.finite("the silhouette width", widths[row]);
        }
        return Statistic.undetermined(obstacle.orElse("the row is noise, and noise was left out"));
    }

    /** The mean over all rows that count. */
    public Statistic mean() {
        return meanOf(counted, "no row counts");
    }

    /**
     * The mean over the rows of a cluster: a low one names a cluster that is not well set apart.
     *
     * @param label as it was passed in
     */
    public Statistic mean(int label) {
        return meanOf(members(label), "no row that counts has that label");
    }

    /**
     * The widths of the rows of a cluster in the order of the rows, as a silhouette plot draws them; empty when the
     * index is undetermined.
     *
     * @param label as it was passed in
     */
    public double[] ofCluster(int label) {
        boolean[] members = members(label);
        double[] chosen = new double[labels.length];
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            if (members[row]) {
                chosen[count++] = widths[row];
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    private boolean[] members(int label) {
        boolean[] members = new boolean[labels.length];
        for (int row = 0; row < labels.length; row++) {
            members[row] = counted[row] && labels[row] == label;
        }
        return members;
    }

    private Statistic meanOf(boolean[] members, String reasonIfNone) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < members.length; row++) {
            if (members[row]) {
                sum += widths[row];
                count++;
            }
        }
        return count == 0
                ? Statistic.undetermined(obstacle.orElse(reasonIfNone))
                : Partition.finite("the mean silhouette width", sum / count);
    }

    @Override
    public String toString() {
        return "silhouette widths of " + labels.length + " rows";
    }
}
