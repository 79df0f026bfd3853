package io.github.segmentation4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * One declared field of a customer: its name, type, role, unit, what values are possible, and how it must be handled.
 *
 * <p>Immutable and safe for use by several threads. Made by {@link Schema#builder()}.
 */
public final class Attribute {
    private final String name;
    private final AttributeType type;
    private final AttributeRole role;
    private final String unit;
    private final double minimum;
    private final double maximum;
    private final List<String> values;
    private final double[] bands;
    private final Handling handling;

    Attribute(Schema.Builder.Draft draft) {
        name = draft.name;
        type = draft.type;
        role = draft.role;
        unit = draft.unit;
        minimum = draft.minimum;
        maximum = draft.maximum;
        values = List.copyOf(draft.values);
        bands = draft.bands.clone();
        handling = draft.handling();
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** What the values are. */
    public AttributeType type() {
        return type;
    }

    /** What the attribute is there for. */
    public AttributeRole role() {
        return role;
    }

    /** The unit of a number, such as {@code months}; empty if it has none. */
    public String unit() {
        return unit;
    }

    /** The smallest possible number, if one was declared. */
    public OptionalDouble minimum() {
        return Double.isInfinite(minimum) ? OptionalDouble.empty() : OptionalDouble.of(minimum);
    }

    /** The largest possible number, if one was declared. */
    public OptionalDouble maximum() {
        return Double.isInfinite(maximum) ? OptionalDouble.empty() : OptionalDouble.of(maximum);
    }

    /** The possible categories in their order; empty if any are possible. */
    public List<String> values() {
        return values;
    }

    /** The inner bounds, ascending, that cut a protected number into groups; empty if none were declared. */
    public double[] bands() {
        return bands.clone();
    }

    /** How the attribute must be handled. */
    public Handling handling() {
        return handling;
    }

    /** How sensitive the attribute is. */
    public Sensitivity sensitivity() {
        return handling.sensitivity();
    }

    /** The purposes the attribute was declared for. */
    public Set<Purpose> purposes() {
        return handling.purposes();
    }

    /** Whether the attribute may become a feature for a purpose; if not, why. */
    Optional<String> whyNotFor(Purpose purpose) {
        return switch (role) {
            case IDENTIFIER -> Optional.of("identifies the customer and is never a feature");
            case PROTECTED -> Optional.of("is protected and opened for audits only");
            case CONSENT -> Optional.of("records consent and is never a feature");
            case FEATURE ->
                handling.allows(purpose)
                        ? Optional.empty()
                        : Optional.of("is declared for " + handling.purposes() + ", not for " + purpose);
        };
    }

    /** The names of the groups that {@link #bands()} makes. */
    List<String> bandNames() {
        String[] names = new String[bands.length + 1];
        for (int i = 0; i < names.length; i++) {
            names[i] = i == 0
                    ? "under " + plain(bands[0])
                    : i == bands.length
                            ? plain(bands[i - 1]) + " and over"
                            : plain(bands[i - 1]) + " to under " + plain(bands[i]);
        }
        return List.of(names);
    }

    /** The group of {@link #bandNames()} a number falls in; -1 for a missing one. */
    int bandOf(double number) {
        if (Double.isNaN(number)) {
            return -1;
        }
        return (int) Arrays.stream(bands).filter(bound -> number >= bound).count();
    }

    static void checkBands(double[] bands) {
        boolean ascending = bands.length > 0 && DoubleStream.of(bands).allMatch(Double::isFinite);
        for (int i = 1; i < bands.length; i++) {
            ascending &= bands[i - 1] < bands[i];
        }
        if (!ascending) {
            throw new IllegalArgumentException("bands must be finite and ascending, were " + Arrays.toString(bands));
        }
    }

    private static String plain(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? Long.toString((long) number) : Double.toString(number);
    }

    @Override
    public String toString() {
        return name + " (" + type + ", " + role + ")";
    }
}
