package io.github.segmentation4j.privacy.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

/** A book and the journal it comes from, for several threads: each step is checked, written, then taken over. */
final class Bookkeeper {
    private final Book book = new Book();
    private final Journal journal;
    private final Clock clock;

    Bookkeeper(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Asks the book as it stands now. */
    synchronized <T> T read(Function<Book, T> question) {
        return journal.exclusively(() -> {
            journal.catchUp(book::apply);
            return question.apply(book);
        });
    }

    void declare(DataSet dataSet) {
        read(current -> {
            if (!current.knows(dataSet)) {
                write(current, now -> new LedgerRecord.Declared(now, dataSet));
            }
            return dataSet;
        });
    }

    Reservation reserve(PrivacySpend spend) {
        return read(current -> {
            int number = current.nextNumber();
            write(current, now -> new LedgerRecord.Reserved(now, number, spend));
            return new Booking(number, spend);
        });
    }

    private LedgerRecord write(Book current, Function<Instant, LedgerRecord> made) {
        LedgerRecord record = made.apply(clock.instant());
        current.require(record);
        journal.append(record);
        current.apply(record);
        return record;
    }

    /** A spend by its number; what it may still do stands in the book. */
    private final class Booking implements Reservation {
        private final int number;
        private final PrivacySpend spend;

        private Booking(int number, PrivacySpend spend) {
            this.number = number;
            this.spend = spend;
        }

        @Override
        public PrivacySpend spend() {
            return spend;
        }

        @Override
        public void begin() {
            read(current -> write(current, now -> new LedgerRecord.Begun(now, number)));
        }

        @Override
        public void refund() {
            read(current -> write(current, now -> new LedgerRecord.Refunded(now, number)));
        }
    }
}
