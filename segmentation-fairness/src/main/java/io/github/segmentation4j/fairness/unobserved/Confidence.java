package io.github.segmentation4j.fairness.unobserved;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;

/** The confidence of intervals, and the usual interval around a number. */
record Confidence(double level) {
    static final Confidence STANDARD = new Confidence(0.95);

    Confidence {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence must lie between 0 and 1, was " + level);
        }
    }

    double z() {
        return StandardNormal.criticalValue(level);
    }

    /** Undetermined without spread: an interval of no width would claim certainty where the data show none. */
    Statistic around(double number, double variance) {
        if (!(variance > 0)) {
            return Statistic.undetermined("the outcomes have no spread from which an interval could be told");
        }
        double half = z() * Math.sqrt(variance);
        return Double.isFinite(number) && Double.isFinite(half)
                ? new Statistic.Estimate(number, number - half, number + half, level)
                : Statistic.undetermined("the numbers are too large or too uncertain for an interval");
    }
}
