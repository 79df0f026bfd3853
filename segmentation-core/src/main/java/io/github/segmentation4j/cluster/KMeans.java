package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * k-means: k centroids such that the sum of the squared distances of the rows to the nearest one, the inertia, is small.
 *
 * <pre>{@code
 * Clustering clustering = KMeans.withClusters(5).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: it runs Lloyd's iteration from several starts, takes the run with the lowest inertia (of several
 * the earliest), and iterates it until no row changes its cluster. The centroids are then the weighted means of their
 * rows, and the labels are those of the nearest centroids, the lowest of several equally near. If the limit on
 * iterations comes first, the labels still belong to the centroids, which are then not quite the means.
 *
 * <p>A cluster that loses all its rows gets the row that adds most to the inertia (of several the lowest) as its new
 * centroid. It stays empty only where rows are so close together that their squared distance is zero, or where the limit
 * on iterations comes first.
 *
 * <p>Clusters are numbered by the coordinates of their centroids, the first column first, so the numbers depend neither
 * on the start nor on the order of the rows. Coordinates closer than about 2^-30 of the range of their column count as
 * equal.
 *
 * <p>Rows of weight 0 get labels and attract nothing. A row of weight 2 counts like two equal rows.
 *
 * <p>One iteration takes time in proportion to rows x clusters x columns, and less once most rows have settled, where
 * clusters x columns are many; memory beyond the matrix is about 16 bytes a row, and a copy of the matrix where there are
 * feature weights or missing values.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. P. Lloyd, Least squares quantization in PCM, IEEE Transactions on Information Theory 28(2), 1982;
 * D. Arthur, S. Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007; C. Grunau, A. A. Özüdoğru,
 * V. Rozhoň, J. Tětek, A nearly tight analysis of greedy k-means++, SODA 2023; B. Bahmani et al., Scalable k-means++, PVLDB
 * 5(7), 2012; G. Hamerly, Making k-means even faster, SDM 2010.
 */
public final class KMeans implements Clusterer {
    private static final String STAGE = "k-means restart";

    /** Runs are compared once they have settled this far; only the best goes on, which saves most of the iterations. */
    private static final double COMPARABLE = 1e-4;

    private final int clusters;
    private final int restarts;
    private final int maxIterations;
    private final double tolerance;
    private final Start start;
    private final Optional<double[][]> centroids;
    private final Optional<double[]> featureWeights;
    private final MissingValues missing;

    /** How the first centroids of a run are chosen. */
    public enum Start {
        /** k-means++ that draws 2 + ln k rows for each centroid and keeps the best of them. */
        GREEDY_PLUS_PLUS("greedy k-means++"),
        /** k-means++: rows drawn with a probability in proportion to their squared distance to those already chosen. */
        PLUS_PLUS("k-means++"),
        /**
         * k-means||: draws about 2 k candidates in each of five rounds, then picks among them, each weighing as much as
         * the rows nearest to it, with greedy k-means++. Costs up to twice the arithmetic of greedy k-means++ on all
         * rows, goes through them eleven times instead of k times, and starts as well or better. Where the rounds bring
         * fewer than k candidates, it is greedy k-means++.
         *
         * <p>Reference: B. Bahmani, B. Moseley, A. Vattani, R. Kumar, S. Vassilvitskii, Scalable k-means++, PVLDB 5(7),
         * 2012.
         */
        PARALLEL("k-means||"),
        /** Rows drawn in proportion to their weight, each different from those already chosen: quick, seldom good. */
        RANDOM("random rows");

        private final String words;

        Start(String words) {
            this.words = words;
        }
    }

    private KMeans(
            int clusters,
            int restarts,
            int maxIterations,
            double tolerance,
            Start start,
            Optional<double[][]> centroids,
            Optional<double[]> featureWeights,
            MissingValues missing) {
        this.clusters = clusters;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
        this.tolerance = tolerance;
        this.start = start;
        this.centroids = centroids;
        this.featureWeights = featureWeights;
        this.missing = missing;
    }

    /**
     * k-means with 10 restarts, at most 300 iterations each, tolerance 0, greedy k-means++.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static KMeans withClusters(int clusters) {
        return new KMeans(
                OptionChecks.atLeastOne("clusters", clusters),
                10,
                300,
                0,
                Start.GREEDY_PLUS_PLUS,
                Optional.empty(),
                Optional.empty(),
                MissingValues.REFUSE);
    }

    /**
     * This k-means with a number of runs from different starts; 10 if not said. Given centroids are always one run.
     *
     * @param count at least 1
     */
    public KMeans withRestarts(int count) {
        return new KMeans(
                clusters,
                OptionChecks.atLeastOne("restarts", count),
                maxIterations,
                tolerance,
                start,
                centroids,
                featureWeights,
                missing);
    }

    /**
     * This k-means with a limit on the iterations of a run; 300 if not said.
     *
     * @param count at least 1
     */
    public KMeans withMaxIterations(int count) {
        return new KMeans(
                clusters,
                restarts,
                OptionChecks.atLeastOne("max iterations", count),
                tolerance,
                start,
                centroids,
                featureWeights,
                missing);
    }

