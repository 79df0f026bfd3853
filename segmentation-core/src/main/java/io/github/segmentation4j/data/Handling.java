package io.github.segmentation4j.data;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a field must be handled: how sensitive it is, where it came from, what it may be used for and how long it may be
 * kept.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Handling {
    private final Sensitivity sensitivity;
    private final @Nullable SpecialCategory specialCategory;
    private final String source;
    private final Set<Purpose> purposes;
    private final @Nullable Retention retention;

    Handling(
            Sensitivity sensitivity,
            @Nullable SpecialCategory specialCategory,
            String source,
            Set<Purpose> purposes,
            @Nullable Retention retention) {
        this.sensitivity = Objects.requireNonNull(sensitivity, "sensitivity");
        this.specialCategory = specialCategory;
        this.source = Objects.requireNonNull(source, "source");
        EnumSet<Purpose> copy = EnumSet.noneOf(Purpose.class);
        copy.addAll(purposes);
        this.purposes = Collections.unmodifiableSet(copy);
        this.retention = retention;
    }

    /** How sensitive the field is. */
    public Sensitivity sensitivity() {
        return sensitivity;
    }

    /** Which special category the field belongs to, if it does. */
    public Optional<SpecialCategory> specialCategory() {
        return Optional.ofNullable(specialCategory);
    }

    /** The system or person the field came from; empty if nobody said. */
    public String source() {
        return source;
    }

    /** The purposes the field was declared for; each also allows its children. */
    public Set<Purpose> purposes() {
        return purposes;
    }

    /** How long the field may be kept, if anybody said. */
    public Optional<Retention> retention() {
        return Optional.ofNullable(retention);
    }

    /** Whether the field may be used for a purpose. */
    public boolean allows(Purpose purpose) {
        return purposes.stream().anyMatch(granted -> granted.covers(purpose));
    }
}
