package io.github.segmentation4j.fairness.unobserved;

import io.github.segmentation4j.quality.Statistic;

/**
 * The least and the greatest disparity that the data allow.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param lowest the least disparity; its interval says how far sampling leaves it open
 * @param highest the greatest disparity, likewise
 * @param customers how many customers the cells have together
 * @param expectedMembers how many of them are members, expected
 * @param cells how many cells have customers
 */
public record DisparityBounds(Statistic lowest, Statistic highest, long customers, double expectedMembers, int cells) {
    /**
     * What the interval from the lower end of {@code lowest} to the upper end of {@code highest} says.
     *
     * @param margin the disparity from which on it matters, at least 0
     */
    public DisparityVerdict verdict(double margin) {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("the margin must be at least 0, was " + margin);
        }
        if (!(lowest instanceof Statistic.Estimate low) || !(highest instanceof Statistic.Estimate high)) {
            return DisparityVerdict.INCONCLUSIVE;
        }
        if (high.upper() < -margin) {
            return DisparityVerdict.MEMBERS_WORSE;
        }
        if (low.lower() > margin) {
            return DisparityVerdict.MEMBERS_BETTER;
        }
        boolean within = low.lower() >= -margin && high.upper() <= margin;
        return within ? DisparityVerdict.WITHIN_MARGIN : DisparityVerdict.INCONCLUSIVE;
    }
}
