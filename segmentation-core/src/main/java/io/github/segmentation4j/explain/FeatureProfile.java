package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One feature within one segment, in the feature's own unit, and how it compares with all other customers.
 *
 * <p>The comparison describes, it does not prove. Segments are usually made from the very features they are compared by,
 * so that they differ in them by construction, even if the customers form no groups at all. A small
 * {@link #adjustedP()} therefore says that a difference of this size would hardly come from drawing so many customers at
 * random: it is too large to be put down to the size of the segment. It does not say that the segments are real, nor how
 * likely a refit would find them again; for that see {@link io.github.segmentation4j.quality.Stability}. The interval
 * likewise takes the segments as given. For a feature that the segments were not made from both mean what they usually
 * do.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: J. Cohen, Statistical power analysis for the behavioral sciences, 1988; L. L. Gao, J. Bien, D. Witten,
 * Selective inference for hierarchical clustering, Journal of the American Statistical Association 119, 2024 (the same
 * data used to make the clusters and to test them); S. Holm, A simple sequentially rejective multiple test procedure,
 * Scandinavian Journal of Statistics 6, 1979; R. G. Newcombe, Interval estimation for the difference between independent
 * proportions, Statistics in Medicine 17, 1998; G. Y. Zou, A. Donner, Construction of confidence limits about effect
 * measures, Statistics in Medicine 27, 2008; B. L. Welch, The generalization of Student's problem when several different
 * population variances are involved, Biometrika 34, 1947.
 *
 * <p>Implementation note: the interval of a number is that of the delta method with the variances of either side as they
 * are, laid around Fisher's transform; its test is the larger probability of Welch's and of a segment drawn at random.
 * Both are for large samples: with 50 exponential values in the segment and 150 outside it, 93 to 94 of 100 intervals
 * held the true difference, with normal ones 94 to 95.
 *
 * @param feature what was measured
 * @param kind how to read the numbers
 * @param known customers of the segment whose value is known
 * @param missing customers of the segment whose value is missing
 * @param mean the mean of the known values; for {@link Kind#YES_NO} the share of yes
 * @param deviation the standard deviation of the known values of the segment around its mean, in the unit of the feature
 * @param lowerQuartile a quarter of the known values is at most this
 * @param median half of the known values is at most this
 * @param upperQuartile three quarters of the known values are at most this
 * @param difference mean of the segment minus mean of all other customers, in standard deviations over all customers;
 *     about 0.2 is small, 0.5 medium, 0.8 large (Cohen 1988). An {@link Statistic.Estimate} with an interval of 95 %
 *     where two known values on either side and some spread within a side allow one
 * @param shareDifference share of yes in the segment minus share among all other customers, from -1 to 1, with
 *     Newcombe's interval of 95 %; undetermined for a {@link Kind#NUMBER}
 * @param adjustedP the probability of a difference at least as large if the segment were like all others, from 0 to 1,
 *     corrected by Holm's method for all features and segments of the profile; it holds however they depend on one
 *     another. Undetermined where there is nothing to test
 */
public record FeatureProfile(
        Feature feature,
        Kind kind,
        int known,
        int missing,
        Statistic mean,
        Statistic deviation,
        Statistic lowerQuartile,
        Statistic median,
        Statistic upperQuartile,
        Statistic difference,
        Statistic shareDifference,
        Statistic adjustedP) {
    /** The {@link #adjustedP()} below which a difference counts as more than chance: one false alarm in 20 profiles. */
    public static final double SIGNIFICANCE_LEVEL = 0.05;

    static final double CONFIDENCE = 0.95;

    static final String STORED_EARLIER = "not known of a profile that was stored by an earlier version";

    private static final MathContext THREE_FIGURES = new MathContext(3, RoundingMode.HALF_EVEN);

    private static final String TYPE = "feature-profile/2";

    /** How profiles were stored before they had intervals, tests and deviations. */
    private static final String FIRST_TYPE = "feature-profile/1";

    /** How the numbers of a feature are read. */
    public enum Kind {
        /** Any number; the median is typical. */
        NUMBER,
        /** Only 0 and 1 occur; the share of 1 is typical. */
        YES_NO
    }

    /** Checks that nothing is null. */
    public FeatureProfile {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(deviation, "deviation");
        Objects.requireNonNull(lowerQuartile, "lowerQuartile");
        Objects.requireNonNull(median, "median");
        Objects.requireNonNull(upperQuartile, "upperQuartile");
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(shareDifference, "shareDifference");
        Objects.requireNonNull(adjustedP, "adjustedP");
    }

    /** What is typical for the segment: the median of a number, the share of yes otherwise. */
    public Statistic typical() {
        return kind == Kind.YES_NO ? mean : median;
    }

    /**
     * Whether the feature sets the segment apart: the difference is large enough, its interval does not reach 0, and it
     * is more than chance, see {@link #SIGNIFICANCE_LEVEL}. False where that cannot be told, as in a profile stored
     * before there were tests.
     *
     * @param atLeast the smallest difference that counts, in standard deviations, such as 0.5
     */
    public boolean isDistinct(double atLeast) {
        OptionalDouble size = difference.value();
        if (size.isEmpty() || !(Math.abs(size.getAsDouble()) >= atLeast)) {
            return false;
        }
        if (difference instanceof Statistic.Estimate estimate && estimate.lower() <= 0 && estimate.upper() >= 0) {
            return false;
        }
        return adjustedP.value().orElse(1) < SIGNIFICANCE_LEVEL;
    }

    FeatureProfile withAdjustedP(Statistic probability) {
        return new FeatureProfile(
                feature,
                kind,
                known,
                missing,
                mean,
                deviation,
                lowerQuartile,
                median,
                upperQuartile,
                difference,
                shareDifference,
                probability);
    }

    /** What must be stored to restore it; quartiles to three figures. */
    ModelState state() {
        ModelState.Builder state = ModelState.of(TYPE)
                .put("feature", feature.state())
                .put("kind", kind.name())
                .put("known", known)
                .put("missing", missing);
        put(state, "mean", mean);
        put(state, "deviation", deviation);
        put(state, "lowerQuartile", ofOne(lowerQuartile));
        put(state, "median", ofOne(median));
        put(state, "upperQuartile", ofOne(upperQuartile));
        put(state, "difference", difference);
        put(state, "shareDifference", shareDifference);
        put(state, "adjustedP", adjustedP);
        return state.build();
    }

    static FeatureProfile restore(ModelState state) {
        return new FeatureProfile(
                Feature.restore(state.child("feature")),
                Kind.valueOf(state.text("kind")),
                state.integer("known"),
                state.integer("missing"),
                get(state, "mean"),
                getNewer(state, "deviation"),
                get(state, "lowerQuartile"),
                get(state, "median"),
                get(state, "upperQuartile"),
                get(state, "difference"),
                getNewer(state, "shareDifference"),
                getNewer(state, "adjustedP"));
    }

    /** A quartile may be what one customer has: to three figures many have the same, and a model holds no customer. */
    private static Statistic ofOne(Statistic quartile) {
        return quartile.value().isPresent()
                ? Statistic.of(new BigDecimal(quartile.orElseThrow())
                        .round(THREE_FIGURES)
                        .doubleValue())
                : quartile;
    }

    private static void put(ModelState.Builder state, String name, Statistic statistic) {
        if (statistic instanceof Statistic.Undetermined none) {
            state.put(name, none.reason());
        } else if (statistic instanceof Statistic.Estimate estimate) {
            state.put(
                    name, new double[] {estimate.number(), estimate.lower(), estimate.upper(), estimate.confidence()});
        } else {
            state.put(name, statistic.orElseThrow());
        }
    }

    private static Statistic getNewer(ModelState state, String name) {
        return state.type().equals(FIRST_TYPE) ? Statistic.undetermined(STORED_EARLIER) : get(state, name);
    }

    private static Statistic get(ModelState state, String name) {
        Object value = state.value(name);
        if (value instanceof String reason) {
            return Statistic.undetermined(reason);
        }
        if (value instanceof double[] numbers && numbers.length == 4) {
            return new Statistic.Estimate(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
        return Statistic.of(state.number(name));
    }
}
