package io.github.segmentation4j.data;

import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The inventory of the data: every field with its type, role, sensitivity, source, purposes and retention.
 *
 * <p>Denied by default: a field that allows no purpose is refused when the schema is built, unless it is protected or
 * records consent. Each setter of the builder applies to the field begun last.
 *
 * <pre>{@code
 * Schema schema = Schema.builder().id("customer")
 *     .category("plan").source("CRM").allow(PERSONALISATION)
 *     .number("tenure").unit("months").range(0, 1200).source("CRM").allow(PERSONALISATION)
 *     .category("sex").protectedAttribute()
 *     .flag("newsletter").consentFor(PERSONALISATION)
 *     .events("purchases").amount("value", "EUR").label("department").allow(PERSONALISATION)
 *     .build();
 * System.out.println(schema.inventory());
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Schema {
    private final String id;
    private final Map<String, Attribute> attributes;
    private final Map<String, Integer> indices;
    private final Map<String, EventStream> streams;

    private Schema(String id, Map<String, Attribute> attributes, Map<String, EventStream> streams) {
        this.id = id;
        this.attributes = attributes;
        this.streams = streams;
        this.indices = new LinkedHashMap<>();
        attributes.keySet().forEach(name -> indices.put(name, indices.size()));
    }

    /** Starts a schema. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the field that tells customers apart. */
    public String id() {
        return id;
    }

    /** The attributes of a customer in the order they were declared, without the id. */
    public List<Attribute> attributes() {
        return List.copyOf(attributes.values());
    }

    /** The attributes with a role, in the order they were declared. */
    public List<Attribute> attributes(AttributeRole role) {
        return attributes.values().stream()
                .filter(attribute -> attribute.role() == role)
                .toList();
    }

    /** The attribute of a name. */
    public Attribute attribute(String name) {
        Attribute attribute = attributes.get(name);
        if (attribute == null) {
            throw unknown(name);
        }
        return attribute;
    }

    /** Looks for an attribute by name. */
    public Optional<Attribute> findAttribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /**
     * The place of an attribute in {@link #attributes()}.
     *
     * @throws IllegalArgumentException if the schema has no such attribute
     */
    public int indexOf(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            throw unknown(name);
        }
        return index;
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "the schema has no attribute '" + name + "'; it has " + attributes.keySet());
    }

    /** The kinds of events in the order they were declared. */
    public List<EventStream> streams() {
        return List.copyOf(streams.values());
    }

    /** The kind of event of a name. */
    public EventStream stream(String name) {
        EventStream stream = streams.get(name);
        if (stream == null) {
            throw new IllegalArgumentException("the schema has no events '" + name + "'; it has " + streams.keySet());
        }
        return stream;
    }

    /**
     * What another schema lacks or declares otherwise than this one: empty if whatever works with this schema works with
     * the other. Fields that only the other has do not matter.
     */
    public List<String> differencesIn(Schema other) {
        List<String> differences = new ArrayList<>();
        for (Attribute own : attributes.values()) {
            Attribute theirs = other.attributes.get(own.name());
            if (theirs == null) {
                differences.add("field '" + own.name() + "' is missing");
            } else if (theirs.type() != own.type() || theirs.role() != own.role()) {
                differences.add("field '" + own.name() + "' must be a " + own.type() + " with the role " + own.role()
                        + ", is a " + theirs.type() + " with the role " + theirs.role());
            } else if (!theirs.unit().equals(own.unit())) {
                differences.add(
                        "field '" + own.name() + "' must be in '" + own.unit() + "', is in '" + theirs.unit() + "'");
            }
        }
        for (EventStream own : streams.values()) {
            EventStream theirs = other.streams.get(own.name());
            if (theirs == null) {
                differences.add("events '" + own.name() + "' are missing");
            } else if (!theirs.amounts().containsAll(own.amounts())
                    || !theirs.labels().containsAll(own.labels())) {
                differences.add("events '" + own.name() + "' must have amounts " + own.amounts() + " and labels "
                        + own.labels() + ", have " + theirs.amounts() + " and " + theirs.labels());
            }
        }
        return List.copyOf(differences);
    }

    /** The data inventory as a plain-text table, one field a line. */
    public String inventory() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("field", "type", "role", "unit", "sensitivity", "source", "purposes", "retention"));
        rows.add(List.of(id, "TEXT", "IDENTIFIER", "", Sensitivity.IDENTIFYING.name(), "", "", ""));
        for (Attribute attribute : attributes.values()) {
            rows.add(row(
                    attribute.name(),
                    attribute.type().name(),
                    attribute.role().name(),
                    attribute.unit(),
                    attribute.handling()));
        }
        for (EventStream stream : streams.values()) {
            rows.add(row(stream.name(), "EVENTS", "FEATURE", "", stream.handling()));
            stream.amounts()
                    .forEach(amount -> rows.add(row(
                            stream.name() + "." + amount,
                            "NUMBER",
                            "FEATURE",
                            stream.unit(amount),
                            stream.handling())));
            stream.labels()
                    .forEach(label ->
                            rows.add(row(stream.name() + "." + label, "CATEGORY", "FEATURE", "", stream.handling())));
        }
        return TextTable.of(rows);
    }

    private static List<String> row(String name, String type, String role, String unit, Handling handling) {
        String sensitivity = handling.specialCategory()
                .map(category -> handling.sensitivity() + " (" + category + ")")
                .orElse(handling.sensitivity().name());
        String retention = handling.retention()
                .map(limit -> limit.period() + " from " + limit.from())
                .orElse("not stated");
        String purposes = String.join(
                ", ", handling.purposes().stream().map(Purpose::name).toList());
        String source = handling.source().isEmpty() ? "not stated" : handling.source();
        return List.of(name, type, role, unit, sensitivity, source, purposes, retention);
    }

    @Override
    public String toString() {
        return inventory();
    }

    /** Collects the fields of a {@link Schema}. Not safe for use by several threads. */
    public static final class Builder {
        private String id = "";
        private final Map<String, Draft> drafts = new LinkedHashMap<>();
        private @Nullable Draft current;

        private Builder() {}

        /** Names the field that tells customers apart. Required. */
        public Builder id(String name) {
            id = checkName(name);
            current = null;
            return this;
        }

        /** Begins an attribute of a given type; the named methods below are the short forms. */
        public Builder attribute(String name, AttributeType type) {
            return begin(new Draft(checkName(name), Objects.requireNonNull(type, "type"), false));
        }

        /** Begins a number. */
        public Builder number(String name) {
            return attribute(name, AttributeType.NUMBER);
        }

        /** Begins a category. */
        public Builder category(String name) {
            return attribute(name, AttributeType.CATEGORY);
        }

        /** Begins a truth value. */
        public Builder flag(String name) {
            return attribute(name, AttributeType.BOOLEAN);
        }

        /** Begins a moment in time. */
        public Builder instant(String name) {
            return attribute(name, AttributeType.INSTANT);
        }

        /** Begins a free text. */
        public Builder text(String name) {
            return attribute(name, AttributeType.TEXT);
        }

        /** Begins a kind of event. What it is declared with holds for all its amounts and labels. */
        public Builder events(String name) {
            return begin(new Draft(checkName(name), AttributeType.NUMBER, true));
        }

        /** Adds a number without a unit that is recorded with each event. */
        public Builder amount(String name) {
            return amount(name, "");
        }

        /** Adds a number with a unit that is recorded with each event. */
        public Builder amount(String name, String unit) {
            Draft stream = stream("amount");
            stream.checkNew(name);
            stream.amounts.put(checkName(name), Objects.requireNonNull(unit, "unit"));
            return this;
        }

        /** Adds a category that is recorded with each event. */
        public Builder label(String name) {
            Draft stream = stream("label");
            stream.checkNew(name);
            stream.labels.add(checkName(name));
            return this;
        }

        /** Says which system or person the field came from. */
        public Builder source(String source) {
            current("source").source = Objects.requireNonNull(source, "source");
            return this;
        }

        /** Says how sensitive the field is. Default: personal, and sensitive for a protected attribute. */
        public Builder sensitivity(Sensitivity sensitivity) {
            current("sensitivity").sensitivity = Objects.requireNonNull(sensitivity, "sensitivity");
            return this;
        }

        /** Says that the field belongs to a special category, which makes that its sensitivity. */
        public Builder specialCategory(SpecialCategory category) {
            Draft draft = current("specialCategory");
            draft.specialCategory = Objects.requireNonNull(category, "category");
            draft.sensitivity = Sensitivity.SPECIAL_CATEGORY;
            return this;
        }

        /** Allows the field for purposes and their children. */
        public Builder allow(Purpose... purposes) {
            current("allow").purposes.addAll(Arrays.asList(purposes));
            return this;
        }

        /** Says how long the field may be kept, counted from when it was collected. */
        public Builder retain(Period period) {
            return retain(Retention.of(period));
        }

        /** Says how long the field may be kept. */
        public Builder retain(Retention retention) {
            current("retain").retention = Objects.requireNonNull(retention, "retention");
            return this;
        }

        /** Gives a number its unit. */
        public Builder unit(String unit) {
            typed("unit", AttributeType.NUMBER).unit = Objects.requireNonNull(unit, "unit");
            return this;
        }

        /** Says which numbers are possible; others are counted as impossible by the data-quality profile. */
        public Builder range(double minimum, double maximum) {
            if (!(minimum <= maximum)) {
                throw new IllegalArgumentException(
                        "range must have minimum <= maximum, was " + minimum + " to " + maximum);
            }
            Draft draft = typed("range", AttributeType.NUMBER);
            draft.minimum = minimum;
            draft.maximum = maximum;
            return this;
        }

        /** Says which categories are possible, in their order; others are counted as impossible. */
        public Builder values(String... values) {
            typed("values", AttributeType.CATEGORY).values = new ArrayList<>(new LinkedHashSet<>(List.of(values)));
            return this;
        }

        /** Cuts a protected number into groups at inner bounds: {@code bands(25, 65)} makes three. */
        public Builder bands(double... bounds) {
            Attribute.checkBands(bounds);
            typed("bands", AttributeType.NUMBER).bands = bounds.clone();
            return this;
        }

        /** Makes the attribute protected: never a feature, opened for audits only. */
        public Builder protectedAttribute() {
            Draft draft = customerField("protectedAttribute");
            draft.take(AttributeRole.PROTECTED);
            draft.purposes.add(Purpose.BIAS_MONITORING);
            return this;
        }

        /** Makes a truth value the record of a customer's consent to purposes. */
        public Builder consentFor(Purpose... purposes) {
            Draft draft = typed("consentFor", AttributeType.BOOLEAN);
            draft.take(AttributeRole.CONSENT);
            return allow(purposes);
        }

        /**
         * The schema.
         *
         * @throws IllegalArgumentException if there is no id, or a field allows no purpose
         */
        public Schema build() {
            if (id.isEmpty()) {
                throw new IllegalArgumentException("a schema needs an id: call id(\"name of the id field\")");
            }
            Map<String, Attribute> attributes = new LinkedHashMap<>();
            Map<String, EventStream> streams = new LinkedHashMap<>();
            for (Draft draft : drafts.values()) {
                draft.check(id);
                if (draft.isStream) {
                    streams.put(draft.name, new EventStream(draft));
                } else {
                    attributes.put(draft.name, new Attribute(draft));
                }
            }
            return new Schema(id, attributes, streams);
        }

        private Builder begin(Draft draft) {
            if (drafts.putIfAbsent(draft.name, draft) != null) {
                throw new IllegalArgumentException("field '" + draft.name + "' was declared twice");
            }
            current = draft;
            return this;
        }

        private Draft current(String setter) {
            Draft draft = current;
            if (draft == null) {
                throw new IllegalStateException(setter + "() needs a field: begin one first, as in number(\"age\")");
            }
            return draft;
        }

        private Draft stream(String setter) {
            Draft draft = current(setter);
            if (!draft.isStream) {
                throw new IllegalStateException(setter + "() belongs to events(...), not to '" + draft.name + "'");
            }
            return draft;
        }

        private Draft customerField(String setter) {
            Draft draft = current(setter);
            if (draft.isStream) {
                throw new IllegalStateException(setter + "() does not belong to events '" + draft.name + "'");
            }
            return draft;
        }

        private Draft typed(String setter, AttributeType type) {
            Draft draft = customerField(setter);
            if (draft.type != type) {
                throw new IllegalStateException(
                        setter + "() belongs to a " + type + ", and '" + draft.name + "' is a " + draft.type);
            }
            return draft;
        }

        private static String checkName(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a field needs a name that is not blank");
            }
            return name;
        }

        /** A field as declared so far. */
        static final class Draft {
            final String name;
            final AttributeType type;
            final boolean isStream;
            AttributeRole role = AttributeRole.FEATURE;
            String unit = "";
            String source = "";
            double minimum = Double.NEGATIVE_INFINITY;
            double maximum = Double.POSITIVE_INFINITY;
            List<String> values = List.of();
            double[] bands = {};

            @Nullable
            Sensitivity sensitivity;

            @Nullable
            SpecialCategory specialCategory;

            @Nullable
            Retention retention;

            final Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
            final Map<String, String> amounts = new LinkedHashMap<>();
            final Set<String> labels = new LinkedHashSet<>();

            Draft(String name, AttributeType type, boolean isStream) {
                this.name = name;
                this.type = type;
                this.isStream = isStream;
            }

            /** A role once given stays: what is protected must not become something else further down. */
            void take(AttributeRole given) {
                if (role != AttributeRole.FEATURE && role != given) {
                    throw new IllegalStateException(
                            "field '" + name + "' is " + role + " already and cannot be " + given + " too");
                }
                role = given;
            }

            Handling handling() {
                Sensitivity declared = sensitivity;
                Sensitivity byRole = role == AttributeRole.PROTECTED ? Sensitivity.SENSITIVE : Sensitivity.PERSONAL;
                Sensitivity effective = declared == null ? byRole : declared;
                return new Handling(
                        specialCategory == null ? effective : effective.max(Sensitivity.SPECIAL_CATEGORY),
                        specialCategory,
                        source,
                        purposes,
                        retention);
            }

            void checkNew(String column) {
                Set<String> names = new HashSet<>(amounts.keySet());
                names.addAll(labels);
                if (names.contains(column)) {
                    throw new IllegalArgumentException("events '" + name + "' declare '" + column + "' twice");
                }
            }

            void check(String idName) {
                if (name.equals(idName)) {
                    throw new IllegalArgumentException("field '" + name + "' has the name of the id");
                }
                if (purposes.isEmpty()) {
                    throw new IllegalArgumentException("field '" + name + "' allows no purpose, so nothing may use it:"
                            + " allow(...) one, make it protectedAttribute(), or leave it out");
                }
                if (bands.length > 0 && role != AttributeRole.PROTECTED) {
                    throw new IllegalArgumentException("field '" + name + "' has bands but is not protected");
                }
            }
        }
    }
}
