package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.util.Objects;

/**
 * One feature within one segment, in the feature's own unit.
 *
 * @param feature what was measured
 * @param kind how to read the numbers
 * @param known customers of the segment whose value is known
 * @param missing customers of the segment whose value is missing
 * @param mean the mean of the known values; for {@link Kind#YES_NO} the share of yes
 * @param lowerQuartile a quarter of the known values is at most this
 * @param median half of the known values is at most this
 * @param upperQuartile three quarters of the known values are at most this
 * @param difference mean of the segment minus mean of all other customers, in standard deviations over all customers;
 *     about 0.2 is small, 0.5 medium, 0.8 large (Cohen 1988)
 */
public record FeatureProfile(
        Feature feature,
        Kind kind,
        int known,
        int missing,
        Statistic mean,
        Statistic lowerQuartile,
        Statistic median,
        Statistic upperQuartile,
        Statistic difference) {
    /** How the numbers of a feature are read. */
    public enum Kind {
        /** Any number; the median is typical. */
        NUMBER,
        /** Only 0 and 1 occur; the share of 1 is typical. */
        YES_NO
    }

    /** Checks that nothing is null. */
    public FeatureProfile {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(lowerQuartile, "lowerQuartile");
        Objects.requireNonNull(median, "median");
        Objects.requireNonNull(upperQuartile, "upperQuartile");
        Objects.requireNonNull(difference, "difference");
    }

    /** What is typical for the segment: the median of a number, the share of yes otherwise. */
    public Statistic typical() {
        return kind == Kind.YES_NO ? mean : median;
    }

    ModelState state() {
        ModelState.Builder state = ModelState.of("feature-profile/1")
                .put("feature", feature.state())
                .put("kind", kind.name())
                .put("known", known)
                .put("missing", missing);
        put(state, "mean", mean);
        put(state, "lowerQuartile", lowerQuartile);
        put(state, "median", median);
        put(state, "upperQuartile", upperQuartile);
        put(state, "difference", difference);
        return state.build();
    }

    static FeatureProfile restore(ModelState state) {
        return new FeatureProfile(
                Feature.restore(state.child("feature")),
                Kind.valueOf(state.text("kind")),
                state.integer("known"),
                state.integer("missing"),
                get(state, "mean"),
                get(state, "lowerQuartile"),
                get(state, "median"),
                get(state, "upperQuartile"),
                get(state, "difference"));
    }

    private static void put(ModelState.Builder state, String name, Statistic statistic) {
        if (statistic instanceof Statistic.Undetermined none) {
            state.put(name, none.reason());
        } else {
            state.put(name, statistic.orElseThrow());
        }
    }

    private static Statistic get(ModelState state, String name) {
        return state.value(name) instanceof String reason
                ? Statistic.undetermined(reason)
                : Statistic.of(state.number(name));
    }
}
