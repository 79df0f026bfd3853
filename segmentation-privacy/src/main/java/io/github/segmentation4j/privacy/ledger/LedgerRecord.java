package io.github.segmentation4j.privacy.ledger;

import java.time.Instant;

/** What happens to a ledger; its state is the sum of its records. */
sealed interface LedgerRecord {
    /** When it happened. */
    Instant when();

    /** A data set became known. */
    record Declared(Instant when, DataSet dataSet) implements LedgerRecord {}

    /** A spend was booked under the next number. */
    record Reserved(Instant when, int number, PrivacySpend spend) implements LedgerRecord {}

    /** The mechanism of a spend ran. */
    record Begun(Instant when, int number) implements LedgerRecord {}

    /** A spend was given back. */
    record Refunded(Instant when, int number) implements LedgerRecord {}
}
