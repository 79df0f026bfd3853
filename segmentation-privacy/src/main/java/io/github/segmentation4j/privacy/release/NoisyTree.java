package io.github.segmentation4j.privacy.release;

/**
 * Counts of the nodes of a tree over equally wide leaves, and what they say together about how many values lie below a
 * point. The root is not counted.
 *
 * <p>References: M. Hay, V. Rastogi, G. Miklau, D. Suciu, Boosting the accuracy of differentially private histograms
 * through consistency, VLDB 2010; W. Qardaji, W. Yang, N. Li, Understanding hierarchical methods for differentially
 * private histograms, VLDB 2013 (sixteen branches).
 */
final class NoisyTree {
    static final int BRANCHES = 16;
    static final int LEVELS = 3;
    static final int LEAVES = BRANCHES * BRANCHES * BRANCHES;

    /** Where each level begins: 16 nodes, 256 and 4,096. */
    private static final int[] STARTS = {0, BRANCHES, BRANCHES + BRANCHES * BRANCHES};

    static final int NODES = STARTS[LEVELS - 1] + LEAVES;

    /**
     * How many nodes, at the most, a rank is made of: fifteen beside the path to it on each level. Least squares is never
     * worse than adding these up.
     */
    static final int NODES_OF_A_RANK = LEVELS * (BRANCHES - 1);

    private final double[] below = new double[LEAVES + 1];

    NoisyTree(long[] noisyNodes) {
        double[] leaves = consistentLeaves(noisyNodes);
        toIncreasing(leaves);
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            below[leaf + 1] = below[leaf] + leaves[leaf];
        }
    }

    /** Adds a leaf and the nodes above it. */
    static void count(long[] nodes, int leaf) {
        int node = leaf;
        for (int level = LEVELS - 1; level >= 0; level--) {
            nodes[STARTS[level] + node]++;
            node /= BRANCHES;
        }
    }

    double total() {
        return below[LEAVES];
    }

    /** The place from 0 to 1 below which a number of values lie, between the edges of a leaf in proportion. */
    double placeOf(double rank) {
        int leaf = leafOf(rank);
        double inside = (rank - below[leaf]) / (below[leaf + 1] - below[leaf]);
        return (leaf + Math.max(0, Math.min(1, inside))) / LEAVES;
    }

    /** The lower edge of the leaf of a rank. */
    double lowerEdge(double rank) {
        return rank <= 0 ? 0 : leafOf(rank) / (double) LEAVES;
    }

    /** The upper edge of the leaf of a rank. */
    double upperEdge(double rank) {
        return rank >= total() ? 1 : (leafOf(rank) + 1) / (double) LEAVES;
    }

    /** The first leaf up to whose end more than a number of values lie, or else the last leaf with any. */
    private int leafOf(double rank) {
        double sought = Math.max(0, rank);
        int low = 0;
        int high = LEAVES - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (below[middle + 1] > sought || below[middle + 1] >= total()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Least squares: counts of leaves that agree with all counts of nodes as well as can be. */
    private static double[] consistentLeaves(long[] nodes) {
        double[] own = new double[nodes.length];
        for (int level = LEVELS - 1; level >= 0; level--) {
            int width = width(level);
            double power = StrictMath.pow(BRANCHES, LEVELS - level);
            double weight = (power - power / BRANCHES) / (power - 1);
            for (int node = 0; node < width; node++) {
                double below = level == LEVELS - 1 ? 0 : childSum(own, level, node);
                double mix = level == LEVELS - 1 ? 1 : weight;
                own[STARTS[level] + node] = mix * nodes[STARTS[level] + node] + (1 - mix) * below;
            }
        }
        double[] best = own.clone();
        for (int level = 0; level + 1 < LEVELS; level++) {
            for (int node = 0; node < width(level); node++) {
                double missing = (best[STARTS[level] + node] - childSum(own, level, node)) / BRANCHES;
                int first = STARTS[level + 1] + node * BRANCHES;
                for (int child = first; child < first + BRANCHES; child++) {
                    best[child] = own[child] + missing;
                }
            }
        }
        double[] leaves = new double[LEAVES];
        System.arraycopy(best, STARTS[LEVELS - 1], leaves, 0, LEAVES);
        return leaves;
    }

    private static int width(int level) {
        return level + 1 == LEVELS ? LEAVES : STARTS[level + 1] - STARTS[level];
    }

    private static double childSum(double[] counts, int level, int node) {
        int first = STARTS[level + 1] + node * BRANCHES;
        double sum = 0;
        for (int child = first; child < first + BRANCHES; child++) {
            sum += counts[child];
        }
        return sum;
    }

    /**
     * Makes the running sums of the leaves increase, by the nearest sums that do: pools neighbours that violate the order
     * (M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid, E. Silverman, 1955).
     */
    private static void toIncreasing(double[] leaves) {
        double[] means = new double[LEAVES];
        int[] lengths = new int[LEAVES];
        int pools = 0;
        double running = 0;
        for (double leaf : leaves) {
            running += leaf;
            double mean = Math.max(0, running);
            int length = 1;
            while (pools > 0 && means[pools - 1] >= mean) {
                pools--;
                mean = (mean * length + means[pools] * lengths[pools]) / (length + lengths[pools]);
                length += lengths[pools];
            }
            means[pools] = mean;
            lengths[pools++] = length;
        }
        int leaf = 0;
        double before = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int i = 0; i < lengths[pool]; i++) {
                leaves[leaf++] = i == 0 ? means[pool] - before : 0;
            }
            before = means[pool];
        }
    }
}
