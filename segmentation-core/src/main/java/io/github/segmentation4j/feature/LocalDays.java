package io.github.segmentation4j.feature;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** Turns moments into the days and times of day of a zone. */
final class LocalDays {
    private static final long DAY = 86_400_000L;

    private final ZoneRules rules;
    private final boolean fixed;
    private final long fixedOffset;

    LocalDays(ZoneId zone) {
        rules = zone.getRules();
        fixed = rules.isFixedOffset();
        fixedOffset = fixed ? 1000L * rules.getOffset(Instant.EPOCH).getTotalSeconds() : 0;
    }

    /** The day a moment falls on, counted from 1970-01-01. */
    long dayOf(long epochMilli) {
        return Math.floorDiv(local(epochMilli), DAY);
    }

    /** The milliseconds since local midnight, daylight-saving jumps aside. */
    long milliOfDay(long epochMilli) {
        return Math.floorMod(local(epochMilli), DAY);
    }

    private long local(long epochMilli) {
        // Most zones in use are UTC, and an Instant for each event would be garbage.
        return epochMilli
                + (fixed
                        ? fixedOffset
                        : 1000L
                                * rules.getOffset(Instant.ofEpochMilli(epochMilli))
                                        .getTotalSeconds());
    }
}
