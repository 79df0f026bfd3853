package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.RunContext;

/**
 * BIRCH: gathers rows into many small entries in one pass, with a tree that leads each row to the nearest one, and clusters
 * the entries.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Birch implements Clusterer {
    static final String STAGE = "birch";

    private static final int BRANCHING = 64;
    private static final int LEAVES = 5_000;

    private final int clusters;
    private final double threshold;
    private final int branching;
    private final int maximumLeaves;

    private Birch(int clusters, double threshold, int branching, int maximumLeaves) {
        this.clusters = clusters;
        this.threshold = threshold;
        this.branching = branching;
        this.maximumLeaves = maximumLeaves;
    }

    /**
     * BIRCH with at most 5,000 leaf entries and 64 branches, whose threshold begins at 0.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static Birch withClusters(int clusters) {
        return new Birch(OptionChecks.atLeastOne("clusters", clusters), 0, BRANCHING, LEAVES);
    }

    /**
     * This clusterer with a threshold to begin with; 0 if not said, which keeps every distinct row apart as long as the
     * limit on leaves allows it.
     *
     * @param radius the largest root of the mean squared distance of the rows of a leaf entry to their mean, in the unit of
     *     the columns, finite, at least 0
     */
    public Birch withThreshold(double radius) {
        if (!(radius >= 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("a threshold must be finite and at least 0, was " + radius);
        }
        return new Birch(clusters, radius, branching, maximumLeaves);
    }

    /**
     * This clusterer with a limit on the entries of a node of the tree; 64 if not said.
     *
     * @param count at least 2
     */
    public Birch withBranching(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("branching must be at least 2, was " + count);
        }
        return new Birch(clusters, threshold, count, maximumLeaves);
    }

    /**
     * This clusterer with a limit on the leaf entries; 5,000 if not said. The threshold grows as often as there are more.
     *
     * @param count at least 1; far more than clusters, or too few are left to make them of
     */
    public Birch withMaximumLeaves(int count) {
        return new Birch(clusters, threshold, branching, OptionChecks.atLeastOne("maximum leaves", count));
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        throw new UnsupportedOperationException("fit");
    }

    @Override
    public String describe() {
        return "birch(clusters=" + clusters + ", threshold=" + threshold + ", branching=" + branching
                + ", maximumLeaves=" + maximumLeaves + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
