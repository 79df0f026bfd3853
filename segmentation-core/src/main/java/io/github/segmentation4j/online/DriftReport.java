package io.github.segmentation4j.online;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a {@link DriftMonitor} has found so far. Immutable and safe for use by several threads.
 *
 * @param advice what to do
 * @param features for each feature how it drifted
 * @param segments for each segment how its share drifted
 * @param shares the population stability index of the shares of all segments
 * @param observed the number of observations
 * @param alarmAt the number, from 1, of the observation at which the first alarm was raised
 * @param falseAlarmRate the probability of an alarm over the whole run without drift
 */
public record DriftReport(
        DriftAdvice advice,
        List<FeatureDrift> features,
        List<SegmentDrift> segments,
        DriftStatistic shares,
        long observed,
        OptionalLong alarmAt,
        double falseAlarmRate) {
    /** Checks that nothing is null, and copies the lists. */
    public DriftReport {
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(shares, "shares");
        Objects.requireNonNull(alarmAt, "alarmAt");
        features = List.copyOf(features);
        segments = List.copyOf(segments);
    }
}
