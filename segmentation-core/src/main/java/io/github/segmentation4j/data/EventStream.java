package io.github.segmentation4j.data;

import java.util.List;
import java.util.Map;

/**
 * A declared kind of event: what is recorded each time (amounts and labels beside the customer and the time) and how it
 * must be handled.
 *
 * <p>Immutable and safe for use by several threads. Made by {@link Schema#builder()}.
 */
public final class EventStream {
    private final String name;
    private final List<String> amounts;
    private final Map<String, String> units;
    private final List<String> labels;
    private final Handling handling;

    EventStream(Schema.Builder.Draft draft) {
        name = draft.name;
        amounts = List.copyOf(draft.amounts.keySet());
        units = Map.copyOf(draft.amounts);
        labels = List.copyOf(draft.labels);
        handling = draft.handling();
    }

    /** The name, such as {@code purchases}. */
    public String name() {
        return name;
    }

    /** The names of the numbers recorded with each event. */
    public List<String> amounts() {
        return amounts;
    }

    /** The unit of an amount; empty if it has none. */
    public String unit(String amount) {
        String unit = units.get(amount);
        if (unit == null) {
            throw new IllegalArgumentException(
                    "stream '" + name + "' has no amount '" + amount + "'; it has " + amounts);
        }
        return unit;
    }

    /** The names of the categories recorded with each event. */
    public List<String> labels() {
        return labels;
    }

    /** How the events must be handled. */
    public Handling handling() {
        return handling;
    }

    @Override
    public String toString() {
        return name + " (events, amounts " + amounts + ", labels " + labels + ")";
    }
}
