package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureScale;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The way of one row through a tree of rules, told in a person's own units where features can be traced. */
final class RulePaths {
    /** A double holds no more decimals than these of a number from 0.1 to 1. */
    private static final int MOST_DECIMALS = 16;

    private RulePaths() {}

    /**
     * The rule that takes a row; empty if the rules ask for a value that is missing.
     *
     * @param values the features as they are clustered
     * @param described the described columns of {@code describedFeatures}
     */
    static Optional<WhyThisSegment.RulePath> of(
            SegmentRules rules,
            double[] values,
            double[] described,
            List<Feature> describedFeatures,
            Trace trace,
            List<WhyThisSegment.Place> places) {
        List<Feature> clustered =
                trace.columns().stream().map(Trace.Column::feature).toList();
        boolean inClustering = rules.features().equals(clustered);
        if (!inClustering && !rules.features().equals(describedFeatures)) {
            throw new IllegalArgumentException(
                    "the rules must be made from the features of the clustering or from the described columns, in their"
                            + " order; were made from "
                            + rules.features().stream().map(Feature::name).toList());
        }
        if (rules.segmentCount() != places.size()) {
            throw new IllegalArgumentException("the rules must lead to the " + places.size() + " segments, lead to "
                    + rules.segmentCount() + "; make them from the same clustering");
        }
        double[] row = inClustering ? values : described;
        Map<Integer, double[]> bounds = new LinkedHashMap<>();
        SegmentRules.Node node = rules.tree();
        while (node instanceof SegmentRules.Cut cut) {
            double value = row[cut.feature()];
            if (Double.isNaN(value)) {
                return Optional.empty();
            }
            double[] bound = bounds.computeIfAbsent(
                    cut.feature(), unseen -> new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY});
            boolean left = value <= cut.threshold();
            bound[left ? 1 : 0] = left ? Math.min(bound[1], cut.threshold()) : Math.max(bound[0], cut.threshold());
            node = left ? cut.left() : cut.right();
        }
        List<WhyThisSegment.Condition> conditions = new ArrayList<>();
        bounds.forEach((feature, bound) -> conditions.add(
                inClustering
                        ? traced(trace.columns().get(feature), bound)
                        : new WhyThisSegment.Condition(
                                rules.features().get(feature), finite(bound[0]), finite(bound[1]))));
        int leaf = ((SegmentRules.Leaf) node).segment();
        return Optional.of(new WhyThisSegment.RulePath(conditions, places.get(leaf), rules.fidelity()));
    }

    private static WhyThisSegment.Condition traced(Trace.Column column, double[] bound) {
        if (column.scale().isEmpty()) {
            return new WhyThisSegment.Condition(column.feature(), finite(bound[0]), finite(bound[1]));
        }
        double above = describe(column, bound[0]);
        double atMost = describe(column, bound[1]);
        return new WhyThisSegment.Condition(column.described(), finite(above), finite(atMost));
    }

    /** The bound as it was before the scale: the shortest decimal that comes out as the bound, if there is one. */
    private static double describe(Trace.Column column, double bound) {
        if (Double.isInfinite(bound)) {
            return bound;
        }
        FeatureScale scale = column.scale().orElseThrow();
        double described = scale.describe(bound);
        if (Double.isFinite(described)) {
            BigDecimal exact = new BigDecimal(described);
            for (int digits = 0; digits <= MOST_DECIMALS; digits++) {
                // Adding zero turns -0.0 into 0.0.
                double shorter = exact.setScale(digits, RoundingMode.HALF_EVEN).doubleValue() + 0.0;
                if (scale.feature(shorter) == bound) {
                    return shorter;
                }
            }
        }
        return described;
    }

    private static OptionalDouble finite(double bound) {
        return Double.isFinite(bound) ? OptionalDouble.of(bound) : OptionalDouble.empty();
    }
}
