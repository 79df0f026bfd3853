package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.statistic.StandardNormal;

/** Makes the intervals of {@link ComparisonMethod}. */
final class Intervals {
    private Intervals() {}

    static ComparisonInterval of(TwoProportions counts, ComparisonMethod method, double confidence) {
        Arguments.requireConfidence(confidence);
        double z = StandardNormal.criticalValue(confidence);
        return switch (method) {
            case NEWCOMBE -> newcombe(counts, confidence);
            case KATZ -> logarithmic(counts, method, katzVariance(counts), z, confidence);
            case WOOLF -> logarithmic(counts, method, woolfVariance(counts), z, confidence);
            case MEE, KOOPMAN, CORNFIELD -> score(counts, method, z, confidence);
        };
    }

    private static ComparisonInterval newcombe(TwoProportions counts, double confidence) {
        if (counts.isOneSideEmpty()) {
            return new ComparisonInterval(counts, ComparisonMethod.NEWCOMBE, -1, 1, confidence);
        }
        double first = counts.share();
        double other = counts.otherShare();
        WilsonInterval a = WilsonInterval.of(counts.hits(), counts.size(), confidence);
        WilsonInterval b = WilsonInterval.of(counts.otherHits(), counts.otherSize(), confidence);
        double below = Math.hypot(first - a.lower(), b.upper() - other);
        double above = Math.hypot(a.upper() - first, other - b.lower());
        return new ComparisonInterval(
                counts,
                ComparisonMethod.NEWCOMBE,
                Math.max(-1, first - other - below),
                Math.min(1, first - other + above),
                confidence);
    }

    /** The variance of the logarithm of the ratio; 0 and infinite where the approximation has no meaning. */
    private static double katzVariance(TwoProportions counts) {
        return 1.0 / counts.hits() - 1.0 / counts.size() + 1.0 / counts.otherHits() - 1.0 / counts.otherSize();
    }

    private static double woolfVariance(TwoProportions counts) {
        return 1.0 / counts.hits() + 1 / counts.misses() + 1.0 / counts.otherHits() + 1 / counts.otherMisses();
    }

    private static ComparisonInterval logarithmic(
            TwoProportions counts, ComparisonMethod method, double variance, double z, double confidence) {
        // NaN, 0 and infinity alike: an interval from them would be empty or pretend to be certain.
        if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
            return new ComparisonInterval(counts, method, 0, Double.POSITIVE_INFINITY, confidence);
        }
        double estimate = counts.estimate(method.measure()).orElseThrow();
        double factor = StrictMath.exp(z * Math.sqrt(variance));
        return new ComparisonInterval(counts, method, estimate / factor, estimate * factor, confidence);
    }

    private static ComparisonInterval score(
            TwoProportions counts, ComparisonMethod method, double z, double confidence) {
        // Swapping the sides turns a difference into its negative and a ratio into its reciprocal: one end is enough.
        double upper = upperEnd(counts, method.measure(), z);
        double swapped = upperEnd(counts.swapped(), method.measure(), z);
        double lower = method.measure() == Measure.DIFFERENCE ? -swapped : 1 / swapped;
        return new ComparisonInterval(counts, method, lower, upper, confidence);
    }

    private static double upperEnd(TwoProportions counts, Measure measure, double z) {
        return counts.estimate(measure).value().stream()
                .map(estimate -> new ScoreStatistic(counts, measure).upperEnd(estimate, z))
                .findFirst()
                .orElse(measure == Measure.DIFFERENCE ? 1 : Double.POSITIVE_INFINITY);
    }
}
