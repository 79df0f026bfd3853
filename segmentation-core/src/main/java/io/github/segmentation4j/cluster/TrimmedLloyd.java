package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * One run of Lloyd's iteration that leaves out the rows farthest from their centroids. Between calls the labels, the
 * trimmed rows and the sums are those of the centroids. Belongs to one thread; several runs take turns with the same
 * {@link KMeansWork} and {@link TrimReach}.
 */
final class TrimmedLloyd {
    /** Not 0, so that every row changes its state at first. */
    private static final byte KEPT = 1;

    private static final byte KEPT_IN_PART = 2;
    private static final byte TRIMMED = 3;

    private final KMeansWork work;
    private final KMeansInput input;
    private final TrimReach reach;
    private final int clusters;
    private final int columns;

    private final Centres centres;

    /** The nearest centroid of each row, of trimmed rows too. */
    private final int[][] labels;

    private final byte[][] states;
    private final double[] deviations;
    private final double[] weights;
    private double distance;
    private double objective;
    private double inertia;
    private int iterations;
    private boolean stable;

    /** A run that starts from centroids, k x d. */
    TrimmedLloyd(KMeansWork work, TrimReach reach, double[][] starts) {
        this.work = work;
        this.reach = reach;
        input = work.input();
        clusters = work.clusters();
        columns = input.points().columns();
        centres = new Centres(starts, input.roots());
        labels = new int[input.points().blockCount()][PointBlocks.ROWS];
        states = new byte[input.points().blockCount()][PointBlocks.ROWS];
        deviations = new double[columns * clusters];
        weights = new double[clusters];
    }

    /**
     * Iterates until no row changes its cluster and the same rows are trimmed, or the limit is reached; goes on where an
     * earlier call stopped.
     *
     * @param limit on the iterations of all calls together, at least 1
     */
    void iterate(int limit) {
        if (assign()) {
            stable = false;
        }
        while (!stable && iterations < limit) {
            update();
            iterations++;
            stable = !assign();
        }
    }

    /** Whether the last iteration changed nothing. */
    boolean hasEnded() {
        return stable;
    }

