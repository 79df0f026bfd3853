package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;

/**
 * What the rows of each category weigh in each cluster, and the modes that follow from it. The runs of a fit take turns with
 * it.
 */
final class CategoryCounts {
    /** Half a gigabyte of counts. */
    static final long LIMIT = 1L << 26;

    private final MixedRows rows;
    private final int clusters;

    /** For each column of categories clusters x categories. */
    private final double[][] counts;

    /** For each column and cluster a weight that no category but the mode exceeds: saves looking for the next mode. */
    private final double[][] others;

    CategoryCounts(MixedRows rows, int clusters) {
        this.rows = rows;
        this.clusters = clusters;
        long needed = 0;
        for (CategoryCodes column : rows.codes) {
            needed += (long) column.count() * clusters;
        }
        if (needed > LIMIT) {
            throw new InvalidInputException("the columns of categories have so many categories that counting them in "
                    + clusters + " clusters takes " + needed + " counts, at most " + LIMIT
                    + " are possible; leave out columns that name customers, or lower the clusters");
        }
        counts = new double[rows.codes.length][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new double[rows.codes[i].count() * clusters];
        }
        others = new double[counts.length][clusters];
    }

    /** Counts all rows afresh and makes the most frequent categories the modes, of several the lowest. */
    void recount(int[] labels, Prototypes prototypes) {
        rows.runner().forEach(counts.length, i -> {
            Checkpoint checkpoint = rows.checkpoint();
            int[] codes = rows.codes[i].ofRows();
            int width = rows.codes[i].count();
            double[] column = counts[i];
            Arrays.fill(column, 0);
            for (int r = 0; r < codes.length; r++) {
                checkpoint.at(r);
                if (rows.weights[r] > 0 && codes[r] != CategoryCodes.MISSING) {
                    column[labels[r] * width + codes[r]] += rows.weights[r];
                }
            }
            for (int j = 0; j < clusters; j++) {
                checkpoint.now();
                findMode(i, j, prototypes);
            }
        });
    }

    /** Makes the most frequent category the mode and returns whether it was another; where there is none, the mode stays. */
    private boolean findMode(int category, int cluster, Prototypes prototypes) {
        int width = rows.codes[category].count();
        double[] column = counts[category];
        int best = -1;
        double most = 0;
        double next = 0;
        for (int code = 0; code < width; code++) {
            double count = column[cluster * width + code];
            if (count > most) {
                next = most;
                most = count;
                best = code;
            } else {
                next = Math.max(next, count);
            }
        }
        others[category][cluster] = next;
        if (best < 0 || prototypes.mode(cluster, category) == best) {
            return false;
        }
        prototypes.setMode(cluster, category, best);
        return true;
    }

    /**
     * Moves a row to another cluster; the modes follow. A category becomes the mode of its new cluster once it is more
     * frequent than the mode; where the mode of the old cluster left, the most frequent is, of several the lowest.
     *
     * @return whether a mode changed
     */
    boolean move(int row, int from, int to, Prototypes prototypes) {
        double weight = rows.weights[row];
        boolean changed = false;
        for (int i = 0; i < counts.length && weight > 0; i++) {
            int code = rows.codes[i].ofRows()[row];
            if (code != CategoryCodes.MISSING) {
                changed |= join(i, to, code, weight, prototypes);
                changed |= leave(i, from, code, weight, prototypes);
            }
        }
        return changed;
    }

    private boolean join(int category, int cluster, int code, double weight, Prototypes prototypes) {
        int width = rows.codes[category].count();
        double[] column = counts[category];
        double count = column[cluster * width + code] + weight;
        column[cluster * width + code] = count;
        int mode = prototypes.mode(cluster, category);
        if (mode == code) {
            return false;
        }
        // A given prototype may have a category that no row has.
        double top = mode < width ? column[cluster * width + mode] : 0;
        others[category][cluster] = Math.max(others[category][cluster], Math.min(top, count));
        if (count > top) {
            prototypes.setMode(cluster, category, code);
            return true;
        }
        return false;
    }

    private boolean leave(int category, int cluster, int code, double weight, Prototypes prototypes) {
        int width = rows.codes[category].count();
        double count = counts[category][cluster * width + code] - weight;
        counts[category][cluster * width + code] = count;
        return prototypes.mode(cluster, category) == code
                && !(count > others[category][cluster])
                && findMode(category, cluster, prototypes);
    }
}
