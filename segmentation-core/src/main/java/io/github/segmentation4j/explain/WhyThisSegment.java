package io.github.segmentation4j.explain;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Why one customer is in a segment: which data were used, what each of them counted for this segment rather than the
 * next one, what would change it, what it leads to, whether a person was involved and what the customer can do.
 *
 * <p>It holds values of this customer and of nobody else, and is meant for this customer alone. Its {@link #toString()}
 * holds none.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WhyThisSegment {
    private final Place segment;
    private final List<Place> places;
    private final Reasons reasons;
    private final Optional<RulePath> rulePath;
    private final SmallestChange change;
    private final List<DataUse> dataUses;
    private final Involvement involvement;
    private final ExplanationPolicy policy;
    private final String token;

    /**
     * A segment.
     *
     * @param number from 1
     * @param name as its owner gave it
     */
    public record Place(int number, String name) {
        /** Checks that there is a name. */
        public Place {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * What speaks for the segment rather than the next one. For a customer with row x, own centre a and next centre b a
     * feature contributes weight x ((x - b)^2 - (x - a)^2), so that the contributions and {@link #offset()} add up to
     * {@link #margin()}.
     *
     * @param next the segment the customer would be in if the own one did not exist; empty if there is no other or the
     *     model does not tell
     * @param margin how much nearer the own centre is than the next one, in squared distance, offsets included: 0 for a
     *     tie, which the lowest number wins; undetermined if the model does not tell
     * @param offset what the offsets of the model contribute, such as those that keep segments within sizes; 0 as a rule
     * @param contributions one for each feature of the clustering, in order; empty if the margin is undetermined
     */
    public record Reasons(Optional<Place> next, Statistic margin, double offset, List<Contribution> contributions) {
        /** Copies the list. */
        public Reasons {
            Objects.requireNonNull(next, "next");
            Objects.requireNonNull(margin, "margin");
            contributions = List.copyOf(contributions);
        }

        /** Names no value of the customer. */
        @Override
        public String toString() {
            return contributions.size() + " contributions";
        }
    }

    /**
     * What one feature counted.
     *
     * @param feature as it was clustered
     * @param described the column in a person's own units that it comes from, the feature itself if it cannot be traced
     * @param kind how to read the value
     * @param value what the customer has, in the unit of {@code described}; empty if it is missing
     * @param amount positive if it speaks for the segment, negative if for the next one
     */
    public record Contribution(
            Feature feature, Feature described, FeatureProfile.Kind kind, OptionalDouble value, double amount) {
        /** Checks that nothing is null. */
        public Contribution {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(described, "described");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(value, "value");
        }

        /** Names the feature only: the numbers are the customer's. */
        @Override
        public String toString() {
            return "contribution of " + feature.name();
        }
    }

    /**
     * The rule that takes the customer, which comes close to the segment and may differ from it.
     *
     * @param conditions what holds for the customer, each feature once; none if one rule takes everybody
     * @param segment where the rule puts the customer
     * @param fidelity the share of customers for whom rule and segment agree
     */
    public record RulePath(List<Condition> conditions, Place segment, Statistic fidelity) {
        /** Copies the list. */
        public RulePath {
            conditions = List.copyOf(conditions);
            Objects.requireNonNull(segment, "segment");
            Objects.requireNonNull(fidelity, "fidelity");
        }
    }

    /**
     * A condition of a rule, in the unit of its feature. At least one bound is there.
     *
     * @param feature in a person's own units where it can be traced
     * @param above the value is above this
     * @param atMost the value is at most this
     */
    public record Condition(Feature feature, OptionalDouble above, OptionalDouble atMost) {
        /** Checks that nothing is null. */
        public Condition {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(above, "above");
            Objects.requireNonNull(atMost, "atMost");
        }
    }

    /**
     * A feature with the data it was made from.
     *
     * @param feature as it was clustered
     * @param origins the fields of the schema; empty if the feature names none
     */
    public record DataUse(Feature feature, List<Origin> origins) {
        /** Copies the list. */
        public DataUse {
            Objects.requireNonNull(feature, "feature");
            origins = List.copyOf(origins);
        }

        /**
         * The uses behind features of nobody's schema, in order; where their fields came from nobody said.
         */
        public static List<DataUse> of(List<Feature> features) {
            return of(features, field -> "");
        }

        /**
         * The uses behind features, in order.
         *
         * @param schema declares the fields
         */
        public static List<DataUse> of(List<Feature> features, Schema schema) {
            return of(features, field -> source(field, schema));
        }

        private static List<DataUse> of(List<Feature> features, Function<String, String> source) {
            return features.stream()
                    .map(feature -> new DataUse(
                            feature,
                            feature.attributes().stream()
                                    .map(field -> new Origin(field, source.apply(field)))
                                    .toList()))
                    .toList();
        }

        private static String source(String field, Schema schema) {
            Optional<Attribute> attribute = schema.findAttribute(field);
            if (attribute.isPresent()) {
                return attribute.orElseThrow().handling().source();
            }
            for (EventStream stream : schema.streams()) {
                if (field.equals(stream.name()) || field.startsWith(stream.name() + ".")) {
                    return stream.handling().source();
                }
            }
            return "";
        }
    }

    /**
     * A field of the schema.
     *
     * @param field its name, such as {@code tenure} or {@code purchases.value}
     * @param source the system or person it came from; empty if nobody said
     */
    public record Origin(String field, String source) {
        /** Checks that nothing is null. */
        public Origin {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(source, "source");
        }
    }

    /** Who decided that the segments may be used. Into which of them a customer falls is always computed. */
    public sealed interface Involvement {
        /**
         * A person.
         *
         * @param by a role, as the gate named it
         */
        record Person(String by) implements Involvement {}

        /** No person: a gate that decides by itself. */
        record Automatic() implements Involvement {}

        /** Nobody said. */
        record Unknown() implements Involvement {}
    }

    WhyThisSegment(
            Place segment,
            List<Place> places,
            Reasons reasons,
            Optional<RulePath> rulePath,
            SmallestChange change,
            List<DataUse> dataUses,
            Involvement involvement,
            ExplanationPolicy policy,
            String token) {
        this.segment = segment;
        this.places = List.copyOf(places);
        this.reasons = reasons;
        this.rulePath = rulePath;
        this.change = change;
        this.dataUses = List.copyOf(dataUses);
        this.involvement = involvement;
        this.policy = policy;
        this.token = token;
    }

    /** The customer's segment. */
    public Place segment() {
        return segment;
    }

    /** What speaks for it rather than the next one. */
    public Reasons reasons() {
        return reasons;
    }

    /** The rule that takes the customer, if there are rules and the customer's features are all known. */
    public Optional<RulePath> rulePath() {
        return rulePath;
    }

    /** The smallest change that would put the customer into another segment. */
    public SmallestChange change() {
        return change;
    }

    /** The data that were used, one entry for each feature of the clustering. */
    public List<DataUse> dataUses() {
        return dataUses;
    }

    /** Whether a person was involved. */
    public Involvement involvement() {
        return involvement;
    }

    /** What the segment leads to, if its owner said. */
    public Optional<Wording> outcome() {
        return policy.outcome(segment.number());
    }

    /** How to opt out, correct and contest. */
    public ExplanationPolicy.Rights rights() {
        return policy.rights();
    }

    /** Stands for this explanation when the customer gives feedback. */
    public String token() {
        return token;
    }

    boolean isOnlySegment() {
        return places.size() == 1;
    }

    String nameOf(int number) {
        return places.get(number - 1).name();
    }

    /** This explanation in words; see {@link ExplanationRenderer} for the languages. */
    public Explanation in(Locale locale) {
        return ExplanationRenderer.of(policy.glossary(), locale).render(this);
    }

    @Override
    public String toString() {
        return "explanation of segment " + segment.number();
    }
}
