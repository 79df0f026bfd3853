package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.run.ModelState;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Where among all customers the typical customer of a segment stands in one feature: a band in words and numbers instead
 * of anyone's value. One feature of {@link SegmentProfile#prototype()}.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public sealed interface PrototypeBand {
    /** The fifths of the customers, or of the shares from 0 to 1. */
    enum Band {
        /** The lowest fifth. */
        VERY_LOW("very low", 0),
        /** The second fifth. */
        LOW("low", 1),
        /** The fifth in the middle, its ends included. */
        MIDDLE("middle", 2),
        /** The fourth fifth, its upper end included. */
        HIGH("high", 3),
        /** The highest fifth. */
        VERY_HIGH("very high", 4);

        private final String words;
        private final int fifthsBelow;

        Band(String words, int fifthsBelow) {
            this.words = words;
            this.fifthsBelow = fifthsBelow;
        }

        /** How many fifths lie below this one, from 0 to 4. */
        int fifthsBelow() {
            return fifthsBelow;
        }

        /** Where a part of a whole, of which no more than 2^58, falls; ends count as the band nearer to the middle. */
        static Band of(long part, long whole) {
            long fifths = 5 * part;
            if (fifths <= 3 * whole && fifths >= 2 * whole) {
                return MIDDLE;
            }
            if (fifths < 2 * whole) {
                return fifths < whole ? VERY_LOW : LOW;
            }
            return fifths > 4 * whole ? VERY_HIGH : HIGH;
        }
    }

    /**
     * A band.
     *
     * @param feature what was measured
     * @param kind how to read it
     * @param band for a {@link FeatureProfile.Kind#NUMBER} the fifth of all customers that the median of the segment
     *     falls into; for {@link FeatureProfile.Kind#YES_NO} the fifth of the range from 0 to 1 that its share of yes
     *     falls into
     * @param lower the lower end of the band in the unit of the feature, rounded down; for YES_NO a share. Empty for the
     *     lowest band of a number, whose end would be the least value of a customer
     * @param upper the upper end, rounded up; empty for the highest band of a number
     */
    record Described(Feature feature, FeatureProfile.Kind kind, Band band, OptionalDouble lower, OptionalDouble upper)
            implements PrototypeBand {
        /** Checks that nothing is null. */
        public Described {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(band, "band");
            Objects.requireNonNull(lower, "lower");
            Objects.requireNonNull(upper, "upper");
        }

        /** The band of a share of yes. */
        static Described ofShare(Feature feature, long yes, long known) {
            Band band = Band.of(yes, known);
            double bands = Band.values().length;
            return new Described(
                    feature,
                    FeatureProfile.Kind.YES_NO,
                    band,
                    OptionalDouble.of(band.fifthsBelow() / bands),
                    OptionalDouble.of((band.fifthsBelow() + 1) / bands));
        }

        @Override
        public String inWords() {
            String unit = feature.unit().isEmpty() ? "" : " " + feature.unit();
            if (kind == FeatureProfile.Kind.YES_NO) {
                return "yes for " + plain(100 * lower.orElse(0)) + " to " + plain(100 * upper.orElse(1)) + " %";
            }
            if (lower.isEmpty() && upper.isEmpty()) {
                return band.words;
            }
            if (lower.isEmpty()) {
                return band.words + ": at most " + plain(upper.getAsDouble()) + unit;
            }
            if (upper.isEmpty()) {
                return band.words + ": at least " + plain(lower.getAsDouble()) + unit;
            }
            return band.words + ": " + plain(lower.getAsDouble()) + " to " + plain(upper.getAsDouble()) + unit;
        }

        private static String plain(double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
    }

    /**
     * No band, with the reason.
     *
     * @param feature what was measured
     * @param reason why there is none, in words
     */
    record Undetermined(Feature feature, String reason) implements PrototypeBand {
        /** Checks that nothing is null. */
        public Undetermined {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String inWords() {
            return reason;
        }
    }

    /** What was measured. */
    Feature feature();

    /** The band in English words and numbers, such as {@code high: 30 to 70 EUR}, or the reason why there is none. */
    String inWords();

    /** What must be stored to restore it. */
    default ModelState state() {
        ModelState.Builder state =
                ModelState.of("prototype-band/1").put("feature", feature().state());
        if (this instanceof Described band) {
            state.put("kind", band.kind().name()).put("band", band.band().name());
            band.lower().ifPresent(lower -> state.put("lower", lower));
            band.upper().ifPresent(upper -> state.put("upper", upper));
        } else if (this instanceof Undetermined none) {
            state.put("reason", none.reason());
        }
        return state.build();
    }

    /** A band from its stored state. */
    static PrototypeBand restore(ModelState state) {
        Feature feature = Feature.restore(state.child("feature"));
        return state.has("reason")
                ? new Undetermined(feature, state.text("reason"))
                : new Described(
                        feature,
                        FeatureProfile.Kind.valueOf(state.text("kind")),
                        Band.valueOf(state.text("band")),
                        end(state, "lower"),
                        end(state, "upper"));
    }

    private static OptionalDouble end(ModelState state, String name) {
        return state.has(name) ? OptionalDouble.of(state.number(name)) : OptionalDouble.empty();
    }
}
