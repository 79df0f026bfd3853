package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureScale;

/**
 * A feature that may change, in the coordinates of the clustering: to what, at which price. Staying where it is is always
 * permitted.
 */
final class Lever {
    /** A whole number found by going back through a scale is off by rounding, so by one at most. */
    private static final int CORRECTIONS = 2;

    private final int column;
    private final Feature feature;
    private final FeatureProfile.Kind kind;
    private final FeatureScale scale;
    private final double from;
    private final double at;
    private final double price;
    private final boolean isWhole;
    private final double lowest;
    private final double highest;

    /**
     * A lever.
     *
     * @param column the place of the feature in the clustering
     * @param source the described column, what the customer has there and how it becomes the feature
     * @param at the feature
     * @param price what a squared change of 1 adds to the squared length
     */
    Lever(int column, Trace.Column source, ChangeRules.Rule rule, double at, double price) {
        this.column = column;
        feature = source.described();
        kind = source.origin().kind();
        scale = source.scale().orElseThrow();
        from = source.value().orElseThrow();
        this.at = at;
        this.price = price;
        isWhole = rule.isWhole();
        lowest = isWhole ? Math.ceil(Math.max(rule.lower(), describedEnd(scale.least(), rule.lower()))) : rule.lower();
        highest = isWhole
                ? Math.floor(Math.min(rule.upper(), describedEnd(scale.greatest(), rule.upper())))
                : rule.upper();
    }

    private double describedEnd(double end, double otherwise) {
        double described = scale.describe(end);
        return Double.isNaN(described) ? otherwise : described;
    }

    int column() {
        return column;
    }

    Feature feature() {
        return feature;
    }

    FeatureProfile.Kind kind() {
        return kind;
    }

    double from() {
        return from;
    }

    double at() {
        return at;
    }

    double price() {
        return price;
    }

    /** The least feature that is permitted. */
    double least() {
        return Math.min(at, permittedLeast());
    }

    /** The greatest feature that is permitted. */
    double greatest() {
        return Math.max(at, permittedGreatest());
    }

    private double permittedLeast() {
        if (lowest > highest) {
            return at;
        }
        double least = Double.isInfinite(lowest) ? Double.NaN : scale.feature(lowest);
        if (Double.isNaN(least) && isWhole && !Double.isInfinite(lowest)) {
            // The end itself is refused, as -1 is by log1p.
            least = scale.feature(lowest + 1);
        }
        return Double.isNaN(least) ? scale.least() : Math.max(least, scale.least());
    }

    private double permittedGreatest() {
        if (lowest > highest) {
            return at;
        }
        double greatest = Double.isInfinite(highest) ? Double.NaN : scale.feature(highest);
        return Double.isNaN(greatest) ? scale.greatest() : Math.min(greatest, scale.greatest());
    }

    /** The greatest permitted feature of at most {@code value}; negative infinity if there is none. */
    double permittedBelow(double value) {
        double low = permittedLeast();
        double high = permittedGreatest();
        double below = Double.NEGATIVE_INFINITY;
        if (lowest <= highest && value >= low) {
            below = value >= high ? high : isWhole ? wholeBelow(value) : value;
        }
        return at <= value ? Math.max(at, below) : below;
    }

    /** The least permitted feature of at least {@code value}; infinity if there is none. */
    double permittedAbove(double value) {
        double low = permittedLeast();
        double high = permittedGreatest();
        double above = Double.POSITIVE_INFINITY;
        if (lowest <= highest && value <= high) {
            above = value <= low ? low : isWhole ? wholeAbove(value) : value;
        }
        return at >= value ? Math.min(at, above) : above;
    }

    private double wholeBelow(double value) {
        double whole = Math.floor(scale.describe(value)) + 1;
        for (int i = 0; i <= CORRECTIONS && !(scale.feature(whole) <= value); i++) {
            whole--;
        }
        return Math.max(permittedLeast(), scale.feature(whole));
    }

    private double wholeAbove(double value) {
        double whole = Math.ceil(scale.describe(value)) - 1;
        for (int i = 0; i <= CORRECTIONS && !(scale.feature(whole) >= value); i++) {
            whole++;
        }
        return Math.min(permittedGreatest(), scale.feature(whole));
    }

    /** The described number of a permitted feature. */
    double to(double value) {
        if (value == at) {
            return from;
        }
        double described = scale.describe(value);
        // Adding zero turns -0.0 into 0.0.
        return (isWhole ? Math.rint(described) : Math.max(lowest, Math.min(highest, described))) + 0.0;
    }

    /** What the extractor makes of a described number. */
    double feature(double described) {
        return scale.feature(described);
    }
}
