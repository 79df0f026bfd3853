package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * One run of Lloyd's iteration. Between calls the labels are those of the nearest centroids. Belongs to one thread;
 * several runs take turns with the same {@link KMeansWork}.
 *
 * <p>Sums are kept up to date with the rows that change their cluster, as rows that stay need no work. Once nothing
 * changes any more they are counted afresh, so the centroids of a run that converged are means to the last digit.
 */
final class Lloyd {
    /** A shift no run ever settles at, not even if no centroid moves. */
    static final double NEVER = -1;

    private final KMeansWork work;
    private final KMeansInput input;
    private final int clusters;
    private final ClusterSums sums;
    private final Gaps gaps;

    private final Centres centres;
    private final int[][] labels;
    private OptionalDouble inertia = OptionalDouble.empty();
    private int iterations;
    private long compared;
    private double lastShift = Double.POSITIVE_INFINITY;
    private boolean stable;

    /** Whether the labels are those of the centroids as they are. */
    private boolean assigned;

    /** Whether the centres are those means that a fresh count gives. */
    private boolean exact;

    private Lloyd(KMeansWork work, double[][] starts) {
        this.work = work;
        input = work.input();
        clusters = work.clusters();
        sums = new ClusterSums(work);
        gaps = new Gaps(work);
        centres = new Centres(starts, input.roots());
        labels = new int[input.points().blockCount()][PointBlocks.ROWS];
        for (int[] block : labels) {
            Arrays.fill(block, Clustering.NOISE);
        }
    }

    /** A run that starts from rows. */
    static Lloyd fromRows(KMeansWork work, int[] rows) {
        double[][] starts = new double[rows.length][work.input().points().columns()];
        for (int j = 0; j < rows.length; j++) {
            work.input().copyFilledRow(rows[j], starts[j]);
        }
        return fromCentroids(work, starts);
    }

    /** A run that starts from centroids. */
    static Lloyd fromCentroids(KMeansWork work, double[][] starts) {
        return new Lloyd(work, starts);
    }

    /**
     * Iterates until no row changes its cluster, the centroids have settled, or the limit is reached; goes on where an
     * earlier call stopped.
     *
     * @param settled ends the iteration once no centroid moves farther; {@link #NEVER} for never
     * @param limit on the iterations of all calls together, at least 1
     */
    void iterate(double settled, int limit) {
        if (!assigned && assign(limit == iterations)) {
            stable = false;
            lastShift = Double.POSITIVE_INFINITY;
        }
        descend(settled, limit);
        while (stable && !exact) {
            sums.recount(labels, centres.values());
            exact = true;
            move();
            number();
            stable = !assign(false);
            descend(settled, limit);
        }
    }

    private void descend(double settled, int limit) {
        while (!hasEnded(settled) && iterations < limit) {
            lastShift = update();
            iterations++;
            if (iterations == limit) {
                number();
            }
            stable = !assign(iterations == limit);
        }
    }

    /** Whether the last iteration moved no row to another cluster, or no centroid farther than a shift. */
    boolean hasEnded(double settled) {
        return stable || lastShift <= settled;
    }

    /**
     * Brings the clusters into their order and returns whether that changed one. Where a row is as near to two centroids
     * the lower one wins, so labels may then differ in more than their numbers, and an assignment must follow.
     */
    boolean number() {
        int[] order = CanonicalOrder.of(centroids(), input.low(), input.high());
        if (CanonicalOrder.keepsAll(order)) {
            return false;
        }
        renumber(order);
        return true;
    }

