package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Bisecting k-means: begins with all rows in one cluster and cuts a cluster in two by k-means until there are k; then
 * refines the k centroids with all rows.
 *
 * <pre>{@code
 * Clustering clustering = BisectingKMeans.withClusters(50).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * }</pre>
 *
 * <p>What a fit does: a run cuts the cluster with the largest inertia, each time with the best of several trials of
 * {@link KMeans} with two clusters. Lloyd's iteration then goes on from the k centroids until no row changes its cluster,
 * so that a row belongs to the nearest centroid, which cuts alone do not give. Of several runs the one with the lowest
 * inertia is taken, the earliest of several. The result keeps everything {@link KMeans} promises of its own: the labels,
 * the order of the clusters, the inertia, the iterations, which are those of the refinement, and a model of the same type.
 *
 * <p>A cluster whose rows are equal, or so close together that squared distances vanish, is not cut; the next is taken.
 * Where there is none left, the missing centroids are made as {@link KMeans} makes them for a cluster without rows.
 *
 * <p>Rows of weight 0 get labels and attract nothing. A row of weight 2 counts like two equal rows.
 *
 * <p>Where cuts halve, a run takes time in proportion to rows x columns x log(clusters) x trials x iterations; where each
 * cuts off little, to rows x columns x clusters x trials x iterations. The refinement takes rows x columns x clusters x
 * iterations. Memory beyond the matrix is at most a copy of it, for the cluster that is being cut, two where there are
 * feature weights, and about 24 bytes a row.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: M. Steinbach, G. Karypis, V. Kumar, A comparison of document clustering techniques, KDD Workshop on Text
 * Mining, 2000; S. M. Savaresi, D. L. Boley, On the performance of bisecting K-means and PDDP, SIAM International
 * Conference on Data Mining, 2001.
 *
 * <p>Implementation note: the trials start from greedy k-means++ and not from two rows drawn alike, and whole runs are
 * repeated, because one wrong cut early on is rarely made good by the refinement.
 */
public final class BisectingKMeans implements Clusterer {
    private static final String STAGE = "bisecting k-means";

    private final int clusters;
    private final int runs;
    private final int trials;
    private final int maxIterations;
    private final Split split;
    private final Optional<double[]> featureWeights;

    /** Which cluster is cut next; of several alike, the earliest made. */
    public enum Split {
        /** The one with the largest inertia. */
        LARGEST_INERTIA("largest inertia"),
        /** The one whose rows weigh most, which makes clusters of like size. */
        LARGEST_WEIGHT("largest weight");

        private final String words;

        Split(String words) {
            this.words = words;
        }
    }

    private BisectingKMeans(
            int clusters, int runs, int trials, int maxIterations, Split split, Optional<double[]> featureWeights) {
        this.clusters = clusters;
        this.runs = runs;
        this.trials = trials;
        this.maxIterations = maxIterations;
        this.split = split;
        this.featureWeights = featureWeights;
    }

    /**
     * Bisecting k-means with 20 runs, 2 trials a cut, at most 300 iterations, that cuts the cluster with the largest
     * inertia.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static BisectingKMeans withClusters(int clusters) {
        return new BisectingKMeans(
                OptionChecks.atLeastOne("clusters", clusters), 20, 2, 300, Split.LARGEST_INERTIA, Optional.empty());
    }

    /**
     * This clusterer with a number of runs, each a whole bisection with its refinement; 20 if not said.
     *
     * @param count at least 1
     */
    public BisectingKMeans withRuns(int count) {
        return new BisectingKMeans(
                clusters, OptionChecks.atLeastOne("runs", count), trials, maxIterations, split, featureWeights);
    }

    /**
     * This clusterer with a number of trials for each cut; 2 if not said.
     *
     * @param count at least 1
     */
    public BisectingKMeans withTrials(int count) {
        return new BisectingKMeans(
                clusters, runs, OptionChecks.atLeastOne("trials", count), maxIterations, split, featureWeights);
    }

    /**
     * This clusterer with a limit on the iterations of a trial, and of the refinement; 300 if not said.
     *
     * @param count at least 1
     */
    public BisectingKMeans withMaxIterations(int count) {
        return new BisectingKMeans(
                clusters, runs, trials, OptionChecks.atLeastOne("max iterations", count), split, featureWeights);
    }

    /** This clusterer with another choice of the cluster that is cut next. */
    public BisectingKMeans withSplit(Split newSplit) {
        Objects.requireNonNull(newSplit, "split");
        return new BisectingKMeans(clusters, runs, trials, maxIterations, newSplit, featureWeights);
    }

    /**
     * This clusterer with weights of the columns, as {@link KMeans#withFeatureWeights} has them. All 1 if not said.
     *
     * @param weights one for each column, finite, not negative, not all 0; 0 ignores a column; copied
     */
    public BisectingKMeans withFeatureWeights(double... weights) {
        return new BisectingKMeans(
                clusters, runs, trials, maxIterations, split, Optional.of(OptionChecks.featureWeights(weights)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the feature weights do not fit the columns
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        // Refuses what cannot be clustered before the long work, not after it.
        KMeansInput.of(training, clusters, featureWeights, Optional.empty(), context);
        context.report(STAGE, 0, (long) runs * clusters);
        Clustering best = run(training, 0, context);
        for (int run = 1; run < runs; run++) {
            Clustering next = run(training, run, context);
            if (next.inertia().orElseThrow() < best.inertia().orElseThrow()) {
                best = next;
            }
        }
        return best;
    }

    /** Counts a step for each cut and one for the refinement: as many as there are clusters. */
    private Clustering run(TrainingSet training, int run, RunContext context) {
        long done = (long) run * clusters;
        RunContext quiet =
                context.withListener(ProgressListener.none()).withSeed(SeededRandom.derive(context.seed(), run));
        Bisection bisection = new Bisection(training, kmeans(2).withRestarts(trials), split, roots(training), quiet);
        for (int cut = 1; cut < clusters && bisection.cut(); cut++) {
            context.report(STAGE, done + cut, (long) runs * clusters);
        }
        Clustering refined =
                kmeans(clusters).withCentroids(bisection.centroids(clusters)).fit(training, quiet);
        context.report(STAGE, done + clusters, (long) runs * clusters);
        return refined;
    }

    private KMeans kmeans(int count) {
        KMeans kmeans = KMeans.withClusters(count).withMaxIterations(maxIterations);
        return featureWeights.map(kmeans::withFeatureWeights).orElse(kmeans);
    }

    private double[] roots(TrainingSet training) {
        double[] roots = new double[training.matrix().columnCount()];
        Arrays.setAll(
                roots,
                c -> featureWeights.isPresent() ? Math.sqrt(featureWeights.get()[c]) : 1);
        return roots;
    }

    @Override
    public String describe() {
        return "bisecting k-means(clusters=" + clusters + ", runs=" + runs + ", trials=" + trials + ", split="
                + split.words + ", maxIterations=" + maxIterations
                + featureWeights
                        .map(weights -> ", featureWeights=" + Arrays.toString(weights))
                        .orElse("") + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
