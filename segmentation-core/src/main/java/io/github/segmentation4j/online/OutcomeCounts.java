package io.github.segmentation4j.online;

import java.util.EnumMap;
import java.util.Map;

/** How many events had which outcome. */
final class OutcomeCounts {
    /** A cell each, so that counting an event boxes nothing. */
    private final Map<EventOutcome, long[]> cells = new EnumMap<>(EventOutcome.class);

    EventOutcome count(EventOutcome outcome) {
        cells.computeIfAbsent(outcome, any -> new long[1])[0]++;
        return outcome;
    }

    long of(EventOutcome outcome) {
        long[] cell = cells.get(outcome);
        return cell == null ? 0 : cell[0];
    }
}
