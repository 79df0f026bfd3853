package io.github.segmentation4j.privacy.ledger;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where the records of a ledger are kept. Reading and writing happen only within {@link #exclusively}. */
interface Journal {
    /** A journal that is forgotten with the process. Its owner keeps threads apart. */
    Journal NONE = new Journal() {
        @Override
        public <T> T exclusively(Supplier<T> work) {
            return work.get();
        }

        @Override
        public void catchUp(Consumer<LedgerRecord> reader) {
            // Nobody else writes.
        }

        @Override
        public void append(LedgerRecord record) {
            // The book is all there is.
        }
    };

    /** Does work while nobody else reads or writes, in this process or another. */
    <T> T exclusively(Supplier<T> work);

    /** Hands over, in order, what was written since the last time. */
    void catchUp(Consumer<LedgerRecord> reader);

    /** Writes a record that outlives the machine, or none. */
    void append(LedgerRecord record);
}