    private void renumber(int[] order) {
        int[] numbers = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            numbers[order[j]] = j;
        }
        centres.renumber(order);
        sums.renumber(order);
        work.forEachSpan((span, tools) -> {
            for (int b = span.first; b < span.end; b++) {
                for (int p = 0; p < input.points().rowsIn(b); p++) {
                    labels[b][p] = numbers[labels[b][p]];
                }
            }
        });
        gaps.renumber(order);
        assigned = false;
    }

    /**
     * Puts each row into the cluster of the nearest centroid and returns whether one changed its cluster.
     *
     * @param last whether this is likely the last time, after which the inertia is asked for
     */
    private boolean assign(boolean last) {
        for (KMeansWork.Span span : work.spans()) {
            span.clear();
        }
        Gaps.Pass pass = gaps.next(this, last);
        if (pass == Gaps.Pass.FILTER) {
            work.forEachSpan((span, tools) -> gaps.filter(this, span, tools));
        } else {
            work.forEachBlock((span, tools, b) -> assign(span, tools, b, pass));
        }
        sums.collect();
        double sum = 0;
        long changes = 0;
        for (KMeansWork.Span span : work.spans()) {
            sum += span.inertia;
            changes += span.changes;
            compared += span.compared;
        }
        if (pass == Gaps.Pass.FILTER) {
            inertia = OptionalDouble.empty();
        } else {
            inertia = OptionalDouble.of(sum);
            gaps.learn(changes, Math.sqrt(sum / sums.weight()));
        }
        exact &= changes == 0;
        assigned = true;
        return changes > 0;
    }

    /** Compares the rows of a block, which is loaded into the kernel, with all centroids. */
    void assign(KMeansWork.Span span, KMeansWork.Tools tools, int b, Gaps.Pass pass) {
        int rows = input.points().rowsIn(b);
        if (pass == Gaps.Pass.MEASURE) {
            tools.kernel.nearestTwo(packed(), tools.labels, tools.distances, tools.seconds);
            gaps.measure(b, tools.labels, tools.distances, tools.seconds);
        } else {
            tools.kernel.nearest(packed(), tools.labels, tools.distances);
        }
        span.compared += rows;
        input.incomplete().compare(b, packed(), tools.labels, tools.distances);
        double[] values = input.points().read(b, tools.room);
        span.inertia += BlockSums.weighted(rows, input.weights(b), tools.distances, tools.distances);
        sums.change(span, tools.moved, values, rows, input.weights(b), labels[b], tools.labels);
    }

    /** Moves each centroid to the mean of its rows and returns how far the farthest moved. */
    private double update() {
        for (int j = 0; j < clusters; j++) {
            if (sums.members(j) == 0) {
                repair();
                break;
            }
        }
        if (input.isIncremental()) {
            sums.means(centres.values());
        } else {
            sums.recount(labels, centres.values());
        }
        exact = !input.isIncremental();
        return move();
    }

    /** Takes over the centres and returns how far the farthest moved. */
    private double move() {
        double[] shifts = centres.pack();
        gaps.drift(shifts);
        assigned = false;
        double farthest = 0;
        for (double shift : shifts) {
            farthest = Math.max(farthest, shift);
        }
        return farthest;
    }

    /**
     * Gives each cluster without weight the row that adds most to the inertia, the lowest of several, from a cluster
     * that keeps another. Where no row is away from its centroid, the cluster stays empty.
     */
    private void repair() {
        double[][] distances = distances();
        for (int empty = 0; empty < clusters; empty++) {
            if (sums.members(empty) == 0) {
                int row = costliest(distances);
                if (row < 0) {
                    return;
                }
                sums.move(row, label(row), empty);
                labels[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = empty;
                distances[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = 0;
                gaps.forget(row);
            }
        }
    }

    private int costliest(double[][] distances) {
        int chosen = -1;
        double most = 0;
        for (int row = 0; row < input.points().rows(); row++) {
            double cost = input.weight(row) * distances[row / PointBlocks.ROWS][row % PointBlocks.ROWS];
            if (cost > most && sums.members(label(row)) > 1) {
                most = cost;
                chosen = row;
            }
        }
        return chosen;
    }

    /** The squared distance of every row to the centroid of its cluster, by block. */
    private double[][] distances() {
        double[][] distances = new double[labels.length][PointBlocks.ROWS];
        work.forEachBlock((span, tools, b) -> own(tools, b, distances[b]));
        return distances;
    }

    private void own(KMeansWork.Tools tools, int b, double[] distances) {
        int rows = input.points().rowsIn(b);
        BlockSums.ownDistances(input.scaled().read(b, tools.scaledRoom), rows, labels[b], packed(), distances);
        input.incomplete().measure(b, packed(), labels[b], distances);
    }

    /** The weighted sum of the squared distances of the rows to their centroids. */
    double inertia() {
        if (inertia.isEmpty()) {
            work.forEachSpan((span, tools) -> {
                span.inertia = 0;
                for (int b = span.first; b < span.end; b++) {
                    work.next();
                    own(tools, b, tools.distances);
                    span.inertia += BlockSums.weighted(
                            input.points().rowsIn(b), input.weights(b), tools.distances, tools.distances);
                }
            });
            double sum = 0;
            for (KMeansWork.Span span : work.spans()) {
                sum += span.inertia;
            }
            inertia = OptionalDouble.of(sum);
        }
        return inertia.getAsDouble();
    }

    private int label(int row) {
        return labels[row / PointBlocks.ROWS][row % PointBlocks.ROWS];
    }

    /** The labels of a block, shared. */
    int[] labels(int block) {
        return labels[block];
    }

    /** What the clusters add up to. */
    ClusterSums sums() {
        return sums;
    }

    /** The centroids as rows are compared, shared. */
    PackedCentroids packed() {
        return centres.packed();
    }

    /** How many rows were compared with all centroids, in all assignments together. */
    long compared() {
        return compared;
    }

    int iterations() {
        return iterations;
    }

    /** The centroids, copied: k x d. */
    double[][] centroids() {
        return centres.rows();
    }

    /** The labels of the rows, copied; {@link Clustering#NOISE} for rows that are left out. */
    int[] labels() {
        int[] all = new int[input.points().rows()];
        for (int b = 0; b < labels.length; b++) {
            System.arraycopy(
                    labels[b], 0, all, PointBlocks.firstRow(b), input.points().rowsIn(b));
        }
        input.incomplete().leaveOut(all);
        return all;
    }
}
