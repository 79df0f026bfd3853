package io.github.segmentation4j.online;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The customers for whom a {@link WindowRule} holds at an instant. Nothing runs when an amount expires: totals are computed
 * when they are asked for, from the amounts that count at that instant, so a customer leaves exactly when the last amount
 * that was needed expires.
 *
 * <p>The answers depend on which amounts came and not on their order or on duplicates, as long as none comes later than
 * allowed. Amounts that can count for no instant that may still be asked about are dropped. Totals are rounded once.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class WindowMembers {
    private static final Comparator<Amount> ORDER =
            Comparator.comparingLong(Amount::nanos).thenComparing(Amount::id);

    private final WindowRule rule;
    private final long window;
    private final long lateness;
    private final Map<String, SortedSet<Amount>> byCustomer = new HashMap<>();
    private final PriorityQueue<Amount> byTime = new PriorityQueue<>(ORDER);
    private final OutcomeCounts counts = new OutcomeCounts();
    private long newest;

    WindowMembers(WindowRule rule) {
        this.rule = rule;
        window = rule.window().toNanos();
        lateness = rule.lateness().toNanos();
    }

    /**
     * Adds an amount, which may be negative, as for a return.
     *
     * @param customer the id of the customer
     * @param id the id of the event; a second amount of the customer with this id and time is a duplicate
     * @param time when it happened, in the years 1970 to 2159
     * @param amount finite, at most {@link OnlineEvent#LARGEST}
     */
    public EventOutcome add(String customer, String id, Instant time, double amount) {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(id, "id");
        OnlineEvent.requireUsable(amount);
        return counts.count(accept(new Amount(customer, id, OnlineEvent.nanosOf(time), amount)));
    }

    private EventOutcome accept(Amount amount) {
        if (amount.nanos < newest - lateness) {
            return EventOutcome.LATE;
        }
        newest = Math.max(newest, amount.nanos);
        dropExpired();
        SortedSet<Amount> own = byCustomer.get(amount.customer);
        if (own != null && own.contains(amount)) {
            return EventOutcome.DUPLICATE;
        }
        if (byTime.size() >= rule.mostAmounts()) {
            return EventOutcome.PENDING_FULL;
        }
        byCustomer.computeIfAbsent(amount.customer, any -> new TreeSet<>(ORDER)).add(amount);
        byTime.add(amount);
        return EventOutcome.ACCEPTED;
    }

    /** Drops what counts for no instant from {@link #earliest()} on. */
    private void dropExpired() {
        Amount oldest = byTime.peek();
        while (oldest != null && oldest.nanos <= newest - lateness - window) {
            byTime.remove();
            SortedSet<Amount> own = Objects.requireNonNull(byCustomer.get(oldest.customer));
            own.remove(oldest);
            if (own.isEmpty()) {
                byCustomer.remove(oldest.customer);
            }
            oldest = byTime.peek();
        }
    }

    /**
     * The total of a customer at an instant; 0 for a customer nobody knows.
     *
     * @param at not before {@link #earliest()}
     */
    public double total(String customer, Instant at) {
        ExactSum sum = new ExactSum();
        for (Amount amount : counting(customer, requireAnswerable(at))) {
            sum.add(amount.value);
        }
        return sum.value();
    }

    /**
     * Whether the rule holds for a customer at an instant.
     *
     * @param at not before {@link #earliest()}
     */
    public boolean contains(String customer, Instant at) {
        return total(customer, at) >= rule.threshold();
    }

    /**
     * The first instant from {@code at} on at which the rule does not hold for a customer, if no further amount comes: {@code
     * at} itself if it does not hold then. There is one, since every amount expires.
     *
     * @param at not before {@link #earliest()}
     */
    public Instant leavesAt(String customer, Instant at) {
        long now = requireAnswerable(at);
        ExactSum sum = new ExactSum();
        PriorityQueue<Change> changes = new PriorityQueue<>(Comparator.comparingLong(Change::nanos));
        for (Amount amount : counting(customer, now)) {
            sum.add(amount.value);
            changes.add(new Change(amount.nanos + window, -amount.value));
        }
        for (Amount amount : after(customer, now)) {
            changes.add(new Change(amount.nanos, amount.value));
            changes.add(new Change(amount.nanos + window, -amount.value));
        }
        long then = now;
        while (sum.value() >= rule.threshold()) {
            then = Objects.requireNonNull(changes.peek()).nanos;
            // Everything of one instant changes at once.
            for (Change next = changes.peek(); next != null && next.nanos == then; next = changes.peek()) {
                sum.add(next.value);
                changes.remove();
            }
        }
        return OnlineEvent.instant(then);
    }

    private SortedSet<Amount> counting(String customer, long now) {
        return own(customer).subSet(firstAt(now - window + 1), firstAt(now + 1));
    }

    private SortedSet<Amount> after(String customer, long now) {
        return own(customer).tailSet(firstAt(now + 1));
    }

    private SortedSet<Amount> own(String customer) {
        return Optional.ofNullable(byCustomer.get(customer)).orElseGet(() -> new TreeSet<>(ORDER));
    }

    /** No amount of this instant comes before it: no id is smaller than the empty one. */
    private static Amount firstAt(long nanos) {
        return new Amount("", "", nanos, 0);
    }

    private long requireAnswerable(Instant at) {
        long now = OnlineEvent.nanosOf(at);
        if (now < newest - lateness) {
            throw new IllegalArgumentException(
                    "an instant must not lie further before the newest amount than the lateness " + rule.lateness()
                            + "; amounts that counted then are gone");
        }
        return now;
    }

    /** The earliest instant that can be asked about: the time of the newest amount less the lateness. */
    public Instant earliest() {
        return OnlineEvent.instant(Math.max(0, newest - lateness));
    }

    /** Removes all amounts of a customer; answers are then as if they had never come. */
    public Forgetting forget(String customer) {
        SortedSet<Amount> own = byCustomer.remove(customer);
        if (own == null) {
            return Forgetting.UNKNOWN;
        }
        byTime.removeIf(amount -> amount.customer.equals(customer));
        return Forgetting.FORGOTTEN;
    }

    /** How many amounts had an outcome so far. */
    public long count(EventOutcome outcome) {
        return counts.of(outcome);
    }

    /** The number of amounts held. */
    public int amountCount() {
        return byTime.size();
    }

    @Override
    public String toString() {
        return "members by a total over " + rule.window() + ", " + byTime.size() + " amounts held";
    }

    private record Amount(String customer, String id, long nanos, double value) {}

    private record Change(long nanos, double value) {}
}
