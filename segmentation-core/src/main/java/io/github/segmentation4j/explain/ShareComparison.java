package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.statistic.TwoByTwo;
import io.github.segmentation4j.internal.statistic.WilsonBounds;
import io.github.segmentation4j.quality.Statistic;

/**
 * How far the share of yes in a segment lies from the share among all others, as a difference of shares and in standard
 * deviations over all.
 *
 * <p>Both intervals are hybrid score intervals: the distance to either end is the length of what Wilson's interval of
 * each share contributes to it. They keep their confidence for few customers and for shares near 0 and 1.
 *
 * <p>References: R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of
 * eleven methods, Statistics in Medicine 17, 1998 (method 10); G. Y. Zou, A. Donner, Construction of confidence limits
 * about effect measures: a general approach, Statistics in Medicine 27, 2008 (for functions of two parameters). The test
 * is that of {@link TwoByTwo}.
 *
 * <p>Implementation note: segmentation-fairness publishes the interval of the difference of shares as that of {@code
 * TwoProportions}; core stands below it and has this twin.
 */
final class ShareComparison {
    private final TwoByTwo counts;
    private final double share;
    private final double otherShare;
    private final WilsonBounds bounds;
    private final WilsonBounds otherBounds;

    /** Compares two shares; neither side may be empty. */
    ShareComparison(TwoByTwo counts) {
        this.counts = counts;
        share = counts.hits() / (double) counts.size();
        otherShare = counts.otherHits() / (double) counts.otherSize();
        bounds = WilsonBounds.of(counts.hits(), counts.size(), FeatureProfile.CONFIDENCE);
        otherBounds = WilsonBounds.of(counts.otherHits(), counts.otherSize(), FeatureProfile.CONFIDENCE);
    }

    /** The difference of the shares, with Newcombe's interval. */
    Statistic difference() {
        double difference = share - otherShare;
        double below = Math.hypot(share - bounds.lower(), otherBounds.upper() - otherShare);
        double above = Math.hypot(bounds.upper() - share, otherShare - otherBounds.lower());
        return new Statistic.Estimate(
                difference,
                Math.max(-1, difference - below),
                Math.min(1, difference + above),
                FeatureProfile.CONFIDENCE);
    }

    /** A difference in standard deviations over all, with its interval; some must have said yes and some no. */
    Statistic withInterval(double difference) {
        double own = standardized(share, otherShare);
        double below = Math.hypot(
                own - standardized(bounds.lower(), otherShare), own - standardized(share, otherBounds.upper()));
        double above = Math.hypot(
                standardized(bounds.upper(), otherShare) - own, standardized(share, otherBounds.lower()) - own);
        return new Statistic.Estimate(difference, difference - below, difference + above, FeatureProfile.CONFIDENCE);
    }

    /** The probability of shares at least as different if the segment were like all others. */
    double pValue() {
        return counts.twoSidedP();
    }

    /** The difference of two shares in the standard deviation that they make over all: it grows in the first share. */
    private double standardized(double first, double other) {
        double all = counts.size() + counts.otherSize();
        double pooled = (counts.size() * first + counts.otherSize() * other) / all;
        return (first - other) / Math.sqrt(pooled * (1 - pooled));
    }
}
