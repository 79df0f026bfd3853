package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/**
 * Spectral clustering: cuts the graph of rows that are alike into k parts that are weakly joined with each other, so that
 * clusters may have any shape. For small data.
 *
 * <pre>{@code
 * Clustering clustering = SpectralClustering.withClusters(3).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: it joins rows as {@link #withAffinity} says, takes the eigenvectors of the k smallest eigenvalues of
 * the normalised Laplacian, scales the k numbers of each row to length 1, and puts these points into clusters by {@link
 * KMeans}. The sign of an eigenvector is the one in which its largest element is positive.
 *
 * <p>Work is done on the distinct rows in the order of their coordinates, so equal rows are in one cluster, and the result
 * of a seed does not depend on the order of the rows, to the bit. Seeds matter only where eigenvalues k and k + 1 are as
 * good as equal, or where k-means has several good solutions. Equal rows are joined with each other by 1, and each of them
 * with the neighbours of the others; among nearest rows they count once.
 *
 * <p>A graph may fall into pieces that nothing joins, which the eigenvalue 0 counts. As many pieces as clusters are the
 * clusters. Fewer pieces are told apart, and cut further where that is cheapest; so a row that nothing joins, as it happens
 * among mutual neighbours, is a cluster of its own. Of more pieces than clusters, the two whose nearest rows are nearest
 * are put together until as many are left, which is single linkage of the pieces.
 *
 * <p>A new row belongs where the nearest training row does, of several the lowest cluster; the model is therefore an {@link
 * InstanceModel} and gives the training rows the labels of the fit. Clusters are numbered by the means of their rows.
 * Weights of rows, links and missing values are refused.
 *
 * <p>For n distinct rows of d columns it takes time in proportion to n^2 d for the distances, and to k times the joined
 * pairs for each product with the graph, of which a well-separated graph takes some hundred and a long thin one some
 * thousand. Memory is 12 bytes for each joined pair, both ways, and about 50 n k bytes. By neighbours there may be at
 * most 20,000 distinct rows, fewer where more than 400 neighbours are asked for; by the other affinities, which join each
 * row with every other, 4,000. Beyond that a fit refuses before it measures distances.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: A. Y. Ng, M. I. Jordan, Y. Weiss, On spectral clustering: analysis and an algorithm, NIPS 2002; U. von
 * Luxburg, A tutorial on spectral clustering, Statistics and Computing 17, 2007; L. Zelnik-Manor, P. Perona, Self-tuning
 * spectral clustering, NIPS 2004.
 *
 * <p>Implementation note: eigenvectors of the eigenvalue 0 are known and not searched; the others are found by subspace
 * iteration with Chebyshev polynomials from a seeded start, up to a residual of 1e-7 of their distance from 0. If that is
 * not reached, the convergence of the result says so. Affinities below 1e-200, and those that are less than 2^-60 beside
 * the sums of both rows, count as none. Where there are as many pieces as clusters, k-means would find them and is left
 * out.
 */
public final class SpectralClustering implements Clusterer {
    static final String NAME = "spectral clustering";

    /** The block of eigenvectors holds twice as many, and its own decomposition takes the cube of that. */
    private static final int MOST_CLUSTERS = 100;

    /** Their distances to each other take some seconds. */
    private static final int MOST_ROWS = 20_000;

    /** Of rows each joined with every other, which takes 12 bytes a pair both ways. */
    private static final int MOST_JOINED = 4_000;

    private static final int STEPS = 3;

    private final int clusters;
    private final Affinity affinity;
    private final int restarts;

    private SpectralClustering(int clusters, Affinity affinity, int restarts) {
        this.clusters = clusters;
        this.affinity = affinity;
        this.restarts = restarts;
    }

    /**
     * Spectral clustering of the graph of 10 symmetric nearest neighbours, with 10 restarts of k-means.
     *
     * @param clusters 1 to 100; no more than there are distinct rows, which {@code fit} checks
     */
    public static SpectralClustering withClusters(int clusters) {
        if (clusters < 1 || clusters > MOST_CLUSTERS) {
            throw new IllegalArgumentException(
                    "clusters must be between 1 and " + MOST_CLUSTERS + " for " + NAME + ", was " + clusters);
        }
        return new SpectralClustering(clusters, Affinity.symmetricNeighbours(10), 10);
    }

