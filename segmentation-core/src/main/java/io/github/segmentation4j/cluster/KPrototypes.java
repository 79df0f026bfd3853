package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * k-prototypes: k-means for rows of numbers and categories. Each of k prototypes has a mean for each column of numbers and a
 * mode, the most frequent category, for each column of categories, such that the cost of the rows is small: the squared
 * differences to the means, plus gamma for each category that is not the mode.
 *
 * <pre>{@code
 * Clustering clustering = KPrototypes.withClusters(5)
 *     .withCategorical("plan", "city")
 *     .fit(matrix, RunContext.seeded(42));
 * PrototypeModel model = (PrototypeModel) clustering.model();
 * }</pre>
 *
 * <p>A category is a code: any finite number, compared for equality only; see {@link
 * io.github.segmentation4j.feature.Encoding#codes} for customers. Without a column of categories this is k-means, without
 * a column of numbers it is {@link KModes}.
 *
 * <p>What a fit does: from several starts it moves each row in turn to its cheapest prototype; modes follow every row at
 * once, means after each round over all rows, which is one iteration. Once a round lowers the cost by
 * little, the run of the lowest cost is taken, of several the earliest, and goes on until no row moves and each mode is the most frequent category of its cluster, of several the
 * lowest code. The labels are those of the cheapest prototypes, the lowest of several. The cost never rises. If the limit
 * on iterations comes first, the labels still belong to the prototypes, which are then not quite means and modes.
 *
 * <p>{@link Clustering#inertia()} is that cost, weighted by the rows. It is a sum of squared distances: gamma is the
 * squared distance of two categories that are coded one-hot in units of the root of gamma / 2.
 *
 * <p>Gamma weighs categories against numbers. Columns of large numbers drown the categories and each other whatever gamma
 * is; {@link #withNumbers} brings them to one unit first.
 *
 * <p>A cluster that loses all its rows gets the row that costs most, of several the lowest. Clusters are numbered by their
 * prototypes, the first column first. Rows of weight 0 get labels and attract nothing; a row of weight 2 counts like two
 * equal rows.
 *
 * <p>One iteration takes time in proportion to rows x clusters x columns; memory beyond the matrix is about 50 bytes a row
 * and 4 for each of its categories, and 8 bytes for each category that occurs x clusters.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: Z. Huang, Extensions to the k-means algorithm for clustering large data sets with categorical values, Data
 * Mining and Knowledge Discovery 2(3), 1998; F. Cao, J. Liang, L. Bai, A new initialization method for categorical data
 * clustering, Expert Systems with Applications 36(7), 2009.
 *
 * <p>Implementation note: means stand still during a round, where Huang moves them with every row as well, so that a fit
 * without categories takes the steps of {@link KMeans}.
 */
public final class KPrototypes implements Clusterer {
    /** Runs are compared once a round lowers the cost by less; only the best goes on, which saves most of the rounds. */
    private static final double COMPARABLE = 1e-4;

    private final int clusters;
    private final PrototypeStart start;
    private final int restarts;
    private final int maxIterations;

    /** The names of the columns of categories; none where all columns are. */
    private final Optional<List<String>> categorical;

    private final OptionalDouble gamma;
    private final Numbers numbers;
    private final Optional<double[][]> prototypes;
    private final Optional<double[]> featureWeights;
    private final MissingValues missing;

    /** The units in which numbers are compared. */
    public enum Numbers {
        /** As they come. */
        AS_GIVEN("as given"),
        /**
         * In standard deviations of their column (population): none outweighs another, and the automatic gamma is one half.
         * Prototypes stay in the units of the rows.
         */
        STANDARDISED("standardised");

        private final String words;

        Numbers(String words) {
            this.words = words;
        }
    }

    private KPrototypes(
            int clusters,
            PrototypeStart start,
            int restarts,
            int maxIterations,
            Optional<List<String>> categorical,
            OptionalDouble gamma,
            Numbers numbers,
            Optional<double[][]> prototypes,
            Optional<double[]> featureWeights,
            MissingValues missing) {
        this.clusters = clusters;
        this.start = start;
        this.restarts = restarts;
        this.maxIterations = maxIterations;
        this.categorical = categorical;
        this.gamma = gamma;
        this.numbers = numbers;
        this.prototypes = prototypes;
        this.featureWeights = featureWeights;
        this.missing = missing;
    }

    /**
     * k-prototypes without a column of categories, with 10 restarts of which the first starts as Cao et al. say, at most
     * 100 iterations each, automatic gamma.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code fit} checks
     */
    public static KPrototypes withClusters(int clusters) {
        return new KPrototypes(
                OptionChecks.atLeastOne("clusters", clusters),
                PrototypeStart.CAO,
                10,
                100,
                Optional.of(List.of()),
                OptionalDouble.empty(),
                Numbers.AS_GIVEN,
                Optional.empty(),
                Optional.empty(),
                MissingValues.REFUSE);
    }

    /** The same where every column holds categories and one unlike the mode costs 1. */
    static KPrototypes ofCategories(int clusters) {
        KPrototypes mixed = withClusters(clusters).withGamma(1);
        return new KPrototypes(
                clusters,
                mixed.start,
                mixed.restarts,
                mixed.maxIterations,
                Optional.empty(),
                mixed.gamma,
                mixed.numbers,
                mixed.prototypes,
                mixed.featureWeights,
                mixed.missing);
    }

    /**
     * This k-prototypes with columns of categories, which replace earlier ones; none if not said.
     *
     * @param columnNames names of features of the matrix, none twice; {@code fit} checks that they are there
     */
    public KPrototypes withCategorical(String... columnNames) {
        List<String> names = List.of(columnNames);
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("a categorical column is named twice in " + names + "; name each once");
        }
        return new KPrototypes(
                clusters,
                start,
                restarts,
                maxIterations,
                Optional.of(names),
                gamma,
                numbers,
                prototypes,
                featureWeights,
                missing);
    }

    /** This k-prototypes with another way to choose the first prototypes, which replaces given ones. */
    public KPrototypes withStart(PrototypeStart newStart) {
        Objects.requireNonNull(newStart, "start");
        return new KPrototypes(
                clusters,
                newStart,
                restarts,
                maxIterations,
                categorical,
                gamma,
                numbers,
                Optional.empty(),
                featureWeights,
                missing);
    }

    /**
     * This k-prototypes with given first prototypes: a single run that draws nothing. The clusters of the result are
     * numbered as always, not in the order given here.
     *
     * @param rows one for each cluster, as long as the matrix has columns, finite; copied
     */
    public KPrototypes withPrototypes(double[][] rows) {
        return new KPrototypes(
                clusters,
                start,
                restarts,
                maxIterations,
                categorical,
                gamma,
                numbers,
                Optional.of(OptionChecks.starts("prototypes", rows, clusters)),
                featureWeights,
                missing);
    }

    /**
     * This k-prototypes with a number of runs from different starts; 10 if not said. Given prototypes are always one run.
     *
     * @param count at least 1
     */
    public KPrototypes withRestarts(int count) {
        return new KPrototypes(
                clusters,
                start,
                OptionChecks.atLeastOne("restarts", count),
                maxIterations,
                categorical,
                gamma,
                numbers,
                prototypes,
                featureWeights,
                missing);
    }

    /**
     * This k-prototypes with a limit on the iterations of a run; 100 if not said.
     *
     * @param count at least 1
     */
    public KPrototypes withMaxIterations(int count) {
        return new KPrototypes(
                clusters,
                start,
                restarts,
                OptionChecks.atLeastOne("max iterations", count),
                categorical,
                gamma,
                numbers,
                prototypes,
                featureWeights,
                missing);
    }

    /**
     * This k-prototypes with what a category unlike the mode costs. If not said, half the mean of the population standard
     * deviations of the columns of numbers, as they are compared and those of weight 0 left aside; 1 where there are none
     * or none varies.
     *
     * @param cost finite, not negative; 0 ignores all categories
     */
    public KPrototypes withGamma(double cost) {
        if (!(cost >= 0) || Double.isInfinite(cost)) {
            throw new IllegalArgumentException("gamma must be finite and not negative, was " + cost);
        }
        return new KPrototypes(
                clusters,
                start,
                restarts,
                maxIterations,
                categorical,
                OptionalDouble.of(cost),
                numbers,
                prototypes,
                featureWeights,
                missing);
    }

    /** This k-prototypes with the units in which numbers are compared; {@link Numbers#AS_GIVEN} if not said. */
    public KPrototypes withNumbers(Numbers units) {
        Objects.requireNonNull(units, "numbers");
        return new KPrototypes(
                clusters,
                start,
                restarts,
                maxIterations,
                categorical,
                gamma,
                units,
                prototypes,
                featureWeights,
                missing);
    }

    /**
     * This k-prototypes with weights of the columns: what a column adds to the cost is multiplied by its weight. All 1 if
     * not said.
     *
     * @param weights one for each column, finite, not negative, not all 0; 0 ignores a column; copied
     */
    public KPrototypes withFeatureWeights(double... weights) {
        return new KPrototypes(
                clusters,
                start,
                restarts,
                maxIterations,
                categorical,
                gamma,
                numbers,
                prototypes,
                Optional.of(OptionChecks.featureWeights(weights)),
                missing);
    }

    /**
     * This k-prototypes with what is done with rows that miss values; {@link MissingValues#REFUSE} if not said. Where only
     * what was observed counts, a missing number costs nothing and counts in no mean, and a missing category equals none
     * and counts in no mode.
     */
    public KPrototypes withMissing(MissingValues policy) {
        Objects.requireNonNull(policy, "missing values");
        return new KPrototypes(
                clusters,
                start,
                restarts,
                maxIterations,
                categorical,
                gamma,
                numbers,
                prototypes,
                featureWeights,
                policy);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a categorical column is not there, or given prototypes or feature weights do not
     *     fit the columns
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        context.throwIfCancelled(MixedRows.STAGE);
        InputChecks.present(training.matrix());
        prototypes.ifPresent(rows -> {
            if (rows[0].length != training.matrix().columnCount()) {
                throw new IllegalArgumentException("given prototypes must have "
                        + training.matrix().columnCount() + " values, one for each column, had " + rows[0].length);
            }
        });
        int runs = runs();
        context.report(MixedRows.STAGE, 0, runs);
        MixedRows rows = rows(training, context);
        PrototypeSeeding seeding = new PrototypeSeeding(rows);
        CategoryCounts counts = new CategoryCounts(rows, clusters);
        double settled = runs == 1 ? PrototypeRun.NEVER : COMPARABLE;
        PrototypeRun best = run(rows, seeding, counts, 0, context);
        best.descend(settled, maxIterations);
        for (int restart = 1; restart < runs; restart++) {
            context.report(MixedRows.STAGE, restart, runs);
            PrototypeRun next = run(rows, seeding, counts, restart, context);
            next.descend(settled, maxIterations);
            if (next.cost() < best.cost()) {
                best = next;
            }
        }
        best.resume(maxIterations);
        best.finish(maxIterations);
        Clustering clustering = Clustering.taking(best.labels(), new MixedModel(best.prototypes(), rows, missing))
                .withInertia(best.cost())
                .withIterations(
                        best.iterations(),
                        best.isStable() ? Clustering.Convergence.CONVERGED : Clustering.Convergence.ITERATION_LIMIT);
        context.report(MixedRows.STAGE, runs, runs);
        return clustering;
    }

    /** The rows as this clusterer compares them, checked. */
    MixedRows rows(TrainingSet training, RunContext context) {
        PrototypeScale scale = new PrototypeScale(categorical, gamma, numbers, featureWeights);
        MixedRows rows = new MixedRows(training, scale, missing, context);
        rows.requireMeasurable(training.matrix(), clusters, prototypes);
        rows.requireDistinct(clusters);
        return rows;
    }

    /** A run at its start. */
    PrototypeRun run(MixedRows rows, PrototypeSeeding seeding, CategoryCounts counts, int restart, RunContext context) {
        PrototypeRun run = new PrototypeRun(rows, counts, starts(seeding, restart, context.seed()));
        run.begin();
        return run;
    }

    private double[][] starts(PrototypeSeeding seeding, int restart, long seed) {
        if (prototypes.isPresent()) {
            return Arrays.stream(prototypes.get()).map(double[]::clone).toArray(double[][]::new);
        }
        return start == PrototypeStart.CAO && restart == 0
                ? seeding.cao(clusters)
                : seeding.huang(clusters, SeededRandom.of(SeededRandom.derive(seed, restart)));
    }

    private int runs() {
        return prototypes.isPresent() ? 1 : restarts;
    }

    @Override
    public String describe() {
        return "k-prototypes(clusters=" + clusters
                + categorical.map(names -> ", categorical=" + names).orElse("")
                + ", gamma=" + (gamma.isPresent() ? String.valueOf(gamma.getAsDouble()) : "automatic")
                + ", numbers=" + numbers.words + ", " + search() + ")";
    }

    /** The options that have nothing to do with numbers. */
    String search() {
        return "start=" + (prototypes.isPresent() ? "given" : start.words()) + ", restarts=" + runs()
                + ", maxIterations=" + maxIterations
                + featureWeights
                        .map(weights -> ", featureWeights=" + Arrays.toString(weights))
                        .orElse("")
                + (missing == MissingValues.REFUSE ? "" : ", missing=" + missing.words());
    }

    @Override
    public String toString() {
        return describe();
    }
}
