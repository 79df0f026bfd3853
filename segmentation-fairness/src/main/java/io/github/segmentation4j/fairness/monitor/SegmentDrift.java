package io.github.segmentation4j.fairness.monitor;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * How the groups of a segment have changed since the baseline.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param segment the segment
 * @param before how many persons it had
 * @param now how many persons it has
 * @param stabilityIndex the population stability index: the sum over groups of {@code (now - before) log(now / before)} of
 *     the shares, half a person added to each group; 0 or more, finite
 * @param divergence the Jensen-Shannon divergence of the shares in nats, 0 to log 2
 * @param pooledGroups how many groups were put together for the test, because fewer than 5 persons were expected in one
 * @param p the probability of a change at least as large if both times are drawn from the same shares (chi-squared)
 * @param adjustedP the same, corrected by Holm over the segments tested
 * @param verdict what that says
 */
public record SegmentDrift(
        String segment,
        long before,
        long now,
        Statistic stabilityIndex,
        Statistic divergence,
        int pooledGroups,
        Statistic p,
        Statistic adjustedP,
        DriftVerdict verdict) {
    /** Checks that nothing is missing. */
    public SegmentDrift {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(stabilityIndex, "stabilityIndex");
        Objects.requireNonNull(divergence, "divergence");
        Objects.requireNonNull(p, "p");
        Objects.requireNonNull(adjustedP, "adjustedP");
        Objects.requireNonNull(verdict, "verdict");
    }
}
