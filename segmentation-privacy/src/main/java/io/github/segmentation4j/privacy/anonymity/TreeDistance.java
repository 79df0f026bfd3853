package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.privacy.anonymity.SensitiveModel.Tally;

/**
 * The earth mover's distance on the leaves of a tree of equal depth: half of the sum over all nodes below the root of the
 * difference of the shares under it, divided by the height.
 */
final class TreeDistance {
    private final int height;

    /** For each level below the top the node above each value. */
    private final int[][] nodeOf;

    /** For each level the share of all rows under each node. */
    private final double[][] shares;

    TreeDistance(QuasiIdentifier sensitive) {
        height = sensitive.height();
        nodeOf = new int[height][];
        shares = new double[height][];
        int[] counts = sensitive.counts();
        int values = counts.length - 1;
        double known = (double) sensitive.size() - counts[values];
        for (int level = 0; level < height; level++) {
            nodeOf[level] = sensitive.codesByValue(level);
            shares[level] = new double[sensitive.names(level).size()];
            for (int value = 0; value < values; value++) {
                shares[level][nodeOf[level][value]] += counts[value] / known;
            }
        }
    }

    double distance(Tally tally) {
        double work = 0;
        for (int level = 0; level < height; level++) {
            double[] sums = new double[shares[level].length];
            for (int i = 0; i < tally.distinct(); i++) {
                sums[nodeOf[level][tally.level(i)]] += (double) tally.count(i) / tally.known();
            }
            for (int node = 0; node < sums.length; node++) {
                work += Math.abs(sums[node] - shares[level][node]);
            }
        }
        return height == 0 ? 0 : work / (2.0 * height);
    }
}
