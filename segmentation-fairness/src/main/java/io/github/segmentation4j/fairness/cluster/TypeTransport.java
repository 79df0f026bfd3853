package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * The cheapest assignment of the rows of one type for given numbers of rows in each segment. It begins with labels that
 * are the cheapest for their own numbers and moves rows along shortest paths in the graph of the segments, in which an
 * edge costs what the cheapest row to move along it does; after each path the labels are again the cheapest for their
 * numbers. Belongs to one thread.
 *
 * <p>References: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, 1993 (successive shortest paths).
 */
final class TypeTransport {
    private final CostBlocks costs;
    private final int type;
    private final int segments;
    private final int[] labels;
    private final int[] counts;
    private final CostBlocks.Room room;
    private final Checkpoint checkpoint;
    private final double[] costOf;

    /** From x to: none on the diagonal. Empty until a row has to move. */
    private CandidateHeap[][] edges = new CandidateHeap[0][];

    /** What it costs to move the cheapest row along each edge. */
    private final double[][] weights;

    private final double[][] distance;
    private final int[][] before;
    private double change;

    /**
     * Labels to begin with.
     *
     * @param labels by place, those of all types; only those of this type are read and written
     */
    TypeTransport(CostBlocks costs, int type, int[] labels, Checkpoint checkpoint) {
        this.costs = costs;
        this.type = type;
        this.labels = labels;
        this.checkpoint = checkpoint;
        segments = costs.segments();
        counts = new int[segments];
        for (int i = 0; i < costs.size(type); i++) {
            counts[labels[costs.firstPlace(type) + i]]++;
        }
        room = costs.room();
        costOf = new double[segments];
        weights = new double[segments][segments];
        distance = new double[segments][segments];
        before = new int[segments][segments];
    }

    /** The numbers of rows, shared. */
    int[] counts() {
        return counts;
    }

    /** By how much the cost has changed since the beginning. */
    double change() {
        return change;
    }

    /** Moves rows until the numbers are those, at the least cost. */
    void reach(int[] quotas) {
        while (!Arrays.equals(counts, quotas)) {
            checkpoint.now();
            prepare();
            augment(quotas);
        }
    }

    /** What it costs at least to have one row less in a segment and one more in another; infinite if there is none. */
    double[][] moveCosts() {
        prepare();
        double[][] least = new double[segments][];
        for (int j = 0; j < segments; j++) {
            least[j] = weights[j].clone();
        }
        for (int via = 0; via < segments; via++) {
            for (int from = 0; from < segments; from++) {
                for (int to = 0; to < segments; to++) {
                    least[from][to] = Math.min(least[from][to], least[from][via] + least[via][to]);
                }
            }
        }
        return least;
    }

    /** Moves one row from a segment with too many to one with too few, and others on the way. */
    private void augment(int[] quotas) {
        for (int j = 0; j < segments; j++) {
            distance[0][j] = counts[j] > quotas[j] ? 0 : Double.POSITIVE_INFINITY;
        }
        int rounds = 0;
        boolean changed = true;
        while (changed && rounds + 1 < segments) {
            changed = relax(distance[rounds], distance[rounds + 1], before[rounds + 1]);
            rounds++;
        }
        int to = -1;
        for (int j = 0; j < segments; j++) {
            if (counts[j] < quotas[j] && (to < 0 || distance[rounds][j] < distance[rounds][to])) {
                to = j;
            }
        }
        // One edge at a time from the far end, so that a row that has just moved is not the next to move.
        for (int round = rounds; round > 0; round--) {
            int from = before[round][to];
            if (from != to) {
                move(from, to);
            }
            to = from;
        }
    }

    /** Lengthens paths by one edge; going round a circle of rounding errors ends with the rounds. */
    private boolean relax(double[] from, double[] to, int[] previous) {
        boolean changed = false;
        for (int l = 0; l < segments; l++) {
            to[l] = from[l];
            previous[l] = l;
            for (int j = 0; j < segments; j++) {
                if (from[j] + weights[j][l] < to[l]) {
                    to[l] = from[j] + weights[j][l];
                    previous[l] = j;
                    changed = true;
                }
            }
        }
        return changed;
    }

    private void move(int from, int to) {
        int place = edges[from][to].place();
        change += edges[from][to].cost();
        labels[place] = to;
        counts[from]--;
        counts[to]++;
        costs.copyCosts(place, costOf);
        for (int l = 0; l < segments; l++) {
            if (l != to) {
                edges[to][l].add(costOf[l] - costOf[to], place);
            }
        }
        weigh(from);
        weigh(to);
    }

    private void prepare() {
        if (edges.length > 0) {
            return;
        }
        edges = new CandidateHeap[segments][segments];
        for (CandidateHeap[] some : edges) {
            Arrays.setAll(some, l -> new CandidateHeap());
        }
        fill(-1, -1);
        for (int j = 0; j < segments; j++) {
            weigh(j);
        }
    }

    /** Fills the heap of an edge, or of all where none is named. */
    private void fill(int onlyFrom, int onlyTo) {
        for (int b = costs.firstBlock(type); b < costs.firstBlock(type + 1); b++) {
            checkpoint.now();
            double[][] cost = costs.read(b, room);
            int place = costs.placeOf(b);
            int rows = costs.rowsIn(b);
            for (int p = 0; p < rows; p++) {
                int from = labels[place + p];
                if (onlyFrom < 0) {
                    double own = cost[from][p];
                    for (int l = 0; l < segments; l++) {
                        if (l != from) {
                            edges[from][l].offer(cost[l][p] - own, place + p);
                        }
                    }
                } else if (from == onlyFrom) {
                    edges[from][onlyTo].offer(cost[onlyTo][p] - cost[from][p], place + p);
                }
            }
        }
        for (int j = 0; j < segments; j++) {
            for (int l = 0; l < segments; l++) {
                if (onlyFrom < 0 || (j == onlyFrom && l == onlyTo)) {
                    edges[j][l].filled();
                }
            }
        }
    }

    private void weigh(int from) {
        for (int to = 0; to < segments; to++) {
            weights[from][to] = from == to ? Double.POSITIVE_INFINITY : weight(from, to);
        }
    }

    private double weight(int from, int to) {
        CandidateHeap edge = edges[from][to];
        while (true) {
            while (!edge.isEmpty() && labels[edge.place()] != from) {
                edge.remove();
            }
            if (!edge.isExhausted()) {
                return edge.isEmpty() ? Double.POSITIVE_INFINITY : edge.cost();
            }
            edge.widen();
            fill(from, to);
        }
    }
}
