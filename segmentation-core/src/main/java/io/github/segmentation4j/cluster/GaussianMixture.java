package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Gaussian mixture: k normal distributions with weights that make the rows likely, found by expectation-maximisation. Unlike
 * {@link KMeans} it finds clusters of different sizes and shapes, says how much a row belongs to each of them, and gives
 * densities, from which information criteria follow.
 *
 * <pre>{@code
 * Clustering clustering = GaussianMixture.withClusters(3).fit(FeatureMatrix.of(rows), RunContext.seeded(42));
 * double[] memberships = ((GaussianMixtureModel) clustering.model()).memberships(row);
 * }</pre>
 *
 * <p>What a fit does: from several starts it computes by turns how much each row belongs to each distribution, and the
 * weights, means and covariances that are the most likely for these memberships, until the log-likelihood gains no more than
 * the tolerance or the limit on iterations is reached. The log-likelihood never falls from one iteration to the next. Runs
 * are compared once they gain at most 1e-4 a row, and only the best goes on: the one with the fewest directions in which
 * clusters have shrunk to the least variance, then with the highest log-likelihood, of several the earliest. A row belongs to
 * the cluster with the greatest weight times density, of several the lowest; labels are those of the final model.
 *
 * <p>The likelihood has no maximum, for a cluster may shrink onto one row, or into a plane, and its density grow without end.
 * So variances are held above a floor, see {@link #withRegularisation}, and rows that are all equal, or a constant column,
 * are no obstacle: a cluster of equal rows has the floor as its variance, and a constant column counts as if it had varied
 * by 1. A cluster whose weight falls below 1e-12 has died: it keeps its place and shape with weight 0, and no row belongs to
 * it.
 *
 * <p>Columns are compared in units of their own deviation, so their units do not matter, except for {@link
 * Covariance#SPHERICAL}. Clusters are numbered by their means, the first column first, as those of {@link KMeans} are by
 * their centroids. Rows of weight 0 get labels and attract nothing; a row of weight 2 counts like two equal rows.
 *
 * <p>One iteration takes time in proportion to rows x clusters x columns, and once more x columns for full and tied
 * covariances; memory beyond the matrix is a copy of it and some ten times the numbers of the covariances, of which there
 * may be 4,194,304: clusters x columns x (columns + 1) / 2 for full ones. A cluster that has shrunk into a plane costs some fifty
 * times the third power of the columns more in each iteration: with fewer rows than columns, diagonal covariances or {@link
 * io.github.segmentation4j.feature.Pca} are the better choice.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: A. P. Dempster, N. M. Laird, D. B. Rubin, Maximum likelihood from incomplete data via the EM algorithm,
 * Journal of the Royal Statistical Society B 39(1), 1977; G. McLachlan, D. Peel, Finite Mixture Models, 2000; S. Ingrassia,
 * R. Rocci, Constrained monotone EM algorithms for finite mixture of multivariate Gaussians, Computational Statistics and
 * Data Analysis 51, 2007 (the floor).
 *
 * <p>Implementation note: memberships below 1e-20 of the greatest of a row count as 0. An iteration that would lower the
 * log-likelihood, which only rounding can bring about, is undone and ends the run.
 */
public final class GaussianMixture implements Clusterer {
    static final String STAGE = "Gaussian mixture";

    /** Below it, rounding alone would decide what a covariance is. */
    private static final double LEAST_REGULARISATION = 1e-12;

    /** Runs are compared once they gain no more than this; only the best goes on, which saves most of the iterations. */
    private static final double COMPARABLE = 1e-4;

    /** 32 MiB, of which a fit holds some ten. */
    private static final long MOST_NUMBERS = 1 << 22;

    private final int clusters;
    private final Covariance covariance;
    private final Start start;
    private final int restarts;
    private final int maxIterations;
    private final double tolerance;
    private final double regularisation;

    /** What shape the covariances of the clusters have. */
    public enum Covariance {
        /** Each cluster has a matrix of its own: ellipsoids of any direction. */
        FULL("full"),
        /** Each cluster has a variance for each column: ellipsoids along the columns. */
        DIAGONAL("diagonal"),
        /** All clusters share one matrix: ellipsoids of one shape and direction. */
        TIED("tied"),
        /** Each cluster has one variance for all columns: balls. The only shape for which the units of the columns matter. */
        SPHERICAL("spherical");

        private final String words;

        Covariance(String words) {
            this.words = words;
        }

        /** Its name in plain words, which is what is stored. */
        String words() {
            return words;
        }
    }

    /** What the first distributions of a run are made of. */
    public enum Start {
        /** The clusters of a run of {@link KMeans}. */
        K_MEANS("k-means"),
        /** Rows drawn in proportion to their weight, all different, as means, each with the covariance of all rows. */
        RANDOM_ROWS("random rows");

        private final String words;

        Start(String words) {
            this.words = words;
        }
    }

    private GaussianMixture(
            int clusters,
            Covariance covariance,
            Start start,
            int restarts,
            int maxIterations,
            double tolerance,
            double regularisation) {
        this.clusters = clusters;
        this.covariance = covariance;
        this.start = start;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
        this.tolerance = tolerance;
        this.regularisation = regularisation;
    }

    /**
     * A mixture of full covariances, started from k-means, with 10 restarts of at most 1,000 iterations each, tolerance
     * 1e-8 and regularisation 1e-6.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static GaussianMixture withClusters(int clusters) {
        return new GaussianMixture(
                OptionChecks.atLeastOne("clusters", clusters), Covariance.FULL, Start.K_MEANS, 10, 1_000, 1e-8, 1e-6);
    }

    /** This mixture with another shape of the covariances; {@link Covariance#FULL} if not said. */
    public GaussianMixture withCovariance(Covariance shape) {
        Objects.requireNonNull(shape, "covariance");
        return new GaussianMixture(clusters, shape, start, restarts, maxIterations, tolerance, regularisation);
    }

    /** This mixture with another way to start; {@link Start#K_MEANS} if not said. */
    public GaussianMixture withStart(Start newStart) {
        Objects.requireNonNull(newStart, "start");
        return new GaussianMixture(clusters, covariance, newStart, restarts, maxIterations, tolerance, regularisation);
    }

    /**
     * This mixture with a number of runs from different starts; 10 if not said.
     *
     * @param count at least 1
     */
    public GaussianMixture withRestarts(int count) {
        return new GaussianMixture(
                clusters,
                covariance,
                start,
                OptionChecks.atLeastOne("restarts", count),
                maxIterations,
                tolerance,
                regularisation);
    }

    /**
     * This mixture with a limit on the iterations of a run; 1,000 if not said.
     *
     * @param count at least 1
     */
    public GaussianMixture withMaxIterations(int count) {
        return new GaussianMixture(
                clusters,
                covariance,
                start,
                restarts,
                OptionChecks.atLeastOne("max iterations", count),
                tolerance,
                regularisation);
    }

    /**
     * This mixture with the gain at which a run ends: it stops once an iteration raises the mean log-likelihood of a row by
     * no more. 1e-8 if not said.
     *
     * @param gain finite, not negative
     */
    public GaussianMixture withTolerance(double gain) {
        if (!(gain >= 0) || Double.isInfinite(gain)) {
            throw new IllegalArgumentException("tolerance must be finite and not negative, was " + gain);
        }
        return new GaussianMixture(clusters, covariance, start, restarts, maxIterations, gain, regularisation);
    }

    /**
     * This mixture with the least variance that a cluster may have in any direction, as a part of the variance of all rows.
     * It keeps a cluster from shrinking onto a single row or into a plane, where its density would be infinite. Nothing
     * is added to a covariance that is above it, so it does not change clusters that need no help. 1e-6 if not said.
     *
     * @param share 1e-12 to 1
     */
    public GaussianMixture withRegularisation(double share) {
        if (!(share >= LEAST_REGULARISATION && share <= 1)) {
            throw new IllegalArgumentException(
                    "regularisation must be from " + LEAST_REGULARISATION + " to 1, was " + share);
        }
        return new GaussianMixture(clusters, covariance, start, restarts, maxIterations, tolerance, share);
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        FeatureMatrix matrix = training.matrix();
        InputChecks.usable(matrix);
        refuseMemory(matrix.columnCount());
        context.report(STAGE, 0, restarts);
        Optional<double[]> rowWeights = training.weights().map(GaussianMixture::comparable);
        double[][] weights = KMeansInput.blocked(rowWeights, matrix.pointsView());
        StandardScale scale = StandardScale.of(matrix, weights, covariance == Covariance.SPHERICAL, context);
        FeatureMatrix standard = scale.standardised(matrix, context);
        TrainingSet standardSet = rowWeights
                .map(given -> TrainingSet.of(standard).withWeights(given))
                .orElseGet(() -> TrainingSet.of(standard));
        PointBlocks points = standard.pointsView();
        int distinct = InputChecks.distinctRows(points, weights, clusters);
        if (distinct < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + distinct + " distinct rows, was "
                    + clusters + "; lower it or add data");
        }
        MixtureRun.Rows rows = new MixtureRun.Rows(points, weights, StandardScale.total(points, weights), context);
        double settled = restarts == 1 ? tolerance : Math.max(tolerance, COMPARABLE);
        MixtureRun best = run(rows, standardSet, 0, settled);
        for (int restart = 1; restart < restarts; restart++) {
            context.report(STAGE, restart, restarts);
            MixtureRun next = run(rows, standardSet, restart, settled);
            best = next.isBetterThan(best) ? next : best;
        }
        best.iterate(tolerance, maxIterations);
        Clustering clustering = result(best, scale, matrix, context);
        context.report(STAGE, restarts, restarts);
        return clustering;
    }

    /** Weights times the power of two that brings the greatest near 1, so that sums of them neither vanish nor overflow. */
    private static double[] comparable(double[] weights) {
        int exponent = Math.getExponent(Arrays.stream(weights).max().orElse(1));
        return Arrays.stream(weights)
                .map(weight -> Math.scalb(weight, -exponent))
                .toArray();
    }

    private MixtureRun run(MixtureRun.Rows rows, TrainingSet standard, int restart, double settled) {
        long seed = SeededRandom.derive(rows.context().seed(), restart);
        MixtureRun run =
                switch (start) {
                    case K_MEANS -> fromKMeans(rows, standard, seed);
                    case RANDOM_ROWS -> fromRows(rows, seed);
                };
        run.iterate(settled, maxIterations);
        return run;
    }

    private MixtureRun fromKMeans(MixtureRun.Rows rows, TrainingSet standard, long seed) {
        RunContext quiet = rows.context().withListener(ProgressListener.none()).withSeed(seed);
        Clustering found = KMeans.withClusters(clusters).withRestarts(1).fit(standard, quiet);
        CentroidModel model = (CentroidModel) found.model();
        double[][] centres = new double[clusters][];
        Arrays.setAll(centres, model::centroid);
        return MixtureRun.fromPartition(rows, covariance, regularisation, found.labels(), centres);
    }

    private MixtureRun fromRows(MixtureRun.Rows rows, long seed) {
        SeedingRows all = SeedingRows.few(rows.points(), rows.weights(), 0, rows::check);
        DistinctDraw draw = new DistinctDraw(all, clusters, SeededRandom.of(seed));
        int[] picked = new int[clusters];
        Arrays.setAll(picked, j -> draw.next());
        return MixtureRun.fromRows(rows, covariance, regularisation, picked);
    }

    private Clustering result(MixtureRun run, StandardScale scale, FeatureMatrix matrix, RunContext context) {
        double[] low = new double[scale.columns()];
        double[] high = new double[scale.columns()];
        Arrays.setAll(low, scale::low);
        Arrays.setAll(high, scale::high);
        int[] order = CanonicalOrder.of(run.components().means(), low, high);
        FittedMixture model = new FittedMixture(run.components().inOrder(order), scale);
        return Clustering.taking(model.assign(matrix, context), model)
                .withIterations(
                        Math.max(1, run.iterations()),
                        run.hasEnded(tolerance)
                                ? Clustering.Convergence.CONVERGED
                                : Clustering.Convergence.ITERATION_LIMIT);
    }

    private void refuseMemory(int columns) {
        long numbers = clusters * MixtureComponents.covarianceSize(covariance, columns);
        if (numbers > MOST_NUMBERS) {
            throw new InvalidInputException("the covariances of " + clusters + " clusters of " + columns
                    + " columns hold " + numbers + " numbers, and at most " + MOST_NUMBERS
                    + " are allowed; use fewer clusters, fewer columns, see Pca, or diagonal covariances");
        }
    }

    @Override
    public String describe() {
        return "Gaussian mixture(clusters=" + clusters + ", covariance=" + covariance.words + ", restarts=" + restarts
                + ", start=" + start.words + ", maxIterations=" + maxIterations + ", tolerance=" + tolerance
                + ", regularisation=" + regularisation + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
