package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * Branch and bound over the clusters of units: depth first, the unit with the fewest clusters left first, its cheapest
 * cluster first. The bound of a branch is what its units cost plus the least that each of the others can cost. It stops
 * after a number of steps, never after a time. Belongs to one thread and one search.
 */
final class UnitSearch {
    /** What sums may lose to rounding: a branch must promise to be cheaper by more than this part. */
    private static final double ROUNDING = 0x1p-44;

    /** What the rest costs once all units have a cluster. */
    interface Completion {
        /**
         * The cost of the whole.
         *
         * @param choice the cluster of each unit
         * @param used the size of each cluster without the rows that are still free
         * @param bound the bound of the branch
         */
        double cost(int[] choice, int[] used, double bound);
    }

    /** What searches over the same units share. Belongs to one thread. */
    static final class Problem {
        private final LinkedUnits units;
        private final double[][] costs;
        private final int[] low;
        private final int[] high;
        private final Checkpoint checkpoint;
        private final int[] place;

        /**
         * A problem.
         *
         * @param costs units x clusters
         * @param low the smallest size of each cluster
         * @param high the largest size of each
         */
        Problem(LinkedUnits units, double[][] costs, int[] low, int[] high, Checkpoint checkpoint) {
            this.units = units;
            this.costs = costs;
            this.low = low;
            this.high = high;
            this.checkpoint = checkpoint;
            place = new int[units.count()];
            Arrays.fill(place, -1);
        }

        double cost(int unit, int cluster) {
            return costs[unit][cluster];
        }
    }

    private final LinkedUnits units;
    private final int clusters;
    private final double[][] costs;
    private final Problem problem;
    private final int[] subset;
    private final int[] choice;
    private final int[] used;
    private final int spare;

    /** Where a unit stands in the subset, and -1 elsewhere. */
    private final int[] place;
    /** How many neighbours keep a unit of the subset out of a cluster. */
    private final int[][] blocked;
    /** The least that each unit of the subset can cost in a cluster that is open to it. */
    private final double[] least;
    /** How many clusters are open to each unit of the subset. */
    private final int[] open;
    /** Units with cannot-links stand first, component by component; for each the place where its component ends. */
    private final int[] componentEnd;

    /** The rows of the units without a cluster. */
    private long waiting;

    private double bound;
    private double known;
    private double best;
    private int[] foundUnits = {};
    private int[] foundClusters = {};
    private long steps;

    /**
     * A search.
     *
     * @param subset the units to place; copied
     * @param choice the cluster of each unit, -1 for those to be placed and those that have none; written during a
     *     search, and as it was after it
     * @param used the sizes of the clusters without the units to be placed and the rows that are still free; copied
     * @param spare how many free rows can fill up clusters
     */
    UnitSearch(Problem problem, int[] subset, int[] choice, int[] used, int spare) {
        this.problem = problem;
        this.subset = subset.clone();
        this.choice = choice;
        this.used = used.clone();
        this.spare = spare;
        units = problem.units;
        costs = problem.costs;
        place = problem.place;
        clusters = problem.low.length;
        blocked = new int[subset.length][clusters];
        least = new double[subset.length];
        open = new int[subset.length];
        componentEnd = new int[subset.length];
    }

    /**
     * Searches for an assignment cheaper than one that is known.
     *
     * @param rest what the rest of the bound is: the least that everything outside the subset can cost
     * @param known the cost of the known one, infinite if there is none
     * @param limit on the steps
     * @return whether everything was searched, so that nothing cheaper than the result exists
     */
    boolean run(double rest, double known, long limit, Completion completion) {
        this.known = known;
        best = known;
        prepare(rest);
        boolean complete = descend(limit, completion);
        for (int unit : subset) {
            choice[unit] = -1;
            place[unit] = -1;
        }
        return complete;
    }

    private boolean descend(long limit, Completion completion) {
        int depth = 0;
        int[][] orders = new int[subset.length][];
        int[] next = new int[subset.length];
        double[] bounds = new double[subset.length + 1];
        bounds[0] = bound;
        boolean descending = true;
        while (depth >= 0) {
            if (descending) {
                if (depth == subset.length) {
                    complete(completion);
                    descending = false;
                    depth--;
                    continue;
                }
                choose(depth);
                orders[depth] = order(subset[depth]);
                next[depth] = 0;
            } else {
                take(depth);
                bound = bounds[depth];
            }
            if (steps >= limit) {
                return false;
            }
            descending = place(depth, orders[depth], next);
            if (descending) {
                bounds[++depth] = bound;
            } else {
                depth--;
            }
        }
        return true;
    }

    /** Writes the clusters of the units in the cheapest assignment found; false if none was cheaper than the known one. */
    boolean writeFound(int[] target) {
        for (int i = 0; i < foundUnits.length; i++) {
            target[foundUnits[i]] = foundClusters[i];
        }
        return best < known;
    }

    /** The cost of the cheapest assignment, be it known before or found. */
    double best() {
        return best;
    }

    /** The steps taken. */
    long steps() {
        return steps;
    }

    /** Adds the steps that a completion took. */
    void addSteps(long count) {
        steps += count;
    }

