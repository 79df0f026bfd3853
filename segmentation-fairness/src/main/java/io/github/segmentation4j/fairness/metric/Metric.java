package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.quality.Statistic;
import java.util.function.Function;

/** A metric from its parts. */
record Metric<D>(String id, String definition, double ideal, Function<D, Statistic> formula)
        implements FairnessMetric<D> {
    @Override
    public Statistic evaluate(D data) {
        return formula.apply(data);
    }

    @Override
    public String toString() {
        return id;
    }

    /** A metric with a value for each group, from its parts. */
    record OfGroups<D>(String id, String definition, double ideal, Function<D, GroupValues> formula)
            implements GroupMetric<D> {
        @Override
        public GroupValues byGroup(D data) {
            return formula.apply(data);
        }

        @Override
        public String toString() {
            return id;
        }
    }
}
