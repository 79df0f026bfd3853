package io.github.segmentation4j.online;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The drift of the share of one segment.
 *
 * @param segment its number, from 0
 * @param before its share of the reference
 * @param now its share of the latest observations
 * @param alarmAt the number, from 1, of the observation at which an alarm was raised
 */
public record SegmentDrift(int segment, double before, Statistic now, OptionalLong alarmAt) {
    /** Checks that nothing is null. */
    public SegmentDrift {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(alarmAt, "alarmAt");
    }
}
