package io.github.segmentation4j.data;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * How long data may be kept.
 *
 * <p>For events the limit is enforced: a view never shows an event whose period has run out, counted from the event
 * itself in calendar days of UTC. For attributes it is declared and printed in the data inventory.
 *
 * @param period how long, a positive calendar period such as {@code P2Y}
 * @param from what starts the period
 */
public record Retention(Period period, Start from) {
    /** What starts a retention period. */
    public enum Start {
        /** When the value was collected; for an event, when it happened. */
        COLLECTION,
        /** The customer's last activity. */
        LAST_ACTIVITY,
        /** The withdrawal of consent. */
        CONSENT_WITHDRAWAL,
        /** The end of the purpose. */
        PURPOSE_END
    }

    /** Checks the period. */
    public Retention {
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(from, "from");
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("retention period must be positive, was " + period);
        }
    }

    /** A period that starts when the value was collected. */
    public static Retention of(Period period) {
        return new Retention(period, Start.COLLECTION);
    }

    /** The earliest moment whose data are still kept at {@code now}; what was collected before it has expired. */
    public Instant horizon(Instant now) {
        return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }
}
