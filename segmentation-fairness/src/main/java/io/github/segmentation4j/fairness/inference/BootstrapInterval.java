package io.github.segmentation4j.fairness.inference;

/** How the interval of a bootstrap is read from its resamples. */
public enum BootstrapInterval {
    /** Between two quantiles of the resampled statistic; never leaves the range of the statistic. */
    PERCENTILE,
    /**
     * Those quantiles mirrored at the estimate, which takes back a bias of the statistic such as that of the largest
     * gap among many groups; may leave the range of the statistic.
     */
    BASIC
}
