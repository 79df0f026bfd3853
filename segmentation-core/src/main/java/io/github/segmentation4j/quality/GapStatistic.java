package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The gap statistic: how much tighter clusters lie in the rows than they would in rows spread evenly over the same
 * space. It compares numbers of clusters, 1 among them, and so is the one judge here that can say that there are no
 * clusters.
 *
 * <pre>{@code
 * GapReport report = GapStatistic.withDefaults().measure(10, KMeans::withClusters, matrix, context);
 * report.structure();       // FOUND, NONE_FOUND
 * report.clusterCount();    // 3
 * }</pre>
 *
 * <p>For each number k, log W is the natural logarithm of the sum of squared distances of the rows to the means of their
 * clusters. The same is measured on reference sets: as many rows, drawn evenly from a box about the rows. Gap(k) is the
 * mean over the sets less the value of the rows, its standard error s(k) the standard deviation over the B sets (divisor
 * B) times {@code sqrt(1 + 1 / B)}. The {@link Rule} picks a number from the gaps.
 *
 * <p>Whether there are clusters at all is a question of its own. Going from 1 to k clusters, log W falls; the fall in the
 * rows is compared with the falls in the reference sets. Structure is found if for some k it is above the upper end of a
 * prediction interval (Student's t with B - 1 degrees of freedom) whose level is 5 % shared out among the numbers: rows
 * that are spread evenly are taken for clusters in about 5 % of cases at most. The first rule alone would not do: where
 * clusters are many, two of them are no better than in even rows, and it stops at 1.
 *
 * <p>A number that the clusterer refuses, or for which all rows of each cluster are equal so that there is no logarithm,
 * is undetermined. All sets come from the seed of the context. Time: B + 1 fits for each number. Memory: one more matrix,
 * and what a fit takes.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: R. Tibshirani, G. Walther, T. Hastie, Estimating the number of clusters in a data set via the gap
 * statistic, Journal of the Royal Statistical Society B 63(2), 2001; S. Dudoit, J. Fridlyand, A prediction-based
 * resampling method for estimating the number of clusters in a dataset, Genome Biology 3(7), 2002 (the global rule).
 *
 * <p>Implementation note: the prediction interval is not in the papers.
 */
public final class GapStatistic {
    static final String STAGE = "gap statistic";
    private static final int DEFAULT_SETS = 20;
    /** The child of the seed that draws, far from the small numbers others derive from the same seed. */
    private static final long DRAWING = 0x4741_5053_5441L;

    private final int referenceSets;
    private final Reference reference;
    private final Rule rule;
    private final NoisePolicy noise;

    /** What the reference rows are spread over evenly. */
    public enum Reference {
        /** The range of each column: simple, and rows along a slope look like clusters beside it. */
        RANGES,
        /**
         * The range along each principal direction of the rows, so that the box follows columns that go together; at most
         * 2,048 columns.
         */
        PRINCIPAL_DIRECTIONS
    }

    /** Which number the gaps pick. */
    public enum Rule {
        /**
         * The smallest number with Gap(k) >= Gap(k') - s(k'), where k' is the next number that was measured, as in Tibshirani,
         * Walther and Hastie. None, if the gap grows to the last number.
         */
        FIRST,
        /**
         * The smallest number whose gap is at least the largest of all less its standard error, as in Dudoit and Fridlyand: for
         * clusters that are many or lie in groups, where the first rule stops too early.
         */
        GLOBAL
    }

    private GapStatistic(int referenceSets, Reference reference, Rule rule, NoisePolicy noise) {
        this.referenceSets = referenceSets;
        this.reference = Objects.requireNonNull(reference, "reference");
        this.rule = Objects.requireNonNull(rule, "rule");
        this.noise = Objects.requireNonNull(noise, "noise");
    }

    /** The gap over 20 reference sets along the principal directions, the first rule, noise left out. */
    public static GapStatistic withDefaults() {
        return new GapStatistic(DEFAULT_SETS, Reference.PRINCIPAL_DIRECTIONS, Rule.FIRST, NoisePolicy.EXCLUDE);
    }

    /**
     * This with another number of reference sets; 20 if not said.
     *
     * @param count at least 2; below 10 the errors are rough
     */
    public GapStatistic withReferenceSets(int count) {
        if (count < 2) {
            throw new IllegalArgumentException(
                    "there must be at least 2 reference sets to say how they vary, was " + count);
        }
        return new GapStatistic(count, reference, rule, noise);
    }

    /** This with reference rows spread in another way; along the principal directions if not said. */
    public GapStatistic withReference(Reference kind) {
        return new GapStatistic(referenceSets, kind, rule, noise);
    }

    /** This with another rule; the first if not said. */
    public GapStatistic withRule(Rule other) {
        return new GapStatistic(referenceSets, reference, other, noise);
    }

    /** This with another way to take noise, in the rows and in the reference sets alike; left out if not said. */
    public GapStatistic withNoise(NoisePolicy policy) {
        return new GapStatistic(referenceSets, reference, rule, policy);
    }

    /**
     * Measures every number from 1 to {@code most}.
     *
     * @param most at least 2; the first rule needs one more than the largest number it may pick
     * @param clusterers gives the clusterer for a number of clusters
     * @param matrix n rows x d columns, no value missing
     * @param context seed, executor, listener and cancellation
     * @throws InvalidInputException if a value is missing
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public GapReport measure(int most, IntFunction<Clusterer> clusterers, FeatureMatrix matrix, RunContext context) {
        if (most < 2) {
            throw new IllegalArgumentException(
                    "the largest number of clusters must be at least 2, to compare with 1, was " + most);
        }
        return measure(IntStream.rangeClosed(1, most).toArray(), Map.of(), clusterers, matrix, context);
    }

    /** Measures some numbers, ascending from 1; takes the fits of the rows that are known. */
    GapReport measure(
            int[] counts,
            Map<Integer, Clustering> known,
            IntFunction<Clusterer> clusterers,
            FeatureMatrix matrix,
            RunContext context) {
        matrix.requireComplete("a value is missing where distances are measured; impute it or leave the row out");
        GapCurve curve = new GapCurve(counts, referenceSets);
        RunContext quiet = context.withListener(ProgressListener.none());
        long done = 0;
        long total = (referenceSets + 1L) * counts.length;
        for (int k : counts) {
            Clustering fit = known.get(k);
            curve.setRows(k, fit == null ? fitted(clusterers, k, matrix, quiet) : dispersion(matrix, fit, quiet));
            context.report(STAGE, ++done, total);
        }
        if (matrix.rowCount() == 0) {
            return curve.report(rule);
        }
        ReferenceRows box = ReferenceRows.of(matrix, reference, quiet);
        long seed = SeededRandom.derive(context.seed(), DRAWING);
        for (int set = 0; set < referenceSets; set++) {
            FeatureMatrix drawn = box.draw(SeededRandom.derive(seed, 2L * set));
            RunContext own = quiet.withSeed(SeededRandom.derive(seed, 2L * set + 1));
            for (int k : counts) {
                curve.setReference(k, set, fitted(clusterers, k, drawn, own));
                context.report(STAGE, ++done, total);
            }
        }
        return curve.report(rule);
    }

    private Statistic fitted(IntFunction<Clusterer> clusterers, int k, FeatureMatrix matrix, RunContext context) {
        context.throwIfCancelled(STAGE);
        Clusterer clusterer;
        try {
            clusterer = clusterers.apply(k);
        } catch (IllegalArgumentException unfit) {
            return Statistic.undetermined("there is no such clusterer for " + k + ": " + unfit.getMessage());
        }
        try {
            return dispersion(matrix, clusterer.fit(matrix, context), context);
        } catch (InvalidInputException refused) {
            return Statistic.undetermined("the clusterer refused the rows: " + refused.getMessage());
        }
    }

    private Statistic dispersion(FeatureMatrix matrix, Clustering fit, RunContext context) {
        Statistic inertia = Inertia.withDefaults().withNoise(noise).of(matrix, fit, context);
        if (inertia instanceof Statistic.Undetermined) {
            return inertia;
        }
        double sum = inertia.orElseThrow();
        return sum > 0
                ? Statistic.of(StrictMath.log(sum))
                : Statistic.undetermined("the rows of each cluster are all equal, and a sum of 0 has no logarithm");
    }

    /** How many reference sets there are. */
    int referenceSets() {
        return referenceSets;
    }

    /** The statistic with its options, for provenance. */
    String describe() {
        return STAGE + "(references=" + referenceSets + ", over=" + reference + ", rule=" + rule + ", noise=" + noise
                + ")";
    }
}
