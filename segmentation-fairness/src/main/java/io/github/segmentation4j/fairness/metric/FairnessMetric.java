package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.quality.Statistic;

/**
 * One number that says how fair something is.
 *
 * <p>Those of this package are made by {@link RepresentationMetrics}, {@link DistributionMetrics}, {@link
 * AssociationMetrics}, {@link DistanceMetrics}, {@link DecisionMetrics}, {@link ConditionalMetrics}, {@link
 * ValueMetrics} and {@link InequalityMetrics}; {@link FairnessMetrics} lists them.
 *
 * <p>An implementation must be immutable, must not depend on the order of persons or groups, and gives {@link
 * Statistic.Undetermined} with the reason where the number cannot be computed.
 *
 * @param <D> what it is computed from: {@link io.github.segmentation4j.fairness.group.SegmentTable}, {@link
 *     io.github.segmentation4j.fairness.group.SegmentDistances} or {@link
 *     io.github.segmentation4j.fairness.group.Decisions}
 */
public interface FairnessMetric<D> {
    /** A short name that identifies the metric, such as {@code normalised-balance}. */
    String id();

    /** What the number means, in one plain sentence. */
    String definition();

    /** The value at which there is nothing left to wish. */
    double ideal();

    /** The number, or why there is none. */
    Statistic evaluate(D data);
}
