package io.github.segmentation4j.cluster;

import java.util.Arrays;

/** Chooses clusters of a {@link CondensedTree} such that none lies in another. */
final class ClusterSelection {
    /** Sums that differ by less are equal but for their rounding, and equal ones must be decided one way. */
    private static final double ROUNDING = 1e-12;

    private final CondensedTree tree;
    private final boolean rootAllowed;

    /** For each cluster of the tree whether it is chosen. */
    private final boolean[] chosen;

    private ClusterSelection(CondensedTree tree, boolean rootAllowed) {
        this.tree = tree;
        this.rootAllowed = rootAllowed;
        chosen = new boolean[tree.clusterCount];
    }

    /**
     * For each cluster of the tree the number of the chosen cluster it is or lies in, from 0 in the order of the tree, or
     * noise.
     *
     * @param rootAllowed whether the root may be chosen
     */
    static int[] labels(CondensedTree tree, Hdbscan.Selection selection, double epsilon, boolean rootAllowed) {
        ClusterSelection choice = new ClusterSelection(tree, rootAllowed);
        if (selection == Hdbscan.Selection.LEAF) {
            choice.chooseLeaves();
        } else {
            choice.chooseByExcessOfMass();
        }
        choice.mergeBelow(epsilon);
        int[] labels = new int[tree.clusterCount];
        int next = 0;
        for (int cluster = 0; cluster < labels.length; cluster++) {
            if (choice.chosen[cluster]) {
                labels[cluster] = next++;
            } else {
                labels[cluster] = cluster == 0 ? Clustering.NOISE : labels[tree.parents[cluster]];
            }
        }
        return labels;
    }

    private void chooseLeaves() {
        Arrays.fill(chosen, true);
        for (int cluster = 1; cluster < chosen.length; cluster++) {
            chosen[tree.parents[cluster]] = false;
        }
        chosen[0] &= rootAllowed;
    }

    /** A cluster is chosen over those that came of it if it is at least as stable as the best choice among them. */
    private void chooseByExcessOfMass() {
        int count = tree.clusterCount;
        double[] best = new double[count];
        int end = count;
        // Clusters of one parent lie side by side, so their sum is complete when the first of them is reached.
        double[] below = new double[count];
        for (int cluster = count - 1; cluster >= 0; cluster--) {
            boolean wins = tree.stabilities[cluster] >= below[cluster] * (1 - ROUNDING) && (cluster > 0 || rootAllowed);
            chosen[cluster] = wins;
            best[cluster] = wins ? tree.stabilities[cluster] : below[cluster];
            if (cluster > 0 && tree.parents[cluster - 1] != tree.parents[cluster]) {
                below[tree.parents[cluster]] = sum(best, cluster, end);
                end = cluster;
            }
        }
        dropWithin();
    }

    /** The sum from the smallest on, so that it does not depend on the order of the clusters. */
    private static double sum(double[] values, int from, int end) {
        double[] sorted = Arrays.copyOfRange(values, from, end);
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : sorted) {
            sum += value;
        }
        return sum;
    }

    private void dropWithin() {
        boolean[] within = new boolean[chosen.length];
        for (int cluster = 1; cluster < chosen.length; cluster++) {
            int parent = tree.parents[cluster];
            within[cluster] = within[parent] || chosen[parent];
            chosen[cluster] &= !within[cluster];
        }
    }

    /**
     * A chosen cluster that was born below a distance gives way to the nearest one around it that was not; the root is born
     * at any distance, but where it is not allowed its child stays.
     */
    private void mergeBelow(double epsilon) {
        for (int cluster = chosen.length - 1; cluster > 0; cluster--) {
            int parent = tree.parents[cluster];
            if (chosen[cluster] && tree.births[cluster] < epsilon && (parent > 0 || rootAllowed)) {
                chosen[cluster] = false;
                chosen[parent] = true;
            }
        }
        dropWithin();
    }
}
