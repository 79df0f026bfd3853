package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;

/**
 * DBSCAN: clusters are dense regions of any shape, parted by sparse ones, and rows in sparse regions are noise.
 *
 * <pre>{@code
 * Clustering clustering = Dbscan.withRadius(0.5).withMinimumNeighbours(8).fit(FeatureMatrix.of(rows), RunContext.seeded(1));
 * }</pre>
 *
 * <p>A core row has at least so many rows within a radius, itself counted. Core rows within the radius of each other are of
 * one cluster. Every other row belongs where its nearest core row does, if one is within the radius (of equally near ones the
 * first by its coordinates), and is {@link Clustering#NOISE} otherwise. So the number of clusters is found, not asked for;
 * there may be none. The same rows in another order are the same clusters, and the seed means nothing.
 *
 * <p>A dissimilarity that learns sums, such as {@link Distances#mahalanobis()}, may differ in its last digits where the rows
 * come in another order, which decides between equally near rows only.
 *
 * <p>The radius is in the unit of the dissimilarity, so bring columns to a common scale first. Weights of rows count in place
 * of their number: a row of weight 2 counts like two equal rows, one of weight 0 is no core row and makes none, but gets
 * a label.
 *
 * <p>One row is noise if it needs neighbours, a cluster if it needs only itself; equal rows are one cluster if they are
 * enough. Clusters are numbered by the means of their rows, the first column first.
 *
 * <p>The model is an {@link InstanceModel} that keeps the core rows, equal ones once: it assigns a row as the fit did, so the
 * training rows get the labels of the fit.
 *
 * <p>With a {@link io.github.segmentation4j.distance.EuclideanEmbedding} neighbours are looked up in a k-d tree: about n log
 * n steps where there are few columns or few neighbours, n^2 at worst. Other dissimilarities look at all pairs of distinct
 * rows. Memory is in proportion to the rows either way; neighbours are never stored.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: M. Ester, H.-P. Kriegel, J. Sander, X. Xu, A density-based algorithm for discovering clusters in large
 * spatial databases with noise, KDD 1996; E. Schubert, J. Sander, M. Ester, H.-P. Kriegel, X. Xu, DBSCAN revisited,
 * revisited: why and how you should (still) use DBSCAN, ACM Transactions on Database Systems 42(3), 2017.
 *
 * <p>Implementation note: the original gives a row between two clusters to the one that reaches it first, which depends on
 * the order of the rows; here the nearest core row decides.
 */
public final class Dbscan implements Clusterer {
    private static final String STAGE = "DBSCAN";

    /** What progress is reported of: sorting, the tree, dense rows, their pieces, and the model with its labels. */
    private static final int STEPS = 5;

    private final double radius;
    private final int minimumNeighbours;
    private final Dissimilarity dissimilarity;

    private Dbscan(double radius, int minimumNeighbours, Dissimilarity dissimilarity) {
        this.radius = radius;
        this.minimumNeighbours = minimumNeighbours;
        this.dissimilarity = dissimilarity;
    }

    /**
     * DBSCAN with a radius, 5 neighbours and the Euclidean distance.
     *
     * @param radius how far a neighbour may be, inclusive; finite and above 0, in the unit of the dissimilarity
     */
    public static Dbscan withRadius(double radius) {
        if (!(radius > 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("radius must be finite and above 0, was " + radius);
        }
        return new Dbscan(radius, 5, Distances.euclidean());
    }

    /**
     * This clusterer with the number of rows within the radius of a core row, the row itself counted: what scikit-learn
     * calls {@code min_samples}; 5 if not said. Where rows have weights, the sum of these.
     *
     * @param count at least 1
     */
    public Dbscan withMinimumNeighbours(int count) {
        return new Dbscan(radius, OptionChecks.atLeastOne("minimum neighbours", count), dissimilarity);
    }

    /** This clusterer with a dissimilarity; Euclidean if not said. */
    public Dbscan withDissimilarity(Dissimilarity newDissimilarity) {
        return new Dbscan(radius, minimumNeighbours, Objects.requireNonNull(newDissimilarity, "dissimilarity"));
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        FeatureMatrix matrix = training.matrix();
        InputChecks.usable(matrix);
        context.report(STAGE, 0, STEPS);
        FittedDissimilarity fitted = dissimilarity.fit(matrix, context);
        DistinctRows rows = DistinctRows.of(matrix, STAGE, context);
        context.report(STAGE, 1, STEPS);
        Neighbours neighbours = Neighbours.of(fitted, rows.rows, STAGE, context);
        context.report(STAGE, 2, STEPS);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        double[] weights = rows.weights(training.weights(), checkpoint);
        boolean[] dense = neighbours.dense(radius, weights, minimumNeighbours, STAGE, context);
        context.report(STAGE, 3, STEPS);
        double[][] coreRows = new double[rows.count()][];
        int cores = 0;
        for (int row = 0; row < coreRows.length; row++) {
            checkpoint.at(row);
            if (dense[row] && weights[row] > 0) {
                coreRows[cores++] = rows.rows[row];
            }
        }
        coreRows = Arrays.copyOf(coreRows, cores);
        Neighbours near = cores == rows.count() ? neighbours : Neighbours.of(fitted, coreRows, STAGE, context);
        int[] pieces = near.pieces(radius, STAGE, context);
        context.report(STAGE, 4, STEPS);
        Clustering clustering = ofPieces(fitted, near, coreRows, pieces, radius, matrix, context);
        context.report(STAGE, STEPS, STEPS);
        return clustering;
    }

    /**
     * The clusters of core rows, and all rows in them.
     *
     * @param near finds the core rows
     * @param cores distinct and ascending; taken over
     * @param pieces for each core row the lowest one it is connected to; changed
     */
    static Clustering ofPieces(
            FittedDissimilarity fitted,
            Neighbours near,
            double[][] cores,
            int[] pieces,
            double radius,
            FeatureMatrix matrix,
            RunContext context) {
        int clusters = 0;
        for (int row = 0; row < pieces.length; row++) {
            // The lowest row of a piece comes first, so it has its number already.
            pieces[row] = pieces[row] == row ? clusters++ : pieces[pieces[row]];
        }
        NearestRowModel model = new NearestRowModel(fitted, near, cores, pieces, clusters, radius);
        int[] labels = model.assign(matrix, context);
        int[] order = ClusterNumbers.renumber(labels, clusters, matrix, context);
        return Clustering.taking(labels, model.renumbered(order));
    }

    @Override
    public String describe() {
        return "DBSCAN(radius=" + radius + ", minimumNeighbours=" + minimumNeighbours + ", dissimilarity="
                + dissimilarity.describe() + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
