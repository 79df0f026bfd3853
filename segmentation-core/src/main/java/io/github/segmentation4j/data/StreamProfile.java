package io.github.segmentation4j.data;

import java.util.List;
import java.util.Objects;

/**
 * The events of one kind of a view's customers, in aggregates only.
 *
 * @param stream the declaration
 * @param events how many events the customers have
 * @param customersWithout how many customers have none
 * @param amounts the profile of each declared amount
 */
public record StreamProfile(EventStream stream, long events, int customersWithout, List<AmountProfile> amounts) {
    /** Copies the list. */
    public StreamProfile {
        Objects.requireNonNull(stream, "stream");
        amounts = List.copyOf(amounts);
    }

    /**
     * One amount over all events.
     *
     * @param name its name
     * @param missing events without it
     * @param negative events in which it is below 0
     */
    public record AmountProfile(String name, long missing, long negative) {}
}
