package io.github.segmentation4j.cluster;

import java.util.Arrays;

/**
 * The graph of the clusters: an edge from one to another costs what it costs to move the cheapest item between them. Finds
 * shortest paths and cycles of negative cost, and the prices that follow when there is none. Belongs to one thread.
 */
final class MoveGraph {
    /** What sums of a few hundred costs may lose to rounding, against the sum of their sizes. */
    private static final double ROUNDING = 0x1p-44;

    private static final int NONE = -1;
    private static final int[] NOTHING = {};

    private final int clusters;
    private final double[][] edges;
    private final double[] distance;
    private final double[] magnitude;
    private final int[] before;

    MoveGraph(int clusters) {
        this.clusters = clusters;
        edges = new double[clusters][clusters];
        distance = new double[clusters];
        magnitude = new double[clusters];
        before = new int[clusters];
    }

    /** Sets the cost of an edge; infinite if there is none. */
    void set(int from, int to, double cost) {
        edges[from][to] = cost;
    }

    /**
     * The shortest path from one of some clusters to one of others; or a negative cycle, if one is met on the way. The
     * graph has a path.
     *
     * @return the clusters on the path in their order; of a cycle the first is also the last
     */
    int[] pathOrCycle(boolean[] from, boolean[] to) {
        int[] cycle = search(from);
        if (cycle.length > 0) {
            return cycle;
        }
        int nearest = NONE;
        for (int j = 0; j < clusters; j++) {
            if (to[j] && !from[j] && (nearest == NONE || distance[j] < distance[nearest])) {
                nearest = j;
            }
        }
        int length = 1;
        for (int at = nearest; before[at] != NONE; at = before[at]) {
            length++;
        }
        int[] path = new int[length];
        for (int i = length - 1, at = nearest; i >= 0; i--) {
            path[i] = at;
            at = before[at];
        }
        return path;
    }

    /** A cycle of negative cost, its first cluster also its last; empty if there is none. */
    int[] cycle() {
        boolean[] all = new boolean[clusters];
        Arrays.fill(all, true);
        return search(all);
    }

    /** Bellman and Ford's search. Differences that rounding can make count as none, so it ends. */
    private int[] search(boolean[] from) {
        for (int j = 0; j < clusters; j++) {
            distance[j] = from[j] ? 0 : Double.POSITIVE_INFINITY;
            magnitude[j] = 0;
            before[j] = NONE;
        }
        boolean changed = true;
        for (int round = 0; changed && round <= clusters; round++) {
            changed = false;
            for (int a = 0; a < clusters; a++) {
                changed |= distance[a] < Double.POSITIVE_INFINITY && relax(a);
            }
            if (changed) {
                int[] cycle = cycleBefore();
                if (cycle.length > 0) {
                    return cycle;
                }
            }
        }
        return NOTHING;
    }

    private boolean relax(int a) {
        boolean changed = false;
        for (int b = 0; b < clusters; b++) {
            double edge = edges[a][b];
            if (b != a && edge < Double.POSITIVE_INFINITY) {
                double reached = distance[a] + edge;
                double size = magnitude[a] + Math.abs(edge);
                if (reached < distance[b] - ROUNDING * Math.max(size, magnitude[b])) {
                    distance[b] = reached;
                    magnitude[b] = size;
                    before[b] = a;
                    changed = true;
                }
            }
        }
        return changed;
    }

    private int[] cycleBefore() {
        int[] seen = new int[clusters];
        for (int start = 0; start < clusters; start++) {
            int at = start;
            while (at != NONE && seen[at] == 0) {
                seen[at] = start + 1;
                at = before[at];
            }
            if (at != NONE && seen[at] == start + 1) {
                return cycleThrough(at);
            }
        }
        return NOTHING;
    }

    private int[] cycleThrough(int node) {
        int length = 1;
        for (int at = before[node]; at != node; at = before[at]) {
            length++;
        }
        int[] cycle = new int[length + 1];
        for (int i = length, at = node; i >= 0; i--) {
            cycle[i] = at;
            at = before[at];
        }
        return cycle;
    }

    /**
     * Prices such that no edge costs less than the price it leads to minus the price it comes from. The mean of the
     * distances from all clusters: a price difference then equals the cost of an edge only where the edge lies on a cycle
     * that costs nothing, so that an item is indifferent between clusters only where a tie makes it so.
     */
    double[] prices() {
        double[][] shortest = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            shortest[j] = edges[j].clone();
            shortest[j][j] = 0;
        }
        for (int via = 0; via < clusters; via++) {
            for (int a = 0; a < clusters; a++) {
                for (int b = 0; b < clusters; b++) {
                    shortest[a][b] = Math.min(shortest[a][b], shortest[a][via] + shortest[via][b]);
                }
            }
        }
        double[] prices = new double[clusters];
        for (double[] distances : shortest) {
            for (int j = 0; j < clusters; j++) {
                prices[j] += distances[j] / clusters;
            }
        }
        return prices;
    }
}
