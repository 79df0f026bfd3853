package io.github.segmentation4j.cluster;

import java.util.Arrays;

/** What a model keeps of a {@link CondensedTree}: where a row that leaves a cluster at a distance belongs. Never written. */
final class HdbscanTree {
    final int clusterCount;
    final int[] parents;
    final double[] births;
    final double[] deaths;

    /** For each cluster of the tree the chosen one it is or lies in, or noise. */
    final int[] labels;

    /** What leaves the root, where that is chosen, beyond this distance is noise; infinite for no limit. */
    final double limit;

    /** For each chosen cluster its place in the tree. */
    private final int[] chosen;

    /** Takes over its arguments. */
    HdbscanTree(int clusterCount, int[] parents, double[] births, double[] deaths, int[] labels, double limit) {
        this.clusterCount = clusterCount;
        this.parents = parents;
        this.births = births;
        this.deaths = deaths;
        this.labels = labels;
        this.limit = limit;
        chosen = new int[clusterCount];
        for (int cluster = labels.length - 1; cluster >= 0; cluster--) {
            if (labels[cluster] != Clustering.NOISE) {
                // Those that lie in a chosen cluster come after it.
                chosen[labels[cluster]] = cluster;
            }
        }
    }

    /** The cluster of a row that leaves a cluster of the tree at a distance, or noise. */
    int label(int cluster, double distance) {
        return distance > limit ? Clustering.NOISE : labels[cluster];
    }

    /** How firmly a row belongs to its cluster: how near it stays to the end. */
    double probability(int cluster, double distance) {
        int label = label(cluster, distance);
        return label == Clustering.NOISE ? 0 : strength(chosen[label], distance);
    }

    /** The place in the tree of a cluster of the clustering. */
    int chosen(int label) {
        return chosen[label];
    }

    private double strength(int cluster, double distance) {
        return distance <= deaths[cluster] ? 1 : deaths[cluster] / distance;
    }

    /** The cluster that a row is in just below a distance, if it is in another one further down. */
    int around(int cluster, double distance) {
        int at = cluster;
        // The root has no birth, so it is around what is beyond the range of a double too.
        while (at > 0 && births[at] <= distance) {
            at = parents[at];
        }
        return at;
    }

    /** How much a row that leaves a cluster of the tree at a distance belongs to each chosen cluster. */
    double[] memberships(int cluster, double distance) {
        double[] memberships = new double[clusterCount];
        if (clusterCount == 0 || distance == Double.POSITIVE_INFINITY) {
            return memberships;
        }
        boolean[] around = new boolean[parents.length];
        for (int at = cluster; at >= 0; at = parents[at]) {
            around[at] = true;
        }
        double least = Double.POSITIVE_INFINITY;
        double strength = 0;
        int label = label(cluster, distance);
        for (int j = 0; j < clusterCount; j++) {
            memberships[j] = meetingDistance(around, cluster, distance, j);
            double here = strength(chosen[j], memberships[j]);
            strength = memberships[j] < least || (memberships[j] == least && here > strength) ? here : strength;
            least = Math.min(least, memberships[j]);
        }
        double sum = 0;
        for (int j = 0; j < clusterCount; j++) {
            memberships[j] = memberships[j] == least ? 1 : least / memberships[j];
            sum += memberships[j];
        }
        for (int j = 0; j < clusterCount; j++) {
            memberships[j] *= (label == Clustering.NOISE ? strength : probability(cluster, distance)) / sum;
        }
        return memberships;
    }

    /** The least distance at which the row and a chosen cluster are in one group. */
    private double meetingDistance(boolean[] around, int cluster, double distance, int label) {
        int at = chosen[label];
        while (!around[at]) {
            at = parents[at];
        }
        // A chosen cluster that the row is in, or one that comes of the row's last cluster, holds it until it leaves.
        return at == chosen[label] || at == cluster ? distance : deaths[at];
    }

    /** A number for each cluster of the tree. */
    static double[] numbers(int[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }
}
