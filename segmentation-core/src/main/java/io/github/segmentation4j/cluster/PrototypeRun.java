package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run of k-prototypes. Rounds move rows one after another while modes follow; after {@link #finish} the labels are those
 * of the cheapest prototypes. Belongs to one thread.
 */
final class PrototypeRun {
    /** Blocks of rows that are compared again together once a mode has changed: enough for several threads. */
    private static final int CHUNK = 16;

    /** No round settles by so little, not even one that lowers nothing. */
    static final double NEVER = -1;

    private final MixedRows rows;
    private final CategoryCounts counts;
    private final Prototypes prototypes;
    private final int clusters;
    private final Spans spans;
    private final int[] labels;

    /** The cheapest prototypes when rows were last compared. */
    private final int[] nearest;

    /** How many rows that weigh something each cluster has. */
    private final int[] members;

    private final List<Double> costs = new ArrayList<>();
    private double cost;
    private int iterations;
    private boolean stable;

    PrototypeRun(MixedRows rows, CategoryCounts counts, double[][] starts) {
        this.rows = rows;
        this.counts = counts;
        prototypes = new Prototypes(rows, starts);
        clusters = starts.length;
        spans = Spans.of(rows.points.blockCount(), (long) clusters * (rows.numeric.length + 1));
        labels = new int[rows.points.rows()];
        nearest = new int[labels.length];
        members = new int[clusters];
    }

    /** Puts each row to the start that is cheapest, and the prototypes to the means and modes of their rows. */
    void begin() {
        compare();
        adopt();
        renew();
        compare();
        costs.add(cost);
    }

    /**
     * Moves rows until none has a cheaper prototype, a round lowers the cost by no more than a part of it, or the limit on
     * iterations is reached.
     *
     * @param settled that part; {@link #NEVER} for none
     */
    void descend(double settled, int limit) {
        boolean settles = false;
        while (!stable && !settles && iterations < limit) {
            iterations++;
            stable = !walk();
            if (!stable) {
                double before = cost;
                repair();
                updateMeans();
                compare();
                settles = before - cost <= settled * cost;
            }
            costs.add(cost);
        }
    }

    /** Goes on after another run has taken its turn with the counts. */
    void resume(int limit) {
        if (!stable) {
            renew();
            compare();
            descend(NEVER, limit);
        }
    }

    /**
     * Goes on until the prototypes are the means and modes of their rows to the last digit, ties included, and brings the
     * clusters into their order.
     */
    void finish(int limit) {
        if (stable) {
            settle(limit);
        } else {
            adopt();
        }
        for (int[] order = order(); !CanonicalOrder.keepsAll(order); order = order()) {
            renumber(order);
            compare();
            if (adopt()) {
                stable = false;
                if (iterations < limit) {
                    iterations++;
                    settle(limit);
                }
            }
        }
    }

    /** From one partition to the next, all rows at once: whatever ties there are, this comes to an end. */
    private void settle(int limit) {
        do {
            renew();
            compare();
            stable = !adopt();
            iterations += stable || iterations == limit ? 0 : 1;
        } while (!stable && iterations < limit);
    }

    /** Compares all rows with all prototypes. */
    private void compare() {
        double[] sums = new double[spans.count()];
        rows.runner().forEach(sums.length, s -> {
            Prototypes.Room room = new Prototypes.Room(rows);
            for (int b = spans.first(s); b < spans.end(s); b++) {
                rows.stop();
                sums[s] += compare(b, room);
            }
        });
        cost = 0;
        for (double sum : sums) {
            cost += sum;
        }
    }

    /** Compares the rows of a block and returns what they cost. */
    private double compare(int block, Prototypes.Room room) {
        prototypes.nearest(block, room);
        int first = PointBlocks.firstRow(block);
        double sum = 0;
        for (int p = 0; p < rows.points.rowsIn(block); p++) {
            nearest[first + p] = room.nearest[p];
            sum += rows.weights[first + p] * room.costs[p];
        }
        return sum;
    }

    /** Takes over the cheapest prototypes as labels and returns whether one changed. */
    private boolean adopt() {
        boolean changed = !Arrays.equals(labels, nearest);
        System.arraycopy(nearest, 0, labels, 0, labels.length);
        return changed;
    }

    /** Makes the prototypes the means and modes of their rows. */
    private void renew() {
        countMembers();
        if (Arrays.stream(members).anyMatch(count -> count == 0)) {
            counts.recount(labels, prototypes);
            repair();
        }
        counts.recount(labels, prototypes);
        updateMeans();
    }

    private void countMembers() {
        Arrays.fill(members, 0);
        for (int r = 0; r < labels.length; r++) {
            members[labels[r]] += rows.weights[r] > 0 ? 1 : 0;
        }
    }

    /** Moves each row to the prototype that is cheapest when its turn comes and returns whether one moved. */
    private boolean walk() {
        boolean moved = false;
        boolean outdated = false;
        int blocks = rows.points.blockCount();
        for (int from = 0; from < blocks; from += CHUNK) {
            int end = Math.min(blocks, from + CHUNK);
            boolean stale = false;
            if (outdated) {
                compareAgain(from, end);
            }
            for (int b = from; b < end; b++) {
                rows.stop();
                int first = PointBlocks.firstRow(b);
                for (int r = first; r < first + rows.points.rowsIn(b); r++) {
                    int to = stale ? prototypes.nearest(r) : nearest[r];
                    if (to != labels[r]) {
                        stale |= move(r, to);
                        moved = true;
                    }
                }
            }
            outdated |= stale;
        }
        return moved;
    }

    private void compareAgain(int from, int end) {
        rows.runner().forEach(end - from, b -> compare(from + b, new Prototypes.Room(rows)));
    }

    private boolean move(int row, int to) {
        int from = labels[row];
        labels[row] = to;
        if (rows.weights[row] > 0) {
            members[from]--;
            members[to]++;
        }
        return counts.move(row, from, to, prototypes);
    }

    /** Gives each cluster without weight the row that costs most, the lowest of several, from one that keeps another. */
    private void repair() {
        double[] excess = {};
        for (int empty = 0; empty < clusters; empty++) {
            rows.stop();
            if (members[empty] == 0) {
                excess = excess.length == 0 ? excess() : excess;
                int row = costliest(excess);
                if (row < 0) {
                    return;
                }
                move(row, empty);
                excess[row] = 0;
            }
        }
    }

    /** What each row costs beyond what it would cost anywhere. */
    private double[] excess() {
        double[] excess = new double[labels.length];
        rows.runner().forEach(rows.points.blockCount(), b -> {
            int first = PointBlocks.firstRow(b);
            for (int r = first; r < first + rows.points.rowsIn(b); r++) {
                excess[r] = rows.weights[r] * (prototypes.cost(r, labels[r]) - prototypes.leastCost(r));
            }
        });
        return excess;
    }

    private int costliest(double[] excess) {
        int chosen = -1;
        double most = 0;
        for (int r = 0; r < excess.length; r++) {
            if (excess[r] > most && members[labels[r]] > 1) {
                most = excess[r];
                chosen = r;
            }
        }
        return chosen;
    }

    /** Moves the means to those of the rows; where a cluster has no value, its mean stays. */
    private void updateMeans() {
        int numbers = rows.numeric.length;
        if (numbers == 0) {
            return;
        }
        double[] sums = new double[clusters * numbers];
        double[] weights = new double[sums.length];
        for (double[][] part : rows.runner().map(spans.count(), this::sums)) {
            for (int at = 0; at < sums.length; at++) {
                sums[at] += part[0][at];
                weights[at] += part[1][at];
            }
        }
        for (int j = 0; j < clusters; j++) {
            for (int i = 0; i < numbers; i++) {
                int at = j * numbers + i;
                if (weights[at] > 0) {
                    prototypes.setMean(j, i, rows.ranges.low()[rows.numeric[i]] + sums[at] / weights[at]);
                }
            }
        }
    }

    /** The sums of the numbers of a span, counted from the lowest of each column, and what the rows that have them weigh. */
    private double[][] sums(int span) {
        int numbers = rows.numeric.length;
        double[] sums = new double[clusters * numbers];
        double[] weights = new double[sums.length];
        double[] room = rows.points.room();
        for (int b = spans.first(span); b < spans.end(span); b++) {
            rows.stop();
            double[] block = rows.points.read(b, room);
            int first = PointBlocks.firstRow(b);
            int count = rows.points.rowsIn(b);
            for (int i = 0; i < numbers; i++) {
                int column = rows.numeric[i] * PointBlocks.ROWS;
                double low = rows.ranges.low()[rows.numeric[i]];
                for (int p = 0; p < count; p++) {
                    double step = block[column + p] - low;
                    double weight = rows.hasGaps && Double.isNaN(step) ? 0 : rows.weights[first + p];
                    if (weight > 0) {
                        int at = labels[first + p] * numbers + i;
                        sums[at] += weight * step;
                        weights[at] += weight;
                    }
                }
            }
        }
        return new double[][] {sums, weights};
    }

    private int[] order() {
        double[][] centres = new double[clusters][];
        Arrays.setAll(centres, prototypes::values);
        return CanonicalOrder.of(centres, rows.ranges.low(), rows.ranges.high());
    }

    private void renumber(int[] order) {
        int[] numbers = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            numbers[order[j]] = j;
        }
        prototypes.renumber(order);
        for (int r = 0; r < labels.length; r++) {
            labels[r] = numbers[labels[r]];
        }
    }

    /** What the rows cost: at the start, and after each round. */
    List<Double> costs() {
        return List.copyOf(costs);
    }

    double cost() {
        return cost;
    }

    int iterations() {
        return iterations;
    }

    boolean isStable() {
        return stable;
    }

    /** The prototypes, copied: k x d. */
    double[][] prototypes() {
        double[][] copy = new double[clusters][];
        Arrays.setAll(copy, j -> prototypes.values(j).clone());
        return copy;
    }

    /** The labels of the rows, copied; {@link Clustering#NOISE} for rows that are left out. */
    int[] labels() {
        int[] all = labels.clone();
        for (int r = rows.leftOut.nextSetBit(0); r >= 0; r = rows.leftOut.nextSetBit(r + 1)) {
            all[r] = Clustering.NOISE;
        }
        return all;
    }
}
