package io.github.segmentation4j.cluster;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What {@link Hdbscan#fitTree} found: the clustering, how firmly each row belongs to its cluster, how much of an outlier it
 * is, and the condensed tree all of this was read from.
 *
 * <p>The tree tells how rows hang together as the distance that connects them shrinks. Its first cluster, the root, holds
 * all rows; a cluster is born at the distance at which its parent falls into two or more groups of the minimum cluster
 * size, loses rows as the distance shrinks further, and dies at the distance where it falls apart itself or its last rows
 * leave. Every row leaves one cluster at one distance.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class HdbscanClustering {
    private final Clustering clustering;
    private final List<TreeCluster> tree;
    private final int[] lastClusters;
    private final double[] leavingDistances;
    private final double[] probabilities;
    private final double[] outlierScores;

    /**
     * A cluster of the condensed tree.
     *
     * @param parent the place in the tree of the cluster it split from, lower than its own; none for the root
     * @param birthDistance the distance it is born at, infinite for the root
     * @param deathDistance the distance it dies at, at least 0
     * @param size how many rows it has when it is born
     * @param stability its excess of mass: the sum over its rows of 1 / (distance at which the row leaves it) less 1 /
     *     (distance of its birth); infinite where rows leave at distance 0, equal ones
     * @param persistence the same sum with each distance measured by the least one in the cluster, divided by the rows, so
     *     that it lies between 0 and 1: the share of the scale of densities over which its rows hold together
     * @param label the number of the cluster in the clustering, if it was selected
     */
    public record TreeCluster(
            OptionalInt parent,
            double birthDistance,
            double deathDistance,
            int size,
            double stability,
            double persistence,
            OptionalInt label) {
        /** Checks that nothing is null. */
        public TreeCluster {
            Objects.requireNonNull(parent, "parent");
            Objects.requireNonNull(label, "label");
        }
    }

    /** Takes over its arguments; a row that took no part has last cluster -1. */
    HdbscanClustering(
            Clustering clustering,
            List<TreeCluster> tree,
            int[] lastClusters,
            double[] leavingDistances,
            double[] probabilities,
            double[] outlierScores) {
        this.clustering = clustering;
        this.tree = List.copyOf(tree);
        this.lastClusters = lastClusters;
        this.leavingDistances = leavingDistances;
        this.probabilities = probabilities;
        this.outlierScores = outlierScores;
    }

    /** The labels and the model. */
    public Clustering clustering() {
        return clustering;
    }

    /** The condensed tree, parents before their children; empty if no row took part. */
    public List<TreeCluster> tree() {
        return tree;
    }

    /**
     * How firmly a row belongs to its cluster, from 0 to 1: the distance at which the cluster dies over the distance at
     * which the row leaves it, 1 if it stays to the end. Noise has 0, and in a cluster that ends in equal rows all others
     * have.
     */
    public double probability(int row) {
        return probabilities[row];
    }

    /** The probabilities of all rows, copied. */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /**
     * The outlier score of a row (GLOSH), from 0 to 1: 1 less the least distance in the last cluster it belongs to, or in
     * the clusters that come of it, over the distance at which the row leaves. Near 1 for a row far from the dense parts of
     * what it belongs to. None for a row that took no part.
     */
    public OptionalDouble outlierScore(int row) {
        return lastClusters[row] < 0 ? OptionalDouble.empty() : OptionalDouble.of(outlierScores[row]);
    }

    /** The cluster of the tree that a row leaves last; none for a row that took no part. */
    public OptionalInt lastCluster(int row) {
        return lastClusters[row] < 0 ? OptionalInt.empty() : OptionalInt.of(lastClusters[row]);
    }

    /** The distance at which a row leaves its last cluster, 0 for rows among equal ones; none if it took no part. */
    public OptionalDouble leavingDistance(int row) {
        return lastClusters[row] < 0 ? OptionalDouble.empty() : OptionalDouble.of(leavingDistances[row]);
    }

    @Override
    public String toString() {
        return clustering + " out of a tree of " + tree.size();
    }
}
