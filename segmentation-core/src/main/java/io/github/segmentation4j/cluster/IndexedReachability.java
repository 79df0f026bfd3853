package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.index.KdSearch;
import io.github.segmentation4j.internal.index.KdTree;
import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * The reachability tree by way of an index, for rows with few coordinates. Borůvka's algorithm: in each round every group of
 * rows takes the shortest edge that leaves it, which its rows look up in the index, see {@link ReachabilityRound}.
 *
 * <p>References: W. B. March, P. Ram, A. G. Gray, Fast Euclidean minimum spanning tree: algorithm, analysis, and
 * applications, KDD 2010; L. McInnes, J. Healy, Accelerated hierarchical density based clustering, ICDM Workshops 2017.
 * Deviation: rows are looked up one at a time instead of whole nodes.
 */
final class IndexedReachability {
    /** Rows that one task looks up. */
    static final int TASK = 2048;

    private static final int TASKS_PER_REPORT = 8;

    /** A search may take as long as this many turns of a cheap loop. */
    static final int TURNS_PER_SEARCH = 64;

    private IndexedReachability() {}

    /**
     * The tree of at least one row.
     *
     * @param tree over the coordinates of the rows
     * @param copies how often each row is there
     * @param needed the number of rows, itself among them, within the core distance of a row; at most all copies
     */
    static ReachabilityTree of(KdTree tree, int[] copies, int needed, ReachabilityProgress progress) {
        int size = tree.size();
        double[] cores = cores(tree, copies, needed, progress);
        ReachabilityRound round = new ReachabilityRound(tree, cores, progress);
        DisjointGroups groups = new DisjointGroups(size);
        int[] first = new int[size - 1];
        int[] second = new int[size - 1];
        double[] lengths = new double[size - 1];
        int edges = 0;
        while (edges < size - 1) {
            progress.edges(edges);
            int before = edges;
            for (ReachabilityRound.Edge edge : round.run(groups)) {
                int from = groups.find(edge.from());
                int to = groups.find(edge.to());
                // Of edges of one length several may close a ring; each is left out when its ends are together already.
                if (from != to) {
                    groups.unite(from, to);
                    first[edges] = tree.row(edge.from());
                    second[edges] = tree.row(edge.to());
                    lengths[edges] = edge.reach();
                    edges++;
                }
            }
            if (edges == before) {
                throw Hdbscan.beyondRange();
            }
        }
        double[] byRow = new double[size];
        for (int p = 0; p < size; p++) {
            byRow[tree.row(p)] = cores[p];
        }
        return new ReachabilityTree(byRow, first, second, lengths);
    }

    /** By position. */
    private static double[] cores(KdTree tree, int[] copies, int needed, ReachabilityProgress progress) {
        double[] cores = new double[tree.size()];
        int tasks = (tree.size() + TASK - 1) / TASK;
        Checkpoint checkpoint = progress.checkpoint();
        for (int from = 0; from < tasks; from += TASKS_PER_REPORT) {
            int first = from;
            progress.runner().forEach(Math.min(TASKS_PER_REPORT, tasks - from), i -> {
                KdSearch search = tree.search();
                int start = (first + i) * TASK;
                for (int p = start; p < Math.min(tree.size(), start + TASK); p++) {
                    checkpoint.at((long) p * TURNS_PER_SEARCH);
                    cores[p] = core(tree, search, tree.pointsView(), p * tree.columns(), copies, needed);
                    if (cores[p] == Double.POSITIVE_INFINITY) {
                        throw Hdbscan.beyondRange();
                    }
                }
            });
            progress.cores(Math.min(tree.size(), (long) (from + TASKS_PER_REPORT) * TASK));
        }
        return cores;
    }

    /**
     * The squared distance within which a query has a number of rows, at least 1 and at most all copies; infinite if beyond
     * the range of a double.
     */
    static double core(KdTree tree, KdSearch search, double[] query, int at, int[] copies, int needed) {
        int found = search.nearest(query, at, Math.min(needed, tree.size()), Double.POSITIVE_INFINITY);
        long total = 0;
        for (int i = 0; i < found; i++) {
            total += copies[tree.row(search.position(i))];
            if (total >= needed) {
                return search.squared(i);
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
