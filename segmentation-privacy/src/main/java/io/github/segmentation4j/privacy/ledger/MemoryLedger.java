package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * A ledger that is forgotten with the process: for tests and for data that are. Whoever starts it anew starts with the
 * whole budget; where data outlive the process, take a {@link FileLedger}.
 *
 * <p>Safe for use by several threads.
 */
public final class MemoryLedger implements PrivacyLedger {
    private final Bookkeeper keeper;

    private MemoryLedger(List<DataSet> dataSets, Clock clock) {
        keeper = new Bookkeeper(Journal.NONE, clock);
        dataSets.forEach(keeper::declare);
    }

    /** A ledger of one data set on which nothing was spent. */
    public static MemoryLedger of(String dataSet, PrivacyBudget budget) {
        return of(DataSet.of(dataSet, budget));
    }

    /** A ledger of data sets, parents before those derived from them, on which nothing was spent. */
    public static MemoryLedger of(DataSet... dataSets) {
        return of(List.of(dataSets), Clock.systemUTC());
    }

    /**
     * A ledger that tells the time by a clock.
     *
     * @param dataSets parents before those derived from them
     * @param clock dates the history
     */
    public static MemoryLedger of(List<DataSet> dataSets, Clock clock) {
        return new MemoryLedger(dataSets, clock);
    }

    /**
     * Makes a data set known. Saying the same again changes nothing.
     *
     * @throws IllegalArgumentException if a parent is not known or protects something else, or if the name is taken by
     *     another data set
     */
    public void declare(DataSet dataSet) {
        keeper.declare(dataSet);
    }

    @Override
    public Reservation reserve(PrivacySpend spend) {
        return keeper.reserve(spend);
    }

    @Override
    public PrivacyBudget budget(String dataSet) {
        return keeper.read(book -> book.account(dataSet).dataSet().budget());
    }

    @Override
    public List<LedgerEntry> history(String dataSet) {
        return keeper.read(book -> book.history(dataSet));
    }

    @Override
    public Set<String> chargedWith(String dataSet) {
        return keeper.read(book -> book.account(dataSet).payers());
    }

    @Override
    public PrivacyCost spent(String dataSet) {
        return keeper.read(book -> book.account(dataSet).spent());
    }
}
