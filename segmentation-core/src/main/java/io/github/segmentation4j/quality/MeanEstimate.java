package io.github.segmentation4j.quality;

import org.apache.commons.math3.distribution.TDistribution;

/** A mean with Student's interval of 95 %. */
final class MeanEstimate {
    private static final double CONFIDENCE = 0.95;

    private final double mean;
    private final double halfWidth;
    private final double lowest;
    private final double highest;

    private MeanEstimate(double mean, double halfWidth, double lowest, double highest) {
        this.mean = mean;
        this.halfWidth = halfWidth;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Estimates from at least two values. */
    static MeanEstimate of(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double quantile = new TDistribution(values.length - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new MeanEstimate(mean, quantile * error, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** This estimate for a quantity that cannot leave a range. */
    MeanEstimate within(double least, double most) {
        return new MeanEstimate(mean, halfWidth, least, most);
    }

    /** This estimate with an interval that many times as wide. */
    MeanEstimate widenedBy(double factor) {
        return new MeanEstimate(mean, halfWidth * factor, lowest, highest);
    }

    Statistic statistic(String reasonIfNotFinite) {
        if (!Double.isFinite(mean) || !Double.isFinite(halfWidth)) {
            return Statistic.undetermined(reasonIfNotFinite);
        }
        return new Statistic.Estimate(
                mean, Math.max(lowest, mean - halfWidth), Math.min(highest, mean + halfWidth), CONFIDENCE);
    }
}
