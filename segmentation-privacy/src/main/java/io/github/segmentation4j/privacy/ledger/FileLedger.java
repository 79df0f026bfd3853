package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * A ledger in a file that outlives the process: a small text that a person can read, one line for whatever happened.
 *
 * <p>A spend is on the disk before {@link #reserve} returns, and its beginning before {@link Reservation#begin} does, so a
 * process that ends in between leaves the spend booked. The file is written beside its place, forced to the disk and moved
 * there in one step; where that fails (a full disk, a place that must not be written to) nothing was spent and nothing was
 * lost. Each call reads the file again under a lock of the operating system on a file beside it (the same name with
 * {@code .lock}, which stays there, empty), so that several processes share one budget. Keep it on a local disk: the
 * locks of network disks cannot be relied on.
 *
 * <p>A file that was cut, altered, put in another order or, while a ledger is open, replaced by an older copy is refused
 * with {@link io.github.segmentation4j.run.InvalidInputException}, which names the line; nothing is spent then. The checks
 * protect against accidents, not against somebody who writes a file with checks of their own or who puts back a whole older
 * copy while no ledger is open.
 *
 * <p>Safe for use by several threads, several ledgers on the same file and several processes.
 */
public final class FileLedger implements PrivacyLedger {
    private final Bookkeeper keeper;

    private FileLedger(Path file, Clock clock) {
        keeper = new Bookkeeper(LedgerFile.open(file), clock);
        keeper.read(book -> book);
    }

    /** Opens a ledger that was created before. */
    public static FileLedger open(Path file) {
        return open(file, Clock.systemUTC());
    }

    /**
     * Opens a ledger that was created before.
     *
     * @param file where it is
     * @param clock dates what happens from now on
     * @throws io.github.segmentation4j.run.SegmentationException if there is none, or it cannot be read and locked
     * @throws io.github.segmentation4j.run.InvalidInputException if it is not as it was written
     */
    public static FileLedger open(Path file, Clock clock) {
        return new FileLedger(file, clock);
    }

    /** Creates a ledger on which nothing was spent, of data sets of which parents come before those derived from them. */
    public static FileLedger create(Path file, DataSet... dataSets) {
        return create(file, List.of(dataSets), Clock.systemUTC());
    }

    /**
     * Creates a ledger on which nothing was spent.
     *
     * @param file where to; nothing may be there
     * @param dataSets parents before those derived from them; more can be declared later
     * @param clock dates what happens
     * @throws io.github.segmentation4j.run.SegmentationException if something is there or the file cannot be written
     */
    public static FileLedger create(Path file, List<DataSet> dataSets, Clock clock) {
        Book scratch = new Book();
        List<String> lines = dataSets.stream()
                .map(dataSet -> {
                    LedgerRecord record = new LedgerRecord.Declared(clock.instant(), dataSet);
                    scratch.apply(record);
                    return LedgerLine.write(record);
                })
                .toList();
        LedgerFile.create(file, lines);
        return open(file, clock);
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
