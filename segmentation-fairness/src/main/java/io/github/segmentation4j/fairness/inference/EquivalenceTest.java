package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import java.util.Objects;

/**
 * Whether two shares are shown to be close: two one-sided score tests, one against a gap below the margin and one
 * against a gap above it. That no difference was found shows nothing; this does.
 *
 * <p>Equivalence at a level is the same as the interval of confidence {@code 1 - 2 * level} by
 * {@link ComparisonMethod#KOOPMAN} or {@link ComparisonMethod#MEE} lying within the margin.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: D. J. Schuirmann, A comparison of the two one-sided tests procedure and the power approach for
 * assessing the equivalence of average bioavailability, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987; C.
 * P. Farrington, G. Manning, Test statistics and sample size formulae for comparative binomial trials with null
 * hypothesis of non-zero risk difference or non-unity relative risk, Statistics in Medicine 9, 1990.
 */
public final class EquivalenceTest {
    private final Measure measure;
    private final double least;
    private final double most;

    private EquivalenceTest(Measure measure, double least, double most) {
        this.measure = measure;
        this.least = least;
        this.most = most;
    }

    /**
     * Equivalence where the ratio lies between two bounds.
     *
     * @param least above 0 and at most 1, such as 0.8
     * @param most at least 1 and finite, such as 1.25
     */
    public static EquivalenceTest ofRatio(double least, double most) {
        if (!(least > 0 && least <= 1 && most >= 1) || least == most || Double.isInfinite(most)) {
            throw new IllegalArgumentException(
                    "the bounds must enclose 1 and lie above 0, were " + least + " to " + most);
        }
        return new EquivalenceTest(Measure.RATIO, least, most);
    }

    /**
     * Equivalence where the difference lies between two bounds.
     *
     * @param least above -1 and at most 0, such as -0.05
     * @param most from 0 and below 1, such as 0.05
     */
    public static EquivalenceTest ofDifference(double least, double most) {
        if (!(least > -1 && least <= 0 && most >= 0 && most < 1) || least == most) {
            throw new IllegalArgumentException(
                    "the bounds must enclose 0 and lie between -1 and 1, were " + least + " to " + most);
        }
        return new EquivalenceTest(Measure.DIFFERENCE, least, most);
    }

    /** Tests two shares; with an empty side nothing is shown and both probabilities are 1. */
    public Result test(TwoProportions counts) {
        if (counts.isOneSideEmpty()) {
            return new Result(counts, 1, 1);
        }
        ScoreStatistic score = new ScoreStatistic(counts, measure);
        return new Result(counts, StandardNormal.upperTail(score.at(least)), StandardNormal.upperTail(-score.at(most)));
    }

    /**
     * What the two tests found.
     *
     * @param counts what was compared
     * @param lowerP the probability of such counts if the gap is at or below the lower bound
     * @param upperP the probability of such counts if it is at or above the upper bound
     */
    public record Result(TwoProportions counts, double lowerP, double upperP) {
        /** Checks the probabilities. */
        public Result {
            Objects.requireNonNull(counts, "counts");
            Arguments.requireProbability(lowerP, "a probability");
            Arguments.requireProbability(upperP, "a probability");
        }

        /** The larger of the two: the shares are shown to be equivalent where it is at most the level. */
        public double pValue() {
            return Math.max(lowerP, upperP);
        }
    }
}
