package io.github.segmentation4j.fairness.inference;

/**
 * The score statistic of two shares: how many standard errors they lie from a supposed difference, ratio or odds ratio,
 * the error taken where the supposition holds and is likeliest. It falls as the supposed value grows.
 */
final class ScoreStatistic {
    /**
     * Beyond it an end is as good as infinite; far enough below the largest double for squares of what is made of it.
     */
    private static final double ENDLESS = 1e150;

    private final TwoProportions counts;
    private final Measure measure;

    ScoreStatistic(TwoProportions counts, Measure measure) {
        this.counts = counts;
        this.measure = measure;
    }

    /** The statistic at a supposed value, which lies in the range of the measure; both sizes are above 0. */
    double at(double value) {
        return switch (measure) {
            case DIFFERENCE -> forDifference(value);
            case RATIO -> forRatio(value);
            case ODDS_RATIO -> forOddsRatio(value);
        };
    }

    private double forDifference(double difference) {
        double low = Math.max(0, -difference);
        double high = Math.min(1, 1 - difference);
        double other = low;
        // The likelihood is concave: its slope has one root.
        for (double middle = low + (high - low) / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
            other = middle;
            double slope = counts.hits() / (middle + difference)
                    - counts.misses() / (1 - middle - difference)
                    + counts.otherHits() / middle
                    - counts.otherMisses() / (1 - middle);
            if (slope > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double first = Math.max(0, Math.min(1, other + difference));
        double variance = first * (1 - first) / counts.size() + other * (1 - other) / counts.otherSize();
        return standardised(counts.share() - counts.otherShare() - difference, variance);
    }

    private double forRatio(double ratio) {
        double a = ratio * ((double) counts.size() + counts.otherSize());
        double b = ratio * (counts.size() + counts.otherHits()) + counts.hits() + counts.otherSize();
        double c = (double) counts.hits() + counts.otherHits();
        double other = 2 * c / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
        double first = Math.min(1, ratio * other);
        double variance = first * (1 - first) / counts.size()
                + ratio * ratio * other * Math.max(0, 1 - other) / counts.otherSize();
        return standardised(counts.share() - ratio * counts.otherShare(), variance);
    }

    private double forOddsRatio(double oddsRatio) {
        double other = otherShareAt(counts, oddsRatio);
        double denominator = 1 + (oddsRatio - 1) * other;
        double first = oddsRatio * other / denominator;
        double firstVariance = counts.size() * first * ((1 - other) / denominator);
        double otherVariance = counts.otherSize() * other * (1 - other);
        double gap = counts.hits() - counts.size() * first;
        return firstVariance <= 0 || otherVariance <= 0 ? 0 : gap * Math.sqrt(1 / firstVariance + 1 / otherVariance);
    }

    /** The likeliest second share if the odds ratio is as supposed and the hits on both sides together are as seen. */
    static double otherShareAt(TwoProportions counts, double oddsRatio) {
        double allHits = (double) counts.hits() + counts.otherHits();
        double a = counts.otherSize() * (oddsRatio - 1);
        double b = counts.size() * oddsRatio + counts.otherSize() - allHits * (oddsRatio - 1);
        double root = Math.sqrt(Math.max(0, b * b + 4 * a * allHits));
        // Of the two forms of the root the one that does not cancel.
        return Math.min(1, b > 0 ? 2 * allHits / (b + root) : (root - b) / (2 * a));
    }

    private static double standardised(double gap, double variance) {
        if (variance <= 0) {
            return gap == 0 ? 0 : gap > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        return gap / Math.sqrt(variance);
    }

    /** The largest value that is not rejected, given the estimate; infinite if there is none. */
    double upperEnd(double estimate, double z) {
        return measure == Measure.DIFFERENCE ? upperDifference(estimate, z) : upperQuotient(estimate, z);
    }

    private double upperDifference(double estimate, double z) {
        double low = estimate;
        double high = 1;
        for (double middle = low + (high - low) / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
            if (at(middle) > -z) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double upperQuotient(double estimate, double z) {
        double high = estimate > 0 ? estimate : 1;
        while (at(high) > -z) {
            high *= 2;
            if (high > ENDLESS) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double low = high / 2;
        while (low > estimate && at(low) <= -z) {
            low /= 2;
        }
        low = Math.max(low, estimate);
        // By the geometric mean, so that small and large ends get as many digits.
        for (double middle = Math.sqrt(low * high); low < middle && middle < high; middle = Math.sqrt(low * high)) {
            if (at(middle) > -z) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
