package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** From which described column each feature of one customer comes, as far as that can be told. */
final class Trace {
    /** Far above the rounding of a scale and of storage in single precision, far below any change worth a word. */
    private static final double SAME = 1e-5;

    private final List<Column> columns;

    /** A feature, what describes it and how to get from one to the other; no scale if it cannot be traced. */
    record Column(
            Feature feature, Feature described, Optional<FeatureScale> scale, OptionalDouble value, Origin origin) {}

    /** What kind of field a feature comes from: may it be changed, is it an answer, what are its limits. */
    record Origin(boolean isHeld, FeatureProfile.Kind kind, double lower, double upper) {
        static final Origin NUMBER = within(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        static final Origin HELD = new Origin(true, FeatureProfile.Kind.NUMBER, 0, 0);
        static final Origin LEVEL = new Origin(true, FeatureProfile.Kind.YES_NO, 0, 1);
        static final Origin FLAG = new Origin(false, FeatureProfile.Kind.YES_NO, 0, 1);

        static Origin within(double lower, double upper) {
            return new Origin(false, FeatureProfile.Kind.NUMBER, lower, upper);
        }

        /** The rule of a feature with the limits of its field. */
        ChangeRules.Rule with(ChangeRules.Rule rule) {
            return new ChangeRules.Rule(
                    rule.isFixed() || isHeld,
                    rule.isWhole() || kind == FeatureProfile.Kind.YES_NO,
                    Math.max(lower, rule.lower()),
                    Math.min(upper, rule.upper()),
                    rule.cost());
        }
    }

    private Trace(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * The trace of a row.
     *
     * @param scales one for each feature
     * @param origins says what a feature comes from, given what describes it
     */
    static Trace of(
            FeatureMatrix features,
            FeatureMatrix described,
            int row,
            List<Optional<FeatureScale>> scales,
            BiFunction<Feature, Feature, Origin> origins) {
        Map<String, Integer> places = new HashMap<>();
        described.features().forEach(feature -> places.put(feature.name(), places.size()));
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < features.columnCount(); c++) {
            Feature feature = features.features().get(c);
            double value = features.get(row, c);
            Optional<FeatureScale> scale = scales.get(c);
            Integer place =
                    scale.isEmpty() ? null : places.get(scale.orElseThrow().described());
            double number = place == null ? Double.NaN : described.get(row, place);
            boolean isTraced = place != null && (Double.isNaN(number) || leads(scale.orElseThrow(), number, value));
            if (place == null || !isTraced) {
                columns.add(
                        new Column(feature, feature, Optional.empty(), known(value), origins.apply(feature, feature)));
            } else {
                Feature source = described.features().get(place);
                columns.add(new Column(
                        feature,
                        source,
                        scale.filter(found -> !Double.isNaN(number)),
                        known(number),
                        origins.apply(feature, source)));
            }
        }
        return new Trace(columns);
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static boolean leads(FeatureScale scale, double described, double value) {
        return Math.abs(scale.feature(described) - value) <= SAME * (1 + Math.abs(value));
    }

    /** One for each feature of the clustering. */
    List<Column> columns() {
        return columns;
    }
}
