package io.github.segmentation4j.online;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * The drift of one feature.
 *
 * @param feature its name
 * @param psi the population stability index of the latest observations
 * @param distance the Kolmogorov-Smirnov distance of the latest observations
 * @param alarmAt the number, from 1, of the observation at which an alarm was raised
 */
public record FeatureDrift(String feature, DriftStatistic psi, DriftStatistic distance, OptionalLong alarmAt) {
    /** Checks that nothing is null. */
    public FeatureDrift {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(psi, "psi");
        Objects.requireNonNull(distance, "distance");
        Objects.requireNonNull(alarmAt, "alarmAt");
    }
}
