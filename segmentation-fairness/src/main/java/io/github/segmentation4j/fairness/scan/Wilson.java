package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;

/**
 * A share with its score interval of 95 % confidence.
 *
 * <p>References: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 1927.
 */
final class Wilson {
    static final double CONFIDENCE = 0.95;

    private Wilson() {}

    static Statistic share(long hits, long of) {
        if (of == 0) {
            return Statistic.undetermined("there is nobody to have a share of");
        }
        double z = StandardNormal.quantile(0.5 + CONFIDENCE / 2);
        double share = (double) hits / of;
        double widening = z * z / of;
        double center = (share + widening / 2) / (1 + widening);
        double half = z * Math.sqrt(share * (1 - share) / of + widening / (4 * of)) / (1 + widening);
        // At 0 and at 1 the end is the share itself; rounding must not push it past.
        double lower = hits == 0 ? 0 : Math.min(share, Math.max(0, center - half));
        double upper = hits == of ? 1 : Math.max(share, Math.min(1, center + half));
        return new Statistic.Estimate(share, lower, upper, CONFIDENCE);
    }
}
