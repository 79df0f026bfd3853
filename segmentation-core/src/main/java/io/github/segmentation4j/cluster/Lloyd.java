package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * One run of Lloyd's iteration. Between calls the labels are those of the nearest centroids and the inertia is theirs.
 * Belongs to one thread; several runs take turns with the same {@link KMeansWork}.
 */
final class Lloyd {
    /** A shift no run ever settles at, not even if no centroid moves. */
    static final double NEVER = -1;

    private final KMeansWork work;
    private final KMeansInput input;
    private final int clusters;
    private final int columns;

    /** Columns x clusters, in the units of the rows as they came. */
    private final double[] centres;

    /** The same, in the units rows are compared in. */
    private final PackedCentroids packed;

    private final int[][] labels;
    private final double[] deviations;
    private final double[] weights;
    private double inertia;
    private int iterations;
    private double lastShift = Double.POSITIVE_INFINITY;
    private boolean stable;

    private Lloyd(KMeansWork work) {
        this.work = work;
        input = work.input();
        clusters = work.clusters();
        columns = input.points().columns();
        centres = new double[columns * clusters];
        packed = new PackedCentroids(clusters, columns);
        labels = new int[input.points().blockCount()][PointBlocks.ROWS];
        deviations = new double[columns * clusters];
        weights = new double[clusters];
        for (int[] block : labels) {
            Arrays.fill(block, Clustering.NOISE);
        }
    }

    /** A run that starts from rows. */
    static Lloyd fromRows(KMeansWork work, int[] rows) {
        double[][] starts = new double[rows.length][work.input().points().columns()];
        for (int j = 0; j < rows.length; j++) {
            work.input().points().copyRow(rows[j], starts[j]);
        }
        return fromCentroids(work, starts);
    }

    /** A run that starts from centroids. */
    static Lloyd fromCentroids(KMeansWork work, double[][] starts) {
        Lloyd run = new Lloyd(work);
        for (int j = 0; j < run.clusters; j++) {
            for (int c = 0; c < run.columns; c++) {
                run.centres[c * run.clusters + j] = starts[j][c];
            }
        }
        run.pack();
        return run;
    }

    /**
     * Iterates until no row changes its cluster, the centroids have settled, or the limit is reached; goes on where an
     * earlier call stopped.
     *
     * @param settled ends the iteration once no centroid moves farther; {@link #NEVER} for never
     * @param limit on the iterations of all calls together, at least 1
     */
    void iterate(double settled, int limit) {
        if (assign()) {
            stable = false;
            lastShift = Double.POSITIVE_INFINITY;
        }
        while (!hasEnded(settled) && iterations < limit) {
            lastShift = update();
            iterations++;
            stable = !assign();
        }
    }

    /** Whether the last iteration moved no row to another cluster, or no centroid farther than a shift. */
    boolean hasEnded(double settled) {
        return stable || lastShift <= settled;
    }

    /**
     * Numbers the clusters anew. Where a row is as near to two centroids the lower one wins, so labels may differ in more
     * than their numbers: {@link #iterate} must follow.
     *
     * @param order for each new number the old one
     */
    void renumber(int[] order) {
        double[] before = centres.clone();
        int[] numbers = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            numbers[order[j]] = j;
            for (int c = 0; c < columns; c++) {
                centres[c * clusters + j] = before[c * clusters + order[j]];
            }
        }
        for (int b = 0; b < labels.length; b++) {
            for (int p = 0; p < input.points().rowsIn(b); p++) {
                labels[b][p] = numbers[labels[b][p]];
            }
        }
        pack();
    }

    /** Puts each row into the cluster of the nearest centroid and returns whether one changed its cluster. */
    private boolean assign() {
        for (KMeansWork.Span span : work.spans()) {
            span.clear();
        }
        work.forEachBlock((span, b) -> {
            int rows = input.points().rowsIn(b);
            double[] rowWeights = input.weights(b);
            span.kernel.nearest(packed, span.labels, work.distances(b));
            if (!Arrays.equals(span.labels, 0, rows, labels[b], 0, rows)) {
                span.moved = true;
                System.arraycopy(span.labels, 0, labels[b], 0, rows);
            }
            span.inertia += BlockSums.weighted(rows, rowWeights, work.distances(b));
            BlockSums.addWeights(rows, span.labels, rowWeights, span.weights);
            BlockSums.addDeviations(
                    input.points().read(b, span.room),
                    rows,
                    span.labels,
                    rowWeights,
                    centres,
                    clusters,
                    span.deviations);
        });
        Arrays.fill(deviations, 0);
        Arrays.fill(weights, 0);
        inertia = 0;
        boolean moved = false;
        for (KMeansWork.Span span : work.spans()) {
            add(span.deviations, deviations);
            add(span.weights, weights);
            inertia += span.inertia;
            moved |= span.moved;
        }
        return moved;
    }

    /** Moves each centroid to the mean of its rows and returns how far the farthest moved. */
    private double update() {
        for (int j = 0; j < clusters; j++) {
            if (!(weights[j] > 0)) {
                repair();
                break;
            }
        }
        double farthest = 0;
        for (int j = 0; j < clusters; j++) {
            if (weights[j] > 0) {
                double square = 0;
                for (int c = 0; c < columns; c++) {
                    double step = deviations[c * clusters + j] / weights[j];
                    centres[c * clusters + j] += step;
                    step *= input.roots()[c];
                    square += step * step;
                }
                farthest = Math.max(farthest, square);
            }
        }
        pack();
        return Math.sqrt(farthest);
    }

    /**
     * Gives each cluster without weight the row that adds most to the inertia, the lowest of several, from a cluster
     * that keeps another. Where no row is away from its centroid, the cluster stays empty.
     */
    private void repair() {
        int[] members = new int[clusters];
        for (int row = 0; row < input.points().rows(); row++) {
            if (weight(row) > 0) {
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
            double cost = weight(row) * work.distances(row / PointBlocks.ROWS)[row % PointBlocks.ROWS];
            if (cost > most && members[label(row)] > 1) {
                most = cost;
                chosen = row;
            }
        }
        return chosen;
    }

    private void move(int row, int target) {
        int source = label(row);
        double weight = weight(row);
        for (int c = 0; c < columns; c++) {
            double value = input.points().get(row, c);
            deviations[c * clusters + source] -= weight * (value - centres[c * clusters + source]);
            deviations[c * clusters + target] = weight * (value - centres[c * clusters + target]);
        }
        weights[source] -= weight;
        weights[target] = weight;
        labels[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = target;
        work.distances(row / PointBlocks.ROWS)[row % PointBlocks.ROWS] = 0;
    }

    private void pack() {
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                packed.set(j, c, centres[c * clusters + j] * input.roots()[c]);
            }
        }
    }

    private double weight(int row) {
        return input.weights(row / PointBlocks.ROWS)[row % PointBlocks.ROWS];
    }

    private int label(int row) {
        return labels[row / PointBlocks.ROWS][row % PointBlocks.ROWS];
    }

    private static void add(double[] values, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }

    double inertia() {
        return inertia;
    }

    int iterations() {
        return iterations;
    }

    /** The centroids, copied: k x d. */
    double[][] centroids() {
        double[][] rows = new double[clusters][columns];
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                rows[j][c] = centres[c * clusters + j];
            }
        }
        return rows;
    }

    /** The labels of the rows, copied. */
    int[] labels() {
        int[] all = new int[input.points().rows()];
        for (int b = 0; b < labels.length; b++) {
            System.arraycopy(
                    labels[b], 0, all, PointBlocks.firstRow(b), input.points().rowsIn(b));
        }
        return all;
    }
}
