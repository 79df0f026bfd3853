package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * A metric of an attribute.
 *
 * @param attribute the attribute, or the attributes crossed
 * @param metric the id of the metric, such as {@code normalised-balance}
 * @param definition what it means, in one plain sentence
 * @param ideal the value at which there is nothing left to wish
 * @param value the value with its interval; without one where resamples leave the metric undefined
 */
public record MetricValue(String attribute, String metric, String definition, double ideal, Statistic value) {
    /** Checks that nothing is null. */
    public MetricValue {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(value, "value");
    }
}
