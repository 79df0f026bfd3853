package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How far the mean of a segment lies from the mean of all others: the interval and the test behind
 * {@link FeatureProfile#difference()} for numbers. The moments are in standard deviations over all.
 *
 * <p>The interval is that of the delta method: the difference in standard deviations is a smooth function of the means
 * and variances of the two sides, so that its error follows from their first four moments. Neither equal variances nor a
 * normal distribution is assumed. Times the root of the shares of both sides it is a correlation, and the interval is laid
 * around Fisher's transform of that: so it never leaves what is possible and keeps its confidence for large differences.
 * Student's quantile with Satterthwaite's degrees of freedom widens it for few values.
 *
 * <p>The test is the larger one of two probabilities: Welch's, which holds for unequal variances, and that of a segment
 * drawn at random from all, by the variance of such a draw. With few skewed values either is too bold, but on opposite
 * sides: Welch's where the segment lies in the short tail, the other where it lies in the long one.
 *
 * <p>References: A. W. van der Vaart, Asymptotic Statistics, 1998, chapter 3 (the delta method); R. A. Fisher, On the probable
 * error of a coefficient of correlation deduced from a small sample, Metron 1, 1921; B. L. Welch,
 * The generalization of Student's problem when several different population variances are involved, Biometrika 34, 1947;
 * F. E. Satterthwaite, An approximate distribution of estimates of variance components, Biometrics Bulletin 2, 1946;
 * E. J. G. Pitman, Significance tests which may be applied to samples from any populations, Supplement to the Journal of
 * the Royal Statistical Society 4, 1937.
 */
final class MeanComparison {
    private static final int FEWEST = 2;

    private final CentralMoments own;
    private final CentralMoments rest;

    MeanComparison(CentralMoments own, CentralMoments rest) {
        this.own = own;
        this.rest = rest;
    }

    /** A difference with its interval; without one if a side has fewer than two values, or no side has any spread. */
    Statistic withInterval(double difference) {
        if (own.count() < FEWEST || rest.count() < FEWEST) {
            return Statistic.of(difference);
        }
        double all = own.count() + rest.count();
        double share = own.count() / all;
        double scale = Math.sqrt(share * (1 - share));
        // The share of the variance within the two sides: a shift of a mean also stretches what it is measured in.
        double within = (own.squares() + rest.squares()) / all;
        double ownError = own.errorOf(within, -share * difference / 2);
        double restError = rest.errorOf(-within, -(1 - share) * difference / 2);
        double error = Math.sqrt(ownError + restError);
        if (!(error > 0)) {
            return Statistic.of(difference);
        }
        double correlation = Math.min(1, Math.abs(difference) * scale);
        double transformed = StrictMath.log((1 + correlation) / Math.sqrt(within));
        double half = error * scale / within * quantile(ownError, restError);
        double near = StrictMath.tanh(transformed - half) / scale;
        double far = StrictMath.tanh(transformed + half) / scale;
        return difference < 0
                ? new Statistic.Estimate(difference, -far, -near, FeatureProfile.CONFIDENCE)
                : new Statistic.Estimate(difference, near, far, FeatureProfile.CONFIDENCE);
    }

    private double quantile(double ownError, double restError) {
        return student(ownError, restError).inverseCumulativeProbability((1 + FeatureProfile.CONFIDENCE) / 2);
    }

    /** The probability of means at least as far apart if the segment were like all others. */
    Statistic pValue() {
        if (own.count() < FEWEST || rest.count() < FEWEST) {
            return Statistic.undetermined("a test needs two known values in this segment and two outside it");
        }
        double gap = Math.abs(own.mean() - rest.mean());
        double all = own.count() + rest.count();
        double drawError = Math.sqrt(all / own.count() * (all / rest.count()) / (all - 1));
        double ownError = own.errorOf(1, 0);
        double restError = rest.errorOf(1, 0);
        double welchError = Math.sqrt(ownError + restError);
        double draw = StandardNormal.twoSidedTail(gap / drawError);
        double welch = welchError > 0
                ? 2 * student(ownError, restError).cumulativeProbability(-gap / welchError)
                : gap > 0 ? 0 : 1;
        return Statistic.of(Math.min(1, Math.max(draw, welch)));
    }

    /** Student's distribution for a sum of two estimated variances, not both 0. */
    private TDistribution student(double ownError, double restError) {
        // The ratio first: the squares of small errors would vanish.
        double weight = ownError / (ownError + restError);
        double inverse = weight * weight / (own.count() - 1) + (1 - weight) * (1 - weight) / (rest.count() - 1);
        // Without a generator: none is drawn from.
        return new TDistribution(null, 1 / inverse);
    }
}
