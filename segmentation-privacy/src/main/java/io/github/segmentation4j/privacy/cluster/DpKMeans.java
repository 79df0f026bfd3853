package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * k-means under differential privacy: centres and sizes from which nobody can tell whether a customer was among the rows.
 *
 * <pre>{@code
 * PrivateClustering found = DpKMeans.withClusters(5)
 *     .bounds(ColumnBounds.same(3, 0, 100))
 *     .charge(ledger, "customers", 1, 1e-6)
 *     .fit(TrainingSet.of(matrix), RunContext.seeded(42));
 * }</pre>
 *
 * <p>Each row is all that one privacy unit contributes, and is made from that unit alone: values that were centred, ranked
 * or filled in by those of others tell about them. Rows are clipped to the bounds. A fit spends once on the ledger:
 * 7 % on the number, mean and spread of the rows, 5 % on the final sizes, 40 % on a synopsis whose k-means gives the first
 * centres, the rest on steps of Lloyd's iteration in which rows add only how far they are from their centre. Distances
 * are those of the matrix as it is; bring columns to one scale before, with
 * {@link PrivateScaling}. A column much narrower than the widest one (below 2^-20 of it) counts for nothing.
 *
 * <p>Nothing that depends on the rows is refused once the fit has begun: too few rows, equal rows, or none, give centres
 * of noise alone, as an error would tell about them. Clusters are numbered by the coordinates of their centres within
 * the bounds. The seed of the context places the starts, which are no secret; noise never comes from it. Only a batch of
 * fits may be timed by others, as the time of a single one is not hidden.
 *
 * <p>One step takes time in proportion to rows x clusters x columns, the synopsis up to thirty times that; memory beyond
 * the matrix is a copy of it.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: D. Su, J. Cao, N. Li, E. Bertino, H. Jin, Differentially private k-means clustering, CODASPY 2016; M. Bun,
 * T. Steinke, Concentrated differential privacy: simplifications, extensions, and lower bounds, TCC 2016; W. James, C.
 * Stein, Estimation with quadratic loss, 4th Berkeley Symposium, 1961.
 *
 * <p>Implementation note: all methods take the same last steps. Starts are drawn around the noisy mean of the rows instead
 * of over the whole bounds, and a step moves a centre the less, the more of its sum noise explains.
 */
public final class DpKMeans {
    static final String STAGE = "private k-means";

    /**
     * Rows for each cluster, in standard deviations of a count that has the whole budget, from which several steps find
     * better starts than one pass: measured on mixtures of 1 to 20 columns and on the Adult census.
     */
    private static final double ROWS_FOR_STEPS = 90;

    private static final double SIZE_SHARE = 0.05;
    private static final double SYNOPSIS_PART = 0.45;
    private static final int STAGES = 4;

    private final int clusters;
    private final Method method;
    private final int steps;
    private final Optional<double[][]> starts;
    private final Optional<ColumnBounds> bounds;
    private final Optional<PrivacyCharge> charge;

    /** How the first centres are found. */
    public enum Method {
        /**
         * {@link #TREE} where the noise leaves few rows to see for each cluster, {@link #LLOYD} where many; the choice is
         * made by the noisy number of rows.
         */
        AUTOMATIC("automatic choice"),
        /** k-means of a grid of noisy counts, for up to three columns: its cells are fewer the more there are. */
        GRID("noisy grid"),
        /** Noisy steps with more centres than clusters, and k-means of these. */
        LLOYD("noisy Lloyd"),
        /** One pass over the leaves of a tree, and k-means of these: the best under much noise. */
        TREE("noisy tree");

        private final String words;