    private void prepare(double rest) {
        // Units with cannot-links are chosen as the search goes, the others in this order.
        int[] order = Arrays.stream(subset)
                .boxed()
                .sorted((a, b) -> {
                    int byLinks = Boolean.compare(isLinked(b), isLinked(a));
                    int bySize = isLinked(a)
                            ? Integer.compare(units.component(a), units.component(b))
                            : Integer.compare(units.members(b).length, units.members(a).length);
                    return byLinks != 0 ? byLinks : bySize != 0 ? bySize : Integer.compare(a, b);
                })
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(order, 0, subset, 0, order.length);
        bound = rest;
        for (int i = 0; i < subset.length; i++) {
            int unit = subset[i];
            place[unit] = i;
            waiting += units.members(unit).length;
        }
        for (int i = subset.length - 1; i >= 0; i--) {
            boolean last = i == subset.length - 1 || units.component(subset[i]) != units.component(subset[i + 1]);
            componentEnd[i] = last ? i + 1 : componentEnd[i + 1];
        }
        for (int i = 0; i < subset.length; i++) {
            for (int neighbour : units.neighbours(subset[i])) {
                if (place[neighbour] < 0 && choice[neighbour] >= 0) {
                    blocked[i][choice[neighbour]]++;
                }
            }
            for (int j = 0; j < clusters; j++) {
                open[i] += blocked[i][j] == 0 ? 1 : 0;
            }
            least[i] = least(i);
            bound += least[i];
        }
    }

    private boolean isLinked(int unit) {
        return units.neighbours(unit).length > 0;
    }

    /** Brings the unit to be placed next to its depth: of those of its component the one with the fewest clusters. */
    private void choose(int depth) {
        int chosen = depth;
        for (int i = depth + 1; i < componentEnd[depth]; i++) {
            if (open[i] < open[chosen] || (open[i] == open[chosen] && earlier(subset[i], subset[chosen]))) {
                chosen = i;
            }
        }
        swap(depth, chosen);
    }

    private boolean earlier(int a, int b) {
        int links = Integer.compare(units.neighbours(b).length, units.neighbours(a).length);
        return links != 0 ? links < 0 : a < b;
    }

    private void swap(int a, int b) {
        int unit = subset[a];
        int[] closed = blocked[a];
        double cost = least[a];
        int ways = open[a];
        subset[a] = subset[b];
        blocked[a] = blocked[b];
        least[a] = least[b];
        open[a] = open[b];
        subset[b] = unit;
        blocked[b] = closed;
        least[b] = cost;
        open[b] = ways;
        place[subset[a]] = a;
        place[subset[b]] = b;
    }

    /** Clusters from the cheapest to the dearest for a unit. */
    private int[] order(int unit) {
        int[] order = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            int at = j;
            while (at > 0 && costs[unit][j] < costs[unit][order[at - 1]]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = j;
        }
        return order;
    }

    /** Puts the unit at a depth into the next cluster that can lead to something cheaper; false if there is none. */
    private boolean place(int depth, int[] order, int[] next) {
        double before = bound;
        int unit = subset[depth];
        int size = units.members(unit).length;
        while (next[depth] < clusters) {
            int cluster = order[next[depth]++];
            problem.checkpoint.now();
            if (blocked[depth][cluster] > 0 || used[cluster] + size > problem.high[cluster]) {
                continue;
            }
            steps++;
            put(depth, cluster);
            if (cheaper(bound) && canFill()) {
                return true;
            }
            take(depth);
            bound = before;
        }
        return false;
    }

    private void put(int depth, int cluster) {
        int unit = subset[depth];
        choice[unit] = cluster;
        used[cluster] += units.members(unit).length;
        waiting -= units.members(unit).length;
        bound += costs[unit][cluster] - least[depth];
        for (int neighbour : units.neighbours(unit)) {
            int i = place[neighbour];
            if (i > depth && blocked[i][cluster]++ == 0) {
                open[i]--;
                if (costs[neighbour][cluster] == least[i]) {
                    double before = least[i];
                    least[i] = least(i);
                    bound += least[i] - before;
                }
            }
        }
    }

    private void take(int depth) {
        int unit = subset[depth];
        int cluster = choice[unit];
        choice[unit] = -1;
        used[cluster] -= units.members(unit).length;
        waiting += units.members(unit).length;
        for (int neighbour : units.neighbours(unit)) {
            int i = place[neighbour];
            if (i > depth && --blocked[i][cluster] == 0) {
                open[i]++;
                least[i] = Math.min(least[i], costs[neighbour][cluster]);
            }
        }
    }

    private double least(int i) {
        double cost = Double.POSITIVE_INFINITY;
        for (int j = 0; j < clusters; j++) {
            if (blocked[i][j] == 0) {
                cost = Math.min(cost, costs[subset[i]][j]);
            }
        }
        return cost;
    }

    private boolean cheaper(double cost) {
        return best == Double.POSITIVE_INFINITY
                ? cost < Double.POSITIVE_INFINITY
                : cost < best - ROUNDING * Math.abs(best);
    }

    /** Whether there are rows enough left for the clusters below their smallest size. */
    private boolean canFill() {
        long missing = 0;
        for (int j = 0; j < clusters; j++) {
            missing += Math.max(0, problem.low[j] - used[j]);
        }
        return missing <= waiting + spare;
    }

    private void complete(Completion completion) {
        double cost = completion.cost(choice, used, bound);
        if (cheaper(cost)) {
            best = cost;
            foundUnits = subset.clone();
            foundClusters = Arrays.stream(foundUnits).map(unit -> choice[unit]).toArray();
        }
    }
}