    /** This clusterer with another way to join rows; {@link Affinity#symmetricNeighbours} of 10 if not said. */
    public SpectralClustering withAffinity(Affinity newAffinity) {
        Objects.requireNonNull(newAffinity, "affinity");
        return new SpectralClustering(clusters, newAffinity, restarts);
    }

    /**
     * This clusterer with a number of starts of the k-means among the eigenvectors; 10 if not said.
     *
     * @param count at least 1
     */
    public SpectralClustering withRestarts(int count) {
        return new SpectralClustering(clusters, affinity, OptionChecks.atLeastOne("restarts", count));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException also if there are more distinct rows than the affinity can be computed for, or two of
     *     them are so near or so far that their squared distance is no number above 0
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(NAME);
        FeatureMatrix matrix = InputChecks.unweighted(training, NAME);
        InputChecks.usable(matrix);
        context.report(NAME, 0, STEPS);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(NAME));
        DistinctRows rows = DistinctRows.of(matrix, NAME, context);
        check(rows.count());
        int[] copies = rows.counts();
        SquaredDistances distances = new SquaredDistances(rows.rows);
        AffinityGraph graph = AffinityGraph.of(distances, copies, affinity, context);
        context.report(NAME, 1, STEPS);
        GraphPieces pieces = GraphPieces.of(graph, checkpoint);
        Cut cut = pieces.count >= clusters
                ? new Cut(pieces.joined(clusters, distances, checkpoint).of, 1, Clustering.Convergence.CONVERGED)
                : cut(graph, pieces, copies, context);
        int[] labels = new int[matrix.rowCount()];
        for (int row = 0; row < labels.length; row++) {
            checkpoint.at(row);
            labels[row] = cut.labels[rows.of[row]];
        }
        ClusterNumbers.renumber(labels, clusters, matrix, context);
        int[] numbered = new int[rows.count()];
        for (int row = 0; row < labels.length; row++) {
            checkpoint.at(row);
            numbered[rows.of[row]] = labels[row];
        }
        ClusterModel model = new NearestRowModel(
                Distances.euclidean().fit(matrix, context), rows.rows, numbered, clusters, Double.POSITIVE_INFINITY);
        context.report(NAME, STEPS, STEPS);
        return Clustering.taking(labels, model).withIterations(cut.iterations, cut.convergence);
    }

    /** The cluster of each distinct row, numbered anyhow. */
    private record Cut(int[] labels, int iterations, Clustering.Convergence convergence) {}

    private Cut cut(AffinityGraph graph, GraphPieces pieces, int[] copies, RunContext context) {
        GraphEigenvectors.Found found = GraphEigenvectors.of(graph, pieces, clusters, context);
        context.report(NAME, 2, STEPS);
        double[] weights = new double[copies.length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = copies[row];
            Directions.normalise(found.rows()[row]);
        }
        RunContext quiet =
                context.withListener(ProgressListener.none()).withSeed(SeededRandom.derive(context.seed(), 1));
        Clustering clustering = KMeans.withClusters(clusters)
                .withRestarts(restarts)
                .fit(TrainingSet.of(FeatureMatrix.of(found.rows(), quiet)).withWeights(weights), quiet);
        return new Cut(
                clustering.labels(),
                clustering.iterations(),
                found.converged() ? clustering.convergence() : Clustering.Convergence.ITERATION_LIMIT);
    }

    private void check(int distinct) {
        if (distinct < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + distinct + " distinct rows, was "
                    + clusters + "; lower it or add data");
        }
        int limit = limit();
        if (distinct > limit) {
            throw new InvalidInputException(NAME + " by " + affinity + " takes at most " + limit
                    + " distinct rows, were " + distinct
                    + "; cluster a sample of them, or use an algorithm for large data such as HDBSCAN");
        }
    }

    /** How many distinct rows there may be, so that neither time nor memory is without bounds. */
    private int limit() {
        return affinity instanceof Affinity.Neighbours neighbours
                ? Math.max(MOST_JOINED, Math.min(MOST_ROWS, MOST_JOINED * MOST_JOINED / 2 / neighbours.count()))
                : MOST_JOINED;
    }

    @Override
    public String describe() {
        return NAME + "(clusters=" + clusters + ", affinity=" + affinity + ", restarts=" + restarts + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
