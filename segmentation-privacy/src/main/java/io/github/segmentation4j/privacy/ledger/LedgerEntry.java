package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One line of a ledger's history, as it stood when it was asked for.
 *
 * @param number its place in the ledger, from 1
 * @param spend what was booked
 * @param state whether its mechanism ran
 * @param reserved when it was booked
 * @param changed when it came into its state
 */
public record LedgerEntry(int number, PrivacySpend spend, State state, Instant reserved, Instant changed) {
    /** How far a spend has come. */
    public enum State {
        /** Booked; counts as spent. A spend whose process ended before its mechanism ran stays so for good. */
        RESERVED,
        /** The mechanism ran; counts as spent for good. */
        BEGUN,
        /** Given back before the mechanism ran; costs nothing. */
        REFUNDED
    }

    /** Checks that nothing is missing. */
    public LedgerEntry {
        Objects.requireNonNull(spend, "spend");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reserved, "reserved");
        Objects.requireNonNull(changed, "changed");
        if (number < 1) {
            throw new IllegalArgumentException("entries are numbered from 1, was " + number);
        }
    }

    /** An entry that was booked just now. */
    public static LedgerEntry reserved(int number, PrivacySpend spend, Instant when) {
        return new LedgerEntry(number, spend, State.RESERVED, when, when);
    }

    /** Whether it counts as spent. */
    public boolean counts() {
        return state != State.REFUNDED;
    }

    /** The events of those that count as spent. */
    static List<PrivacyEvent> counting(List<LedgerEntry> entries) {
        return entries.stream()
                .filter(LedgerEntry::counts)
                .map(entry -> entry.spend().event())
                .toList();
    }

    LedgerEntry became(State next, Instant when) {
        if (state != State.RESERVED) {
            throw new IllegalStateException("spend " + number + " ('" + spend.what() + "') is " + state
                    + "; only a RESERVED one can begin or be given back, and only once");
        }
        return new LedgerEntry(number, spend, next, reserved, when);
    }
}
