package io.github.segmentation4j.data;

import io.github.segmentation4j.run.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Customers and their events, closed: nothing in here can be read but through {@link #open}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CustomerData {
    private final CustomerTable table;
    private final Map<String, Joined> logs;
    private final long unmatchedEvents;
    private final @Nullable Instant cutoff;

    /** The places in the table of the customers who are in these data, rising; null for all of them. */
    private final int @Nullable [] members;

    /** A log and, for each customer of the table, the customer of the log; -1 where there are no events. */
    record Joined(EventLog log, int[] customers) {}

    private CustomerData(
            CustomerTable table,
            Map<String, Joined> logs,
            long unmatchedEvents,
            @Nullable Instant cutoff,
            int @Nullable [] members) {
        this.table = table;
        this.logs = logs;
        this.unmatchedEvents = unmatchedEvents;
        this.cutoff = cutoff;
        this.members = members;
    }

    /**
     * Customers with their events. Events of customers who are not in the table are counted and otherwise ignored.
     *
     * @throws IllegalArgumentException if a log was built with another schema object, or a stream comes twice
     */
    public static CustomerData of(CustomerTable table, EventLog... logs) {
        Map<String, Joined> joined = new LinkedHashMap<>();
        long unmatched = 0;
        for (EventLog log : logs) {
            if (log.schema() != table.schema()) {
                throw new IllegalArgumentException("events '" + log.stream().name()
                        + "' were built with another schema object than the customers; build both with the same one");
            }
            int[] customers = new int[table.size()];
            Arrays.fill(customers, IdIndex.ABSENT);
            for (int c = 0; c < log.customerCount(); c++) {
                int row = table.ids().find(log.customers().id(c));
                if (row == IdIndex.ABSENT) {
                    unmatched += log.end(c) - log.start(c);
                } else {
                    customers[row] = c;
                }
            }
            if (joined.putIfAbsent(log.stream().name(), new Joined(log, customers)) != null) {
                throw new IllegalArgumentException(
                        "events '" + log.stream().name() + "' came twice; put them into one log");
            }
        }
        return new CustomerData(table, joined, unmatched, null, null);
    }

    /** The customers who have events, in the order they first appear, with every attribute missing. */
    public static CustomerData ofEvents(EventLog first, EventLog... others) {
        IdIndex ids = new IdIndex();
        List<EventLog> logs = new ArrayList<>(List.of(first));
        logs.addAll(Arrays.asList(others));
        for (EventLog log : logs) {
            for (int c = 0; c < log.customerCount(); c++) {
                ids.add(log.customers().id(c));
            }
        }
        return of(CustomerTable.ofIds(first.schema(), ids), logs.toArray(EventLog[]::new));
    }

    /**
     * These data as they were before a moment: no feature can see an event at or after it.
     *
     * @param end exclusive
     */
    public CustomerData observedUntil(Instant end) {
        return new CustomerData(table, logs, unmatchedEvents, Objects.requireNonNull(end, "end"), members);
    }

    /**
     * The customers of these data whose first event, of whatever kind, is at or after one moment and before another.
     * Customers without an event are left out. The customers who stay keep all their events; what the data say of events
     * as a whole does not change. Time O(n) for n customers.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public CustomerData firstSeen(Instant from, Instant to) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        int[] chosen = new int[size()];
        int count = 0;
        for (int i = 0; i < chosen.length; i++) {
            long first = firstEvent(row(i));
            Instant time = Instant.ofEpochMilli(first);
            if (first != Long.MAX_VALUE && !time.isBefore(from) && time.isBefore(to)) {
                chosen[count++] = row(i);
            }
        }
        return new CustomerData(table, logs, unmatchedEvents, cutoff, Arrays.copyOf(chosen, count));
    }

    /** The start of the day (in UTC) of the first event of these customers; empty if they have none. */
    public Optional<Instant> observedFrom() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size(); i++) {
            first = Math.min(first, firstEvent(row(i)));
        }
        return first == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(first).truncatedTo(ChronoUnit.DAYS));
    }

    /** The time of the first event of a customer of the table; the largest long if there is none. */
    private long firstEvent(int row) {
        long first = Long.MAX_VALUE;
        for (Joined joined : logs.values()) {
            int customer = joined.customers()[row];
            if (customer >= 0) {
                first = Math.min(first, joined.log().time(joined.log().start(customer)));
            }
        }
        return first;
    }

    /**
     * The end of what was observed, exclusive: the moment given to {@link #observedUntil(Instant)}, otherwise the start
     * of the day (in UTC) after the last event, empty if there are no events.
     */
    public Optional<Instant> observedUntil() {
        if (cutoff != null) {
            return Optional.of(cutoff);
        }
        return logs.values().stream()
                .map(Joined::log)
                .filter(log -> log.size() > 0)
                .map(log -> Instant.ofEpochMilli(log.latest()))
                .max(Instant::compareTo)
                .map(latest -> latest.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)));
    }

    /** Whether {@link #observedUntil(Instant)} was called. */
    public boolean hasExplicitEnd() {
        return cutoff != null;
    }

    /** The schema. */
    public Schema schema() {
        return table.schema();
    }

    /** The number of customers. */
    public int size() {
        return members == null ? table.size() : members.length;
    }

    /** The place in the table of a customer, from 0. */
    int row(int customer) {
        return members == null ? customer : members[customer];
    }

    /** Whether there is a customer of an id, admitted or not. */
    public boolean contains(String id) {
        int row = table.ids().find(id);
        return row != IdIndex.ABSENT && (members == null || Arrays.binarySearch(members, row) >= 0);
    }

    /** How many rows were dropped because their id was there already. */
    public int droppedDuplicates() {
        return table.droppedDuplicates();
    }

    /** How many events belong to no customer of the table. */
    public long unmatchedEvents() {
        return unmatchedEvents;
    }

    /**
     * Opens the data for a purpose: the only way to features. The view holds just the customers who are admitted and
     * just the fields that allow the purpose, and counts who was left out and why.
     *
     * @param purpose what the data will be used for
     * @param admission decides about each customer
     * @param context its clock gives the moment of the decision, which also ends the retention of events; listener and
     *     cancellation
     */
    public PurposeBoundView open(Purpose purpose, Admission admission, RunContext context) {
        return PurposeBoundView.open(this, purpose, admission, context);
    }

    /**
     * Opens the protected attributes of the customers of a view, for audits and for lessening bias between groups. No
     * feature is made of them.
     *
     * @param view opened from these data
     */
    public AuditView audit(PurposeBoundView view) {
        if (!view.isOf(this)) {
            throw new IllegalArgumentException("the view was opened from other data");
        }
        return new AuditView(this, view);
    }

    /** How many events belong to a customer of the table. */
    long matchedEvents() {
        long all =
                logs.values().stream().mapToLong(joined -> joined.log().size()).sum();
        return all - unmatchedEvents;
    }

    CustomerTable table() {
        return table;
    }

    Optional<Joined> log(String stream) {
        return Optional.ofNullable(logs.get(stream));
    }

    @Override
    public String toString() {
        return size() + " customers, events " + logs.keySet();
    }
}
