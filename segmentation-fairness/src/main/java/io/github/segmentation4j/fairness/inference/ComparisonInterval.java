package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * Two shares compared, with an interval. Where the counts say nothing, the interval holds every possible value: from -1
 * to 1 for a difference, from 0 without an upper end for a ratio. So an interval can always be asked what it excludes.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param counts what is compared
 * @param method how the interval was made
 * @param lower the lower end, finite
 * @param upper the upper end; {@link Double#POSITIVE_INFINITY} where the counts set none, for ratios only
 * @param confidence the confidence, such as 0.95
 */
public record ComparisonInterval(
        TwoProportions counts, ComparisonMethod method, double lower, double upper, double confidence) {
    /** Checks the ends. */
    public ComparisonInterval {
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(method, "method");
        Arguments.requireConfidence(confidence);
        double least = method.measure() == Measure.DIFFERENCE ? -1 : 0;
        double most = method.measure() == Measure.DIFFERENCE ? 1 : Double.POSITIVE_INFINITY;
        if (!(least <= lower && lower <= upper && upper <= most) || Double.isInfinite(lower)) {
            throw new IllegalArgumentException("the ends of an interval must rise and lie from " + least + " to " + most
                    + ", were " + lower + " and " + upper);
        }
    }

    /** The comparison itself, without the interval; undetermined with the reason if a side says nothing. */
    public Statistic estimate() {
        return counts.estimate(method.measure());
    }

    /** Whether the counts set an upper end. */
    public boolean isBoundedAbove() {
        return upper < Double.POSITIVE_INFINITY;
    }

    /** The estimate with its interval; undetermined with the reason if there is no estimate or no upper end. */
    public Statistic statistic() {
        if (!(estimate() instanceof Statistic.Value value)) {
            return estimate();
        }
        return isBoundedAbove()
                ? new Statistic.Estimate(value.number(), lower, upper, confidence)
                : Statistic.undetermined("the interval from " + lower + " has no upper end; the counts are too small");
    }

    /** Whether the whole interval lies from one value to another: all it leaves possible is within these. */
    public boolean isWithin(double least, double most) {
        return least <= lower && upper <= most;
    }

    /** Whether the whole interval lies below one value or above another: it leaves nothing between these possible. */
    public boolean isOutside(double least, double most) {
        return upper < least || lower > most;
    }
}
