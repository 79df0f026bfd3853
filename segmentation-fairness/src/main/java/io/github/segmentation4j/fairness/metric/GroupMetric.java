package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.quality.Statistic;

/**
 * A metric that has a value for each group beside the summary of them all.
 *
 * @param <D> what it is computed from
 */
public interface GroupMetric<D> extends FairnessMetric<D> {
    /** The value of each group, in the order of the groups, and the summary. */
    GroupValues byGroup(D data);

    @Override
    default Statistic evaluate(D data) {
        return byGroup(data).summary();
    }
}