        Method(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private DpKMeans(
            int clusters,
            Method method,
            int steps,
            Optional<double[][]> starts,
            Optional<ColumnBounds> bounds,
            Optional<PrivacyCharge> charge) {
        this.clusters = clusters;
        this.method = method;
        this.steps = steps;
        this.starts = starts;
        this.bounds = bounds;
        this.charge = charge;
    }

    /**
     * Private k-means that chooses its method and takes 3 steps in the end.
     *
     * @param clusters at least 1
     */
    public static DpKMeans withClusters(int clusters) {
        if (clusters < 1) {
            throw new IllegalArgumentException("clusters must be at least 1, were " + clusters);
        }
        return new DpKMeans(clusters, Method.AUTOMATIC, 3, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** This k-means with bounds of the columns, which it needs. */
    public DpKMeans bounds(ColumnBounds newBounds) {
        return new DpKMeans(clusters, method, steps, starts, Optional.of(newBounds), charge);
    }

    /**
     * This k-means with a ledger that pays, which it needs.
     *
     * @param dataSet whose budget it is, as the ledger knows it
     * @param epsilon of a fit in all, finite, above 0
     * @param delta of a fit in all, above 0, below 1
     */
    public DpKMeans charge(PrivacyLedger ledger, String dataSet, double epsilon, double delta) {
        return charge(PrivacyCharge.ofCost(epsilon, delta, ledger, dataSet));
    }

    /** This k-means with what a fit may cost, in rho or in epsilon and delta, which it needs. */
    public DpKMeans charge(PrivacyCharge newCharge) {
        return new DpKMeans(clusters, method, steps, starts, bounds, Optional.of(Answers.paying(newCharge)));
    }

    /** This k-means with noise from elsewhere, asked for once a fit; needs a charge before. */
    public DpKMeans withNoise(Supplier<NoiseSource> noise) {
        return charge(requiredCharge().withNoise(noise));
    }

    /** This k-means with a method; replaces given starts. */
    public DpKMeans withMethod(Method newMethod) {
        Objects.requireNonNull(newMethod, "method");
        return new DpKMeans(clusters, newMethod, steps, Optional.empty(), bounds, charge);
    }

    /**
     * This k-means with a number of last steps; 3 if not said. More take away the noise of starts and bring more of their
     * own.
     *
     * @param count at least 1
     */
    public DpKMeans withSteps(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("steps must be at least 1, were " + count);
        }
        return new DpKMeans(clusters, method, count, starts, bounds, charge);
    }

    /**
     * This k-means with first centres that are known without looking at these customers, such as those of last month's
     * public model: nothing is spent on finding any.
     *
     * @param centroids one for each cluster, as long as the matrix has columns, finite; copied
     */
    public DpKMeans withStarts(double[][] centroids) {
        if (centroids.length != clusters) {
            throw new IllegalArgumentException(
                    "there must be " + clusters + " starts, one for each cluster, were " + centroids.length);
        }
        double[][] copy = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            copy[j] = centroids[j].clone();
            for (double value : copy[j]) {
                if (!Double.isFinite(value) || copy[j].length != copy[0].length) {
                    throw new IllegalArgumentException("starts must be finite and of one length");
                }
            }
        }
        return new DpKMeans(clusters, method, steps, Optional.of(copy), bounds, charge);
    }

    /**
     * Clusters rows privately, and spends the charge.
     *
     * @param training n rows x d columns without weights: a row counts for one unit, no more
     * @param context seed, executor, listener and cancellation
     * @throws InvalidInputException if a value is missing or there are weights; nothing was spent then
     * @throws IllegalArgumentException if bounds or charge are missing, or do not fit the columns
     * @throws io.github.segmentation4j.privacy.ledger.BudgetExceededException if the ledger refuses
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public PrivateClustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(STAGE);
        PrivacyCharge paid = requiredCharge();
        ColumnBounds within = bounds.orElseThrow(() -> new IllegalArgumentException(
                "private k-means needs bounds of the columns; give ColumnBounds known beforehand, or learn them"
                        + " privately"));
        FeatureMatrix matrix = checked(training, within);
        return paid.answer(
                "centres and sizes of " + clusters + " clusters",
                Answers.event(paid),
                source -> {
                    context.report(STAGE, 0, STAGES);
                    context.throwIfCancelled(STAGE);
                    return new Answers(paid, source);
                },
                (answers, spend) -> fit(GridRows.of(matrix, within, context), within, answers, paid, spend, context));
    }

    private PrivateClustering fit(
            GridRows rows,
            ColumnBounds within,
            Answers answers,
            PrivacyCharge paid,
            PrivacySpend spend,
            RunContext context) {
        Spread spread = Spread.of(rows, answers);
        Method chosen = method == Method.AUTOMATIC ? automatic(spread, answers) : method;
        context.report(STAGE, 1, STAGES);
        double left = 1 - Spread.SHARE - SIZE_SHARE;
        double[][] first;
        if (starts.isPresent()) {
            first = new double[clusters][];
            for (int j = 0; j < clusters; j++) {
                first[j] = rows.scaled(starts.get()[j]);
            }
        } else {
            double share = left * SYNOPSIS_PART;
            left -= share;
            first = synopsis(chosen, rows, spread, answers, share, context).centres(rows, spread, clusters, context);
        }
        context.report(STAGE, 2, STAGES);
        Refinement refined = Refinement.of(rows, spread, first, steps, answers, left);
        context.report(STAGE, 3, STAGES);
        double[][] original = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            original[j] = rows.original(refined.centres()[j]);
        }
        CentroidModel model = ClusterModels.ofCentroids(original, within.lower(), within.upper());
        long[] sizes = sizes(rows, model, answers);
        List<Statistic> deviations = new ArrayList<>();
        List<Long> listed = new ArrayList<>();
        double sizeDeviation = answers.countDeviation(SIZE_SHARE);
        for (long size : sizes) {
            listed.add(size);
            deviations.add(
                    size > 2 * sizeDeviation
                            ? Statistic.of(refined.sumDeviation() * rows.factor() / size)
                            : Statistic.undetermined("the noisy size is no larger than its noise"));
        }
        context.report(STAGE, STAGES, STAGES);
        return new PrivateClustering(model, listed, sizeDeviation, deviations, spend, paid.cost(), chosen, describe());
    }

    private Method automatic(Spread spread, Answers answers) {
        double seen = spread.rows() / (clusters * answers.countDeviation(1));
        return seen < ROWS_FOR_STEPS ? Method.TREE : Method.LLOYD;
    }

    private Synopsis synopsis(
            Method chosen, GridRows rows, Spread spread, Answers answers, double share, RunContext context) {
        return switch (chosen) {
            case GRID ->
                Cells.cubes(rows, spread, Cells.wanted(rows, spread, answers, share))
                        .synopsis(answers, share);
            case TREE -> HalvingTree.of(rows, spread, clusters, answers, share);
            default ->
                Exploration.of(
                        rows,
                        spread,
                        clusters,
                        answers,
                        share,
                        SeededRandom.of(SeededRandom.derive(context.seed(), 0)));
        };
    }

    private static long[] sizes(GridRows rows, CentroidModel model, Answers answers) {
        double[][] centres = new double[model.clusterCount()][];
        for (int j = 0; j < centres.length; j++) {
            centres[j] = rows.scaled(model.centroid(j));
        }
        long[] exact = new RowPass(rows, centres, 1).run().counts();
        return answers.counts(exact, SIZE_SHARE);
    }

    private FeatureMatrix checked(TrainingSet training, ColumnBounds within) {
        FeatureMatrix matrix = training.matrix();
        if (training.weights().isPresent()) {
            throw new InvalidInputException(
                    "private k-means takes no row weights, as a heavier row would be hidden less; leave them out");
        }
        if (matrix.columnCount() != within.columnCount()) {
            throw new IllegalArgumentException(
                    "there must be bounds for " + matrix.columnCount() + " columns, were for " + within.columnCount());
        }
        if (starts.isPresent() && starts.get()[0].length != matrix.columnCount()) {
            throw new IllegalArgumentException(
                    "starts must have " + matrix.columnCount() + " values, have " + starts.get()[0].length);
        }
        matrix.requireComplete("a value must not be missing, and " + matrix.missingCount()
                + " of the matrix are; fill them first, see Imputation");
        return matrix;
    }

    /**
     * The standard deviation of the noise that a fit will put on the size of a cluster: known before anything is spent.
     * Centres of clusters that are not many times larger say little.
     */
    public double expectedSizeDeviation() {
        PrivacyCharge asked = requiredCharge();
        double sensitivity = asked.adjacency() == Adjacency.REPLACE ? Math.sqrt(2) : 1;
        return sensitivity / Math.sqrt(2 * SIZE_SHARE * asked.share());
    }

    private PrivacyCharge requiredCharge() {
        return charge.orElseThrow(() -> new IllegalArgumentException(
                "private k-means needs a ledger that pays and a cost; see DpKMeans.charge"));
    }

    /** The algorithm with its options. */
    public String describe() {
        return "private k-means(clusters=" + clusters + ", "
                + (starts.isPresent() ? "starts=given" : "method=" + method.words()) + ", steps=" + steps
                + charge.map(paid -> ", epsilon=" + paid.cost().epsilon() + ", delta="
                                + paid.cost().delta() + ", adjacency=" + paid.adjacency() + ", unit=" + paid.unit())
                        .orElse("")
                + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
