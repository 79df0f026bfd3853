package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * The cheapest way to put items, each of size one, into clusters whose sizes are bounded: a flow of least cost, found in
 * the graph of the clusters. It begins with the cheapest cluster of each item, brings the sizes within their bounds along
 * shortest paths, and removes what negative cycles are left; without any, no assignment is cheaper. Belongs to one thread.
 *
 * <p>References: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, 1993; P. S. Bradley, K. P. Bennett, A. Demiriz,
 * Constrained k-means clustering, Microsoft Research MSR-TR-2000-65, 2000.
 */
final class BoundedFlow {
    private final double[][] costs;
    private final int clusters;
    private final int items;
    private final int[] low;
    private final int[] high;
    private final MoveGraph graph;

    /** The cost of moving the cheapest item from one cluster to another. */
    private final double[][] moveCosts;

    private final CheapestMoves moves;

    private BoundedFlow(double[][] costs, int[] labels, int[] low, int[] high, Checkpoint checkpoint) {
        this.costs = costs;
        this.low = low;
        this.high = high;
        clusters = costs.length;
        items = labels.length;
        graph = new MoveGraph(clusters);
        moveCosts = new double[clusters][clusters];
        moves = new CheapestMoves(costs, labels, checkpoint);
        for (int j = 0; j < clusters; j++) {
            measure(j);
        }
    }

    /**
     * The cheapest assignment.
     *
     * @param costs clusters x items
     * @param items how many items of these costs there are
     * @param low the smallest size of each cluster; together no more than the items
     * @param high the largest size of each, not below the smallest; together no fewer than the items
     * @param prices where to begin: what to take off the cost of each cluster; any give the same cost in the end, those
     *     of a similar problem sooner
     */
    static BoundedFlow solve(
            double[][] costs, int items, int[] low, int[] high, double[] prices, Checkpoint checkpoint) {
        BoundedFlow flow = new BoundedFlow(costs, cheapest(costs, items, prices, checkpoint), low, high, checkpoint);
        while (flow.reachBounds()) {
            checkpoint.now();
        }
        flow.addBounds();
        while (flow.cancelCycle()) {
            checkpoint.now();
        }
        return flow;
    }

    /** For labels that are as cheap as any with their sizes: what {@link #prices()} follow from them. */
    static BoundedFlow of(double[][] costs, int[] labels, int[] low, int[] high, Checkpoint checkpoint) {
        BoundedFlow flow = new BoundedFlow(costs, labels, low, high, checkpoint);
        flow.addBounds();
        return flow;
    }

    /** The cluster of least cost less price of each item; of several the lowest. */
    static int[] cheapest(double[][] costs, int items, double[] prices, Checkpoint checkpoint) {
        int[] labels = new int[items];
        for (int item = 0; item < items; item++) {
            checkpoint.at(item);
            double least = costs[0][item] - prices[0];
            for (int j = 1; j < costs.length; j++) {
                double cost = costs[j][item] - prices[j];
                if (cost < least) {
                    least = cost;
                    labels[item] = j;
                }
            }
        }
        return labels;
    }

    /** The cluster of each item, shared. */
    int[] labels() {
        return moves.labels();
    }

    /** The cost of the assignment. */
    double cost() {
        double sum = 0;
        for (int item = 0; item < items; item++) {
            sum += costs[moves.labels()[item]][item];
        }
        return sum;
    }

    /**
     * What a place in each cluster is worth: every item lies in the cluster where its cost less this is least, alone
     * there unless assignments tie. Clusters away from both bounds have 0, those at the lower bound at least 0, those at
     * the upper at most 0.
     */
    double[] prices() {
        double[] prices = graph.prices();
        double giving = Double.NEGATIVE_INFINITY;
        double taking = Double.POSITIVE_INFINITY;
        for (int j = 0; j < clusters; j++) {
            if (gives(j)) {
                giving = Math.max(giving, prices[j]);
            }
            if (takes(j)) {
                taking = Math.min(taking, prices[j]);
            }
        }
        double origin = origin(giving, taking);
        for (int j = 0; j < clusters; j++) {
            prices[j] = gives(j) && takes(j) ? 0 : prices[j] - origin;
        }
        return prices;
    }

    private static double origin(double giving, double taking) {
        if (giving == Double.NEGATIVE_INFINITY) {
            return taking == Double.POSITIVE_INFINITY ? 0 : taking;
        }
        return taking == Double.POSITIVE_INFINITY ? giving : giving / 2 + taking / 2;
    }

    private boolean gives(int cluster) {
        return moves.sizes()[cluster] > low[cluster];
    }

    private boolean takes(int cluster) {
        return moves.sizes()[cluster] < high[cluster];
    }

    /** Brings sizes one step nearer to their bounds and returns whether there was one beyond them. */
    private boolean reachBounds() {
        boolean[] over = new boolean[clusters];
        boolean[] under = new boolean[clusters];
        boolean[] giving = new boolean[clusters];
        boolean[] taking = new boolean[clusters];
        boolean anyOver = false;
        boolean anyUnder = false;
        for (int j = 0; j < clusters; j++) {
            over[j] = moves.sizes()[j] > high[j];
            under[j] = moves.sizes()[j] < low[j];
            giving[j] = gives(j);
            taking[j] = takes(j);
            anyOver |= over[j];
            anyUnder |= under[j];
        }
        if (!anyOver && !anyUnder) {
            return false;
        }
        follow(anyOver ? graph.pathOrCycle(over, taking) : graph.pathOrCycle(giving, under), false);
        return true;
    }

    /** Adds what bounds leave open: that a cluster which may grow grows, and one which may shrink shrinks, costs nothing. */
    private void addBounds() {
        for (int from = 0; from < clusters; from++) {
            for (int to = 0; to < clusters; to++) {
                graph.set(from, to, free(from, to) ? Math.min(0, moveCosts[from][to]) : moveCosts[from][to]);
            }
        }
    }

    private boolean free(int from, int to) {
        return from != to && takes(from) && gives(to);
    }

    private boolean cancelCycle() {
        int[] cycle = graph.cycle();
        if (cycle.length == 0) {
            return false;
        }
        follow(cycle, true);
        addBounds();
        return true;
    }

    private void follow(int[] path, boolean bounds) {
        int[] items = new int[path.length - 1];
        for (int i = 0; i < items.length; i++) {
            boolean nothingMoves = bounds && free(path[i], path[i + 1]) && moveCosts[path[i]][path[i + 1]] >= 0;
            items[i] = nothingMoves ? -1 : moves.cheapest(path[i], path[i + 1]);
        }
        for (int i = 0; i < items.length; i++) {
            if (items[i] >= 0) {
                moves.move(items[i], path[i + 1]);
            }
        }
        for (int cluster : path) {
            measure(cluster);
        }
    }

    private void measure(int from) {
        for (int to = 0; to < clusters; to++) {
            int item = from == to ? -1 : moves.cheapest(from, to);
            moveCosts[from][to] = item < 0 ? Double.POSITIVE_INFINITY : costs[to][item] - costs[from][item];
            graph.set(from, to, moveCosts[from][to]);
        }
    }
}
