package io.github.segmentation4j.fairness.unobserved;

import io.github.segmentation4j.quality.Statistic;

/**
 * A disparity estimated by weighting, see {@link WeightedParity} for which way it errs.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param difference the mean outcome of members less that of others
 * @param members the mean outcome of members
 * @param others the mean outcome of others
 * @param customers how many customers there are
 * @param expectedMembers how many of them are members, expected
 * @param expectedOthers how many are not, expected
 */
public record WeightedDisparity(
        Statistic difference,
        Statistic members,
        Statistic others,
        long customers,
        double expectedMembers,
        double expectedOthers) {}
