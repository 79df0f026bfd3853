package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Optional;

/**
 * BIRCH: gathers rows in many small entries in one pass, with a tree that leads each row to a near one, clusters the
 * entries, and puts each row into the nearest cluster. For more rows than {@link Agglomerative} can take.
 *
 * <pre>{@code
 * Clustering clustering = Birch.withClusters(8).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: each row goes down the tree to the nearest mean and joins the leaf entry there, if the root of the
 * mean squared distance of its rows to their mean stays within the threshold, or begins an entry. As often as there are
 * more leaf entries than the limit allows, the threshold grows until about half of them are merged with a neighbour. The
 * entries are clustered by Ward's method with their weights. The means of these clusters then begin one iteration of
 * {@link KMeans}, so that labels are those of the nearest centres, no cluster is empty, and numbers, inertia and model are
 * those of k-means.
 *
 * <p>The order of the rows is the order in which they are inserted, and may change which entries they share, and so the
 * clusters where these are not well apart. As long as all distinct rows have entries of their own, it changes nothing but
 * the last digits of the centres. The seed matters nowhere. Rows of weight 0 get labels and attract nothing; a row of
 * weight 2 counts like two equal rows that follow each other.
 *
 * <p>The model holds the centres of the clusters and no leaf entry: an entry of a single row is that row, and a model of
 * entries would keep rows of customers. So it is no {@link InstanceModel}; as with any centre, that of a cluster with one
 * row is that row.
 *
 * <p>Time grows linearly with the rows, times columns x branching x depth of the tree, plus the square of the limit on leaf
 * entries; memory with that limit, whatever the number of rows. Insertion runs on one thread.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: T. Zhang, R. Ramakrishnan, M. Livny, BIRCH: an efficient data clustering method for very large databases,
 * SIGMOD 1996; A. Lang, E. Schubert, BETULA: numerically stable CF-trees for BIRCH clustering, SISAP 2020.
 *
 * <p>Implementation note: entries are told by weight, mean and sum of squared deviations, as in BETULA. A grown threshold
 * is the median of what the leaf entries would have with their nearest neighbour in the same node, at least twice the
 * square of the last one. Outliers are not set aside, and the tree is not refined by merging.
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
     * This clusterer with a limit on the leaf entries; 5,000 if not said, which Ward's method clusters in a fraction of a
     * second. The threshold grows as often as there are more.
     *
     * @param count at least 1; far more than clusters, or too few are left to make them of
     */
    public Birch withMaximumLeaves(int count) {
        return new Birch(clusters, threshold, branching, OptionChecks.atLeastOne("maximum leaves", count));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException also if fewer leaf entries are left than clusters are asked for
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        FeatureMatrix matrix = training.matrix();
        // Refuses what cannot be clustered before the long work, not after it.
        KMeansInput.of(training, clusters, Optional.empty(), Optional.empty(), context);
        LeafEntries.Entries entries =
                LeafEntries.of(matrix, training.weights(), threshold, branching, maximumLeaves, context);
        RunContext quiet = context.withListener(ProgressListener.none());
        Clustering placed = KMeans.withClusters(clusters)
                .withCentroids(centres(entries, quiet))
                .withMaxIterations(1)
                .fit(training, quiet);
        context.report(STAGE, matrix.rowCount(), matrix.rowCount());
        return placed.withIterations(1, Clustering.Convergence.CONVERGED);
    }

    /** The means of the clusters of the leaf entries. */
    private double[][] centres(LeafEntries.Entries entries, RunContext context) {
        FeatureMatrix means = FeatureMatrix.of(entries.means(), context);
        WeightedPoints distinct = WeightedPoints.of(means, Optional.of(entries.weights()), context, STAGE);
        if (distinct.count() < clusters) {
            throw new InvalidInputException("clusters must be at most the " + distinct.count()
                    + " leaf entries that the tree kept, was " + clusters
                    + "; lower the threshold or raise the maximum of leaves");
        }
        MergeList merges = new MergeList(distinct.count(), distinct.count(), context);
        NearestNeighbourChain.run(new WardParts(distinct, context), distinct.count(), merges);
        int[] labels = merges.byHeight().cut(clusters);
        double[][] centres = new double[clusters][];
        double[] weights = new double[clusters];
        for (int point = 0; point < labels.length; point++) {
            int label = labels[point];
            double[] mean = distinct.coordinates[point];
            weights[label] += distinct.weights[point];
            if (centres[label] == null) {
                centres[label] = mean.clone();
            } else {
                double share = distinct.weights[point] / weights[label];
                for (int c = 0; c < mean.length; c++) {
                    centres[label][c] += share * (mean[c] - centres[label][c]);
                }
            }
        }
        return centres;
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
