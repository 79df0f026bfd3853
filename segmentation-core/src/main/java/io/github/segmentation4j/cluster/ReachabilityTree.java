package io.github.segmentation4j.cluster;

/**
 * A minimum spanning tree of rows by their mutual reachability: the largest of their distance and of the core distances of
 * both. Distances are raw ones, see {@link RawDistances}. Which of several such trees it is says nothing: all give the same
 * groups at every distance. Never written once made.
 */
final class ReachabilityTree {
    /** For each row the distance within which it has enough neighbours. */
    final double[] cores;

    /** The ends of each edge, one edge fewer than rows. */
    final int[] first;

    final int[] second;

    /** The mutual reachability of the ends of each edge. */
    final double[] lengths;

    /** Takes over its arguments. */
    ReachabilityTree(double[] cores, int[] first, int[] second, double[] lengths) {
        this.cores = cores;
        this.first = first;
        this.second = second;
        this.lengths = lengths;
    }
}
