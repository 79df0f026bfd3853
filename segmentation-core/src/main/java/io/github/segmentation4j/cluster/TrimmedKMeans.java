package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * Trimmed k-means: k-means that leaves out the rows farthest from their centroids, up to a share of the weight of all
 * rows, and calls them {@link Clustering#NOISE}. A few outliers move no centroid of it.
 *
 * <pre>{@code
 * Clustering clustering = TrimmedKMeans.withClusters(5)
 *     .withTrimmedShare(0.02)
 *     .fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: from several starts it iterates in turn: puts each row to the nearest centroid, trims, moves each
 * centroid to the weighted mean of the rows that are kept, until no row changes its cluster and the same rows are trimmed.
 * It takes the start with the lowest sum of squared distances over what is kept, which no iteration raises; of several
 * the earliest.
 *
 * <p>A row is kept or trimmed by one number, the reach: the smallest distance such that the rows farther than that from
 * their nearest centroids weigh no more than the share. Rows beyond the reach are trimmed, rows exactly at it are kept. So
 * of several rows at the same distance, and of a row that weighs more than what is left to trim, none is trimmed, and
 * the trimmed rows may weigh less than the share. What is missing to the share is then taken from the influence of the
 * rows at the reach: they keep their labels, but pull their centroids with the rest of their weight only.
 *
 * <p>The model keeps the reach: a new row farther than that from every centroid is noise, and the training rows are
 * assigned as the fit did. With a share of 0 this is k-means with a reach: the largest distance of a training row.
 *
 * <p>The inertia is that of the rows that are kept, with all their weight. A cluster that loses all its rows gets the kept
 * row that adds most to the sum as its new centroid; it stays empty where there is none, as when fewer distinct rows are
 * kept than there are clusters. Clusters are numbered as those of {@link KMeans}. Rows of weight 0 get labels and attract
 * nothing. A row of weight 2 counts like two equal rows.
 *
 * <p>One iteration takes time in proportion to rows x clusters x columns, and a few passes over the distances to find the
 * reach, without sorting; memory beyond the matrix is about 18 bytes a row, and a copy of the matrix where there are
 * feature weights.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. Chawla, A. Gionis, k-means--: a unified approach to clustering and outlier detection, SIAM
 * International Conference on Data Mining, 2013; J. A. Cuesta-Albertos, A. Gordaliza, C. Matrán, Trimmed k-means: an
 * attempt to robustify quantizers, Annals of Statistics 25(2), 1997; A. Bhaskara, S. Vadgama, H. Xu, Greedy sampling for
 * approximate clustering in the presence of outliers, NeurIPS 2019.
 *
 * <p>Implementation note: k-means-- trims a whole number of rows and breaks ties between them; here rows at the reach are
 * trimmed in part, which is the trimming function of Cuesta-Albertos, Gordaliza and Matrán. That makes the result
 * independent of the order of the rows and gives weights a meaning. The starts are those of greedy k-means++, except that
 * rows which would be trimmed are never drawn, and count with no more than the reach.
 */
public final class TrimmedKMeans implements Clusterer {
    private static final String STAGE = "trimmed k-means restart";

    private final int clusters;
    private final double trimmedShare;
    private final int restarts;
    private final int maxIterations;
    private final Optional<double[]> featureWeights;

    private TrimmedKMeans(
            int clusters, double trimmedShare, int restarts, int maxIterations, Optional<double[]> featureWeights) {
        this.clusters = clusters;
        this.trimmedShare = trimmedShare;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
        this.featureWeights = featureWeights;
    }

    /**
     * Trimmed k-means that trims a share of 0.05, with 20 restarts and at most 300 iterations each.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static TrimmedKMeans withClusters(int clusters) {
        return new TrimmedKMeans(OptionChecks.atLeastOne("clusters", clusters), 0.05, 20, 300, Optional.empty());
    }

    /**
     * This clusterer with another share of the weight of all rows that may be trimmed; 0.05 if not said. To trim a number
     * of rows, divide it by their number.
     *
     * @param share 0 (inclusive) to 1 (exclusive); 0 trims nothing
     */
    public TrimmedKMeans withTrimmedShare(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("trimmed share must be from 0 to below 1, was " + share);
        }
        return new TrimmedKMeans(clusters, share, restarts, maxIterations, featureWeights);
    }

    /**
     * This clusterer with a number of runs from different starts; 20 if not said.
     *
     * @param count at least 1
     */
    public TrimmedKMeans withRestarts(int count) {
        return new TrimmedKMeans(
                clusters, trimmedShare, OptionChecks.atLeastOne("restarts", count), maxIterations, featureWeights);
    }

    /**
     * This clusterer with a limit on the iterations of a run; 300 if not said.
     *
     * @param count at least 1
     */
    public TrimmedKMeans withMaxIterations(int count) {
        return new TrimmedKMeans(
                clusters, trimmedShare, restarts, OptionChecks.atLeastOne("max iterations", count), featureWeights);
    }

    /**
     * This clusterer with weights of the columns, as {@link KMeans#withFeatureWeights} has them. All 1 if not said.
     *
     * @param weights one for each column, finite, not negative, not all 0; 0 ignores a column; copied
     */
    public TrimmedKMeans withFeatureWeights(double... weights) {
        return new TrimmedKMeans(
                clusters, trimmedShare, restarts, maxIterations, Optional.of(OptionChecks.featureWeights(weights)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the feature weights do not fit the columns
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled("trimmed k-means");
        KMeansInput input = KMeansInput.of(training, clusters, featureWeights, Optional.empty(), context);
        KMeansWork work = new KMeansWork(input, clusters, context);
        TrimReach reach = new TrimReach(work, trimmedShare, context);
        context.report(STAGE, 0, restarts);
        TrimmedLloyd best = run(work, reach, 0, context);
        for (int restart = 1; restart < restarts; restart++) {
            context.report(STAGE, restart, restarts);
            TrimmedLloyd next = run(work, reach, restart, context);
            if (next.objective() < best.objective()) {
                best = next;
            }
        }
        number(best, input);
        Clustering clustering = result(best);
        context.report(STAGE, restarts, restarts);
        return clustering;
    }

    private TrimmedLloyd run(KMeansWork work, TrimReach reach, int restart, RunContext context) {
        long seed = SeededRandom.derive(context.seed(), restart);
        TrimmedLloyd run = new TrimmedLloyd(work, reach, TrimmedSeeding.centroids(work, reach, seed));
        run.iterate(maxIterations);
        return run;
    }

    /** Brings the clusters into their order; where that changes how a tie is broken, the run goes on with the others. */
    private void number(TrimmedLloyd run, KMeansInput input) {
        int[] order = CanonicalOrder.of(run.centroids(), input.low(), input.high());
        while (!CanonicalOrder.keepsAll(order)) {
            run.renumber(order);
            run.iterate(maxIterations);
            order = CanonicalOrder.of(run.centroids(), input.low(), input.high());
        }
    }

    private Clustering result(TrimmedLloyd run) {
        KMeansModel centroids = new KMeansModel(run.centroids(), featureWeights);
        return Clustering.of(run.labels(), new TrimmedModel(centroids, run.reach()))
                .withInertia(run.inertia())
                .withIterations(
                        run.iterations(),
                        run.hasEnded() ? Clustering.Convergence.CONVERGED : Clustering.Convergence.ITERATION_LIMIT);
    }

    @Override
    public String describe() {
        return "trimmed k-means(clusters=" + clusters + ", trimmedShare=" + trimmedShare + ", restarts=" + restarts
                + ", maxIterations=" + maxIterations
                + featureWeights
                        .map(weights -> ", featureWeights=" + Arrays.toString(weights))
                        .orElse("") + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