    /**
     * Numbers the clusters anew; {@link #iterate} must follow, as in {@link Lloyd#renumber}.
     *
     * @param order for each new number the old one
     */
    void renumber(int[] order) {
        int[] numbers = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            numbers[order[j]] = j;
        }
        for (int b = 0; b < labels.length; b++) {
            for (int p = 0; p < input.points().rowsIn(b); p++) {
                labels[b][p] = numbers[labels[b][p]];
            }
        }
        centres.renumber(order);
    }

    /** Finds the nearest centroids and the rows to trim, and returns whether anything changed. */
    private boolean assign() {
        for (KMeansWork.Span span : work.spans()) {
            span.clear();
        }
        work.forEachBlock((span, tools, b) -> {
            int rows = input.points().rowsIn(b);
            tools.kernel.nearest(centres.packed(), tools.labels, reach.distances(b));
            if (!Arrays.equals(tools.labels, 0, rows, labels[b], 0, rows)) {
                span.changes++;
                System.arraycopy(tools.labels, 0, labels[b], 0, rows);
            }
        });
        reach.find();
        work.forEachBlock((span, tools, b) -> {
            int rows = input.points().rowsIn(b);
            double[] kept = tools.distances;
            reach.keep(b, kept);
            span.changes += markStates(b) ? 1 : 0;
            span.inertia += BlockSums.weighted(rows, kept, reach.distances(b), tools.seconds);
            BlockSums.addWeights(rows, labels[b], kept, span.weights);
            BlockSums.addDeviations(
                    input.points().read(b, tools.room),
                    rows,
                    labels[b],
                    kept,
                    centres.values(),
                    clusters,
                    span.deviations);
        });
        return sum();
    }

    private boolean markStates(int b) {
        double[] distances = reach.distances(b);
        boolean changed = false;
        for (int p = 0; p < input.points().rowsIn(b); p++) {
            byte state =
                    distances[p] > reach.distance() ? TRIMMED : reach.trimsPartAt(distances[p]) ? KEPT_IN_PART : KEPT;
            changed |= state != states[b][p];
            states[b][p] = state;
        }
        return changed;
    }

    private boolean sum() {
        Arrays.fill(deviations, 0);
        Arrays.fill(weights, 0);
        objective = 0;
        boolean moved = false;
        for (KMeansWork.Span span : work.spans()) {
            add(span.deviations, deviations);
            add(span.weights, weights);
            objective += span.inertia;
            moved |= span.changes > 0;
        }
        distance = reach.distance();
        inertia = objective + reach.trimmedAtDistance() * distance;
        return moved;
    }

    /** Moves each centroid to the mean of what is kept of its rows. */
    private void update() {
        for (int j = 0; j < clusters; j++) {
            if (!(weights[j] > 0)) {
                repair();
                break;
            }
        }
        for (int j = 0; j < clusters; j++) {
            if (weights[j] > 0) {
                for (int c = 0; c < columns; c++) {
                    centres.values()[c * clusters + j] += deviations[c * clusters + j] / weights[j];
                }
            }
        }
        centres.pack();
    }

    /**
     * Gives each cluster without kept weight the kept row that costs most, the lowest of several, from a cluster that
     * keeps another. Where no kept row is away from its centroid, the cluster stays empty.
     */
    private void repair() {
        int[] members = new int[clusters];
        for (int row = 0; row < input.points().rows(); row++) {
            if (kept(row) > 0) {
                members[label(row)]++;
            }
        }
        for (int empty = 0; empty < clusters; empty++) {
            if (members[empty] == 0) {
                int row = costliest(members);
                if (row < 0) {
                    return;
                }
                members[label(row)]--;
                members[empty]++;
                move(row, empty);
            }
        }
    }

    private int costliest(int[] members) {
        int chosen = -1;
        double most = 0;
        for (int row = 0; row < input.points().rows(); row++) {
            double cost = kept(row) * distance(row);
            if (cost > most && members[label(row)] > 1) {
                most = cost;
                chosen = row;
            }
        }
        return chosen;
    }

    private void move(int row, int target) {
        int source = label(row);
        double weight = kept(row);
        for (int c = 0; c < columns; c++) {
            double value = input.points().get(row, c);
            deviations[c * clusters + source] -= weight * (value - centres.values()[c * clusters + source]);
            deviations[c * clusters + target] = weight * (value - centres.values()[c * clusters + target]);
        }
        weights[source] -= weight;
        weights[target] = weight;
        labels[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = target;
        reach.distances(row / PointBlocks.ROWS)[row % PointBlocks.ROWS] = 0;
    }

    private double kept(int row) {
        return input.weights(row / PointBlocks.ROWS)[row % PointBlocks.ROWS] * reach.part(distance(row));
    }

    private double distance(int row) {
        return reach.distances(row / PointBlocks.ROWS)[row % PointBlocks.ROWS];
    }

    private int label(int row) {
        return labels[row / PointBlocks.ROWS][row % PointBlocks.ROWS];
    }

    private static void add(double[] values, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }

    /** The weighted sum of the squared distances, over what is kept of the weights: what no iteration raises. */
    double objective() {
        return objective;
    }

    /** The same over the whole weights of all rows that are not trimmed. */
    double inertia() {
        return inertia;
    }

    /** The largest squared distance of a row that is not trimmed. */
    double reach() {
        return distance;
    }

    int iterations() {
        return iterations;
    }

    /** The centroids, copied: k x d. */
    double[][] centroids() {
        return centres.rows();
    }

    /** The labels of the rows, copied; noise for those that are trimmed. */
    int[] labels() {
        int[] all = new int[input.points().rows()];
        for (int row = 0; row < all.length; row++) {
            boolean trimmed = states[row / PointBlocks.ROWS][row % PointBlocks.ROWS] == TRIMMED;
            all[row] = trimmed ? Clustering.NOISE : label(row);
        }
        return all;
    }
}
