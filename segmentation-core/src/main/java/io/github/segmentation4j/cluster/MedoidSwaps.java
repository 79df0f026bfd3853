package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;

/**
 * One run of FasterPAM over distinct rows: knows for each row the nearest and the second nearest medoid, and lets other rows
 * replace medoids while that lowers the sum. Needs at least two medoids. Belongs to one thread.
 */
final class MedoidSwaps {
    /** Gains below this part of the sum may be rounding. */
    private static final double ROUNDING = 1e-12;

    /** Rows that are looked at ahead, at most: what is lost when the first of them replaces a medoid. */
    private static final int MOST_AHEAD = 1 << 10;

    private final DissimilarityTable table;
    private final BlockRunner runner;
    private final Checkpoint checkpoint;
    private final double[] weights;
    private final int[] order;
    private final int[] medoids;
    private final boolean[] taken;

    /** The dissimilarities of all rows to each medoid. */
    private final double[][] toMedoid;

    private final int[] nearest;
    private final int[] second;
    private final double[] least;
    private final double[] next;

    /** For each medoid by how much the sum rises if nothing replaces it. */
    private final double[] losses;

    private final double[] gains = new double[MOST_AHEAD];
    private final int[] replaced = new int[MOST_AHEAD];
    private double cost;
    private long looks;
    private boolean stable;

    /**
     * Puts the rows to the first medoids.
     *
     * @param firstMedoids at least two
     * @param order in which the rows are looked at, each once; drawn, since rows that lie together replace each other in vain
     */
    MedoidSwaps(DissimilarityTable table, int[] firstMedoids, int[] order, BlockRunner runner, Checkpoint checkpoint) {
        this.table = table;
        this.order = order;
        this.runner = runner;
        this.checkpoint = checkpoint;
        weights = table.weights();
        medoids = firstMedoids.clone();
        int count = table.count();
        taken = new boolean[count];
        toMedoid = new double[medoids.length][];
        for (int j = 0; j < medoids.length; j++) {
            taken[medoids[j]] = true;
            toMedoid[j] = table.row(medoids[j], table.room());
        }
        nearest = new int[count];
        second = new int[count];
        least = new double[count];
        next = new double[count];
        losses = new double[medoids.length];
        place();
        if (!(cost < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(DissimilarityTable.notFinite());
        }
    }

    /**
     * Goes through the rows until none of them lowers the sum.
     *
     * @param maxIterations how often to look at each row
     */
    void run(int maxIterations) {
        int count = table.count();
        long limit = (long) maxIterations * count;
        int at = 0;
        int sinceSwap = 0;
        int ahead = 1;
        while (sinceSwap < count && looks < limit) {
            int looked = (int) Math.min(ahead, Math.min(count - sinceSwap, limit - looks));
            look(at, looked);
            int hit = 0;
            while (hit < looked && !(gains[hit] > ROUNDING * cost)) {
                hit++;
            }
            boolean swapped = hit < looked && replace(replaced[hit], order[wrapped(at, hit)]);
            int done = Math.min(looked, hit + 1);
            looks += done;
            at = wrapped(at, done);
            sinceSwap = swapped ? 0 : sinceSwap + done;
            ahead = swapped ? 1 : Math.min(MOST_AHEAD, 2 * ahead);
        }
        stable = sinceSwap >= count;
    }

    private int wrapped(int at, int steps) {
        return (int) (((long) at + steps) % order.length);
    }

    /** Finds the gains of some rows in turn, which does not depend on how they are cut into groups. */
    private void look(int first, int rows) {
        int group = Math.max(1, MedoidStart.TURNS / table.count());
        runner.forEach((rows + group - 1) / group, g -> {
            double[] room = table.room();
            double[] losing = new double[medoids.length];
            for (int i = g * group; i < Math.min(rows, (g + 1) * group); i++) {
                gain(i, order[wrapped(first, i)], losing, room);
            }
        });
    }

    /**
     * By how much the sum falls if a row replaces the medoid that is missed least: what the row saves where it is nearer than
     * every medoid is the same whichever goes, and each row adds to the loss of its own medoid only.
     */
    private void gain(int slot, int candidate, double[] losing, double[] room) {
        gains[slot] = 0;
        if (taken[candidate]) {
            return;
        }
        System.arraycopy(losses, 0, losing, 0, losing.length);
        double[] row = table.row(candidate, room);
        double saved = 0;
        for (int i = 0; i < row.length; i++) {
            double distance = row[i];
            if (distance < next[i]) {
                if (distance < least[i]) {
                    saved += weights[i] * (least[i] - distance);
                    losing[nearest[i]] -= weights[i] * (next[i] - least[i]);
                } else {
                    losing[nearest[i]] -= weights[i] * (next[i] - distance);
                }
            }
        }
        int medoid = 0;
        for (int j = 1; j < losing.length; j++) {
            if (losing[j] < losing[medoid]) {
                medoid = j;
            }
        }
        gains[slot] = saved - losing[medoid];
        replaced[slot] = medoid;
    }

    /** Lets a row replace a medoid, unless the sum is not lower then, and returns whether it did. */
    private boolean replace(int medoid, int row) {
        double before = cost;
        int old = medoids[medoid];
        double[] oldRow = toMedoid[medoid];
        put(medoid, row, table.row(row, table.room()));
        for (int i = 0; i < nearest.length; i++) {
            checkpoint.at(i);
            update(i, medoid);
        }
        sum();
        if (cost < before) {
            return true;
        }
        put(medoid, old, oldRow);
        place();
        return false;
    }

    private void put(int medoid, int row, double[] dissimilarities) {
        taken[medoids[medoid]] = false;
        medoids[medoid] = row;
        taken[row] = true;
        toMedoid[medoid] = dissimilarities;
    }

    /** Brings what is known of a row up to date after a medoid was replaced. */
    private void update(int row, int medoid) {
        double distance = toMedoid[medoid][row];
        if (nearest[row] == medoid || second[row] == medoid) {
            place(row);
        } else if (distance < least[row]) {
            second[row] = nearest[row];
            next[row] = least[row];
            nearest[row] = medoid;
            least[row] = distance;
        } else if (distance < next[row]) {
            second[row] = medoid;
            next[row] = distance;
        }
    }

    private void place() {
        for (int i = 0; i < nearest.length; i++) {
            checkpoint.at(i);
            place(i);
        }
        sum();
    }

    private void place(int row) {
        int first = 0;
        int other = -1;
        for (int j = 1; j < toMedoid.length; j++) {
            if (toMedoid[j][row] < toMedoid[first][row]) {
                other = first;
                first = j;
            } else if (other < 0 || toMedoid[j][row] < toMedoid[other][row]) {
                other = j;
            }
        }
        nearest[row] = first;
        least[row] = toMedoid[first][row];
        second[row] = other;
        next[row] = toMedoid[other][row];
    }

    private void sum() {
        Arrays.fill(losses, 0);
        cost = 0;
        for (int i = 0; i < nearest.length; i++) {
            cost += weights[i] * least[i];
            losses[nearest[i]] += weights[i] * (next[i] - least[i]);
        }
    }

    /** The weighted sum of the dissimilarities of the rows to the nearest medoids. */
    double cost() {
        return cost;
    }

    /** How often each row was looked at, the last time perhaps not all of them; at least once. */
    int iterations() {
        return (int) ((looks + table.count() - 1) / table.count());
    }

    /** Whether no row lowers the sum any more. */
    boolean isStable() {
        return stable;
    }

    /** The medoids, copied. */
    int[] medoids() {
        return medoids.clone();
    }
}