    /**
     * This k-means with a shift at which it may stop early; 0 if not said, which goes on until no row changes its cluster.
     * A run stops once no centroid moves farther in an iteration than this part of the spread of the rows, which is the
     * root of their mean squared distance to their common mean. Labels and inertia are those of the final centroids all
     * the same.
     *
     * @param shift finite, not negative
     */
    public KMeans withTolerance(double shift) {
        if (!(shift >= 0) || Double.isInfinite(shift)) {
            throw new IllegalArgumentException("tolerance must be finite and not negative, was " + shift);
        }
        return new KMeans(clusters, restarts, maxIterations, shift, start, centroids, featureWeights, missing);
    }

    /** This k-means with another way to choose the first centroids, which replaces given ones. */
    public KMeans withStart(Start newStart) {
        Objects.requireNonNull(newStart, "start");
        return new KMeans(
                clusters, restarts, maxIterations, tolerance, newStart, Optional.empty(), featureWeights, missing);
    }

    /**
     * This k-means with given first centroids: a single run that draws nothing. The clusters of the result are numbered
     * as always, not in the order given here.
     *
     * @param rows one for each cluster, as long as the matrix has columns, finite; copied
     */
    public KMeans withCentroids(double[][] rows) {
        return new KMeans(
                clusters,
                restarts,
                maxIterations,
                tolerance,
                start,
                Optional.of(OptionChecks.starts("centroids", rows, clusters)),
                featureWeights,
                missing);
    }

    /**
     * This k-means with weights of the columns: squared differences in a column are multiplied by its weight. Centroids
     * stay in the units of the rows, and the inertia is the weighted one. All 1 if not said.
     *
     * @param weights one for each column, finite, not negative, not all 0; 0 ignores a column; copied
     */
    public KMeans withFeatureWeights(double... weights) {
        return new KMeans(
                clusters,
                restarts,
                maxIterations,
                tolerance,
                start,
                centroids,
                Optional.of(OptionChecks.featureWeights(weights)),
                missing);
    }

    /** This k-means with what is done with rows that miss values; {@link MissingValues#REFUSE} if not said. */
    public KMeans withMissing(MissingValues policy) {
        Objects.requireNonNull(policy, "missing values");
        return new KMeans(clusters, restarts, maxIterations, tolerance, start, centroids, featureWeights, policy);
    }

    /** A model from its stored state. */
    public static CentroidModel restore(ModelState state) {
        return KMeansModel.restore(state);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if given centroids or feature weights do not fit the columns
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled("k-means");
        KMeansInput input = KMeansInput.of(training, clusters, featureWeights, centroids, missing, context);
        KMeansWork work = new KMeansWork(input, clusters, context);
        int runs = runs();
        double spread = runs == 1 && tolerance == 0 ? 0 : input.spread(context);
        double end = tolerance == 0 ? Lloyd.NEVER : tolerance * spread;
        double settled = runs == 1 ? end : Math.max(tolerance, COMPARABLE) * spread;
        context.report(STAGE, 0, runs);
        Lloyd best = run(work, 0, settled, context);
        for (int restart = 1; restart < runs; restart++) {
            context.report(STAGE, restart, runs);
            Lloyd next = run(work, restart, settled, context);
            if (next.inertia() < best.inertia()) {
                best = next;
            }
        }
        best.iterate(end, maxIterations);
        while (best.number()) {
            best.iterate(end, maxIterations);
        }
        Clustering clustering = result(best, end);
        context.report(STAGE, runs, runs);
        return clustering;
    }

    private Lloyd run(KMeansWork work, int restart, double settled, RunContext context) {
        Lloyd run = centroids.isPresent()
                ? Lloyd.fromCentroids(work, centroids.get())
                : Lloyd.fromRows(work, Seeding.rows(work, start, SeededRandom.derive(context.seed(), restart)));
        run.iterate(settled, maxIterations);
        return run;
    }

    private Clustering result(Lloyd run, double end) {
        return Clustering.taking(run.labels(), new KMeansModel(run.centroids(), featureWeights, missing))
                .withInertia(run.inertia())
                .withIterations(
                        run.iterations(),
                        run.hasEnded(end) ? Clustering.Convergence.CONVERGED : Clustering.Convergence.ITERATION_LIMIT);
    }

    private int runs() {
        return centroids.isPresent() ? 1 : restarts;
    }

    /**
     * The name of the loop that finds nearest centroids in this virtual machine, such as {@code plain}. Every one gives the
     * same bits.
     */
    public static String kernelName() {
        return Kernels.chosen().words();
    }

    @Override
    public String describe() {
        return "k-means(clusters=" + clusters + ", restarts=" + runs() + ", start="
                + (centroids.isPresent() ? "given" : start.words) + ", maxIterations=" + maxIterations
                + ", tolerance=" + tolerance
                + featureWeights
                        .map(weights -> ", featureWeights=" + Arrays.toString(weights))
                        .orElse("")
                + (missing == MissingValues.REFUSE ? "" : ", missing=" + missing.words()) + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
