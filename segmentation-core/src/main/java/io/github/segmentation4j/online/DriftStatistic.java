package io.github.segmentation4j.online;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * How far two samples differ, and how likely so large a difference is by chance.
 *
 * @param value the difference, 0 if there is none
 * @param pValue the probability of at least this difference between samples of one distribution, at a single look
 */
public record DriftStatistic(Statistic value, Statistic pValue) {
    /** Checks that nothing is null. */
    public DriftStatistic {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(pValue, "pValue");
    }

    static DriftStatistic undetermined(String reason) {
        return new DriftStatistic(Statistic.undetermined(reason), Statistic.undetermined(reason));
    }
}
