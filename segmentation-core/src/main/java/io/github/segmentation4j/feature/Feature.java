package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Handling;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A column of a {@link FeatureMatrix}: what it is called, its unit, and where it came from. A derived feature has the
 * highest sensitivity of what it was made from and only the purposes that all of it allows.
 *
 * @param name unique within a matrix
 * @param unit such as {@code days}; empty if it has none
 * @param sensitivity the highest of the sources
 * @param purposes every purpose that all sources allow, children included
 * @param attributes the fields it was made from, such as {@code tenure} or {@code purchases.value}; empty for plain
 *     numbers
 */
public record Feature(
        String name, String unit, Sensitivity sensitivity, Set<Purpose> purposes, Set<String> attributes) {
    /** Copies the sets. */
    public Feature {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(sensitivity, "sensitivity");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a feature needs a name that is not blank");
        }
        EnumSet<Purpose> copy = EnumSet.noneOf(Purpose.class);
        copy.addAll(purposes);
        purposes = Collections.unmodifiableSet(copy);
        attributes = Collections.unmodifiableSet(new LinkedHashSet<>(attributes));
    }

    /** A column of plain numbers that are about no person. */
    public static Feature of(String name) {
        return new Feature(name, "", Sensitivity.NON_PERSONAL, EnumSet.allOf(Purpose.class), Set.of());
    }

    /** A feature made from attributes of a customer, at least one. */
    public static Feature of(String name, String unit, Attribute... sources) {
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(sources).map(Attribute::name).forEach(names::add);
        return of(name, unit, Arrays.stream(sources).map(Attribute::handling).toList(), names);
    }

    /**
     * A feature made from events.
     *
     * @param fields the amounts and labels used; none if only the times of the events were
     */
    public static Feature of(String name, String unit, EventStream stream, String... fields) {
        Set<String> names = new LinkedHashSet<>();
        if (fields.length == 0) {
            names.add(stream.name());
        }
        Arrays.stream(fields).map(field -> stream.name() + "." + field).forEach(names::add);
        return of(name, unit, List.of(stream.handling()), names);
    }

    /** A feature made from other features, at least one. */
    public static Feature from(String name, String unit, List<Feature> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("feature '" + name + "' must be made from something");
        }
        Sensitivity sensitivity = Sensitivity.NON_PERSONAL;
        Set<Purpose> purposes = EnumSet.allOf(Purpose.class);
        Set<String> attributes = new LinkedHashSet<>();
        for (Feature source : sources) {
            sensitivity = sensitivity.max(source.sensitivity);
            purposes.retainAll(source.purposes);
            attributes.addAll(source.attributes);
        }
        return new Feature(name, unit, sensitivity, purposes, attributes);
    }

    private static Feature of(String name, String unit, List<Handling> sources, Set<String> attributes) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("feature '" + name + "' must be made from something");
        }
        Sensitivity sensitivity = Sensitivity.NON_PERSONAL;
        Set<Purpose> purposes = EnumSet.allOf(Purpose.class);
        for (Handling source : sources) {
            sensitivity = sensitivity.max(source.sensitivity());
            purposes.removeIf(purpose -> !source.allows(purpose));
        }
        return new Feature(name, unit, sensitivity, purposes, attributes);
    }

    /** This feature under another name. */
    public Feature withName(String newName) {
        return new Feature(newName, unit, sensitivity, purposes, attributes);
    }

    /** This feature in another unit. */
    public Feature withUnit(String newUnit) {
        return new Feature(name, newUnit, sensitivity, purposes, attributes);
    }

    /** What must be stored to restore it. */
    public ModelState state() {
        return ModelState.of("feature/1")
                .put("name", name)
                .put("unit", unit)
                .put("sensitivity", sensitivity.name())
                .putTexts("purposes", purposes.stream().map(Purpose::name).toList())
                .putTexts("attributes", List.copyOf(attributes))
                .build();
    }

    /** A feature from its stored state. */
    public static Feature restore(ModelState state) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        state.texts("purposes").forEach(purpose -> purposes.add(Purpose.valueOf(purpose)));
        return new Feature(
                state.text("name"),
                state.text("unit"),
                Sensitivity.valueOf(state.text("sensitivity")),
                purposes,
                new LinkedHashSet<>(state.texts("attributes")));
    }
}
