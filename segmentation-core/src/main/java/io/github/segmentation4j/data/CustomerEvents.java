package io.github.segmentation4j.data;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The events of a view's customers: those of customer {@code i} are numbered from {@link #start(int)} to before {@link
 * #end(int)}, in the order of time.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CustomerEvents {
    /** The code of an event without a label. */
    public static final int MISSING_LABEL = -1;

    private final EventStream stream;
    private final @Nullable EventLog log;
    private final int[] starts;
    private final int[] ends;
    private final long expired;

    private CustomerEvents(EventStream stream, @Nullable EventLog log, int[] starts, int[] ends, long expired) {
        this.stream = stream;
        this.log = log;
        this.starts = starts;
        this.ends = ends;
        this.expired = expired;
    }

    static CustomerEvents of(CustomerData data, String name, int[] rows, Instant now, Checkpoint checkpoint) {
        EventStream stream = data.schema().stream(name);
        int[] starts = new int[rows.length];
        int[] ends = new int[rows.length];
        if (data.log(name).isEmpty()) {
            return new CustomerEvents(stream, null, starts, ends, 0);
        }
        CustomerData.Joined joined = data.log(name).get();
        EventLog log = joined.log();
        long from = stream.handling()
                .retention()
                .map(retention -> retention.horizon(now).toEpochMilli())
                .orElse(Long.MIN_VALUE);
        long to = data.observedUntil().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        long expired = 0;
        for (int i = 0; i < rows.length; i++) {
            checkpoint.at(i);
            int customer = joined.customers()[rows[i]];
            if (customer >= 0) {
                starts[i] = firstAtOrAfter(log, from, log.start(customer), log.end(customer));
                ends[i] = firstAtOrAfter(log, to, starts[i], log.end(customer));
                expired += starts[i] - log.start(customer);
            }
        }
        return new CustomerEvents(stream, log, starts, ends, expired);
    }

    private static int firstAtOrAfter(EventLog log, long time, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (log.time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The declaration of these events. */
    public EventStream stream() {
        return stream;
    }

    /** The number of customers, with events or without. */
    public int customerCount() {
        return starts.length;
    }

    /** The number of events of all customers. */
    public long size() {
        long size = 0;
        for (int i = 0; i < starts.length; i++) {
            size += ends[i] - starts[i];
        }
        return size;
    }

    /** The first event of a customer. */
    public int start(int customer) {
        return starts[customer];
    }

    /** The end of a customer's events, exclusive; equal to the start if there are none. */
    public int end(int customer) {
        return ends[customer];
    }

    /** When an event happened, in milliseconds since 1970 in UTC. */
    public long epochMilli(int event) {
        return log().time(event);
    }

    /** The place of an amount, for {@link #amount(int, int)}. */
    public int amountIndex(String amount) {
        return indexIn(stream.amounts(), amount, "amount");
    }

    /** The place of a label, for {@link #label(int, int)}. */
    public int labelIndex(String label) {
        return indexIn(stream.labels(), label, "label");
    }

    /** An amount of an event, NaN if it is missing. */
    public double amount(int amount, int event) {
        return log().amount(amount, event);
    }

    /** The code of an event's label in {@link #levels(int)}, {@link #MISSING_LABEL} if it is missing. */
    public int label(int label, int event) {
        return log().label(label, event);
    }

    /** The names of the categories of a label. */
    public List<String> levels(int label) {
        return log == null ? List.of() : log.levels(label);
    }

    /** How many events of these customers are hidden because they may no longer be kept. */
    long expired() {
        return expired;
    }

    private EventLog log() {
        return Objects.requireNonNull(log, "there are no events");
    }

    private int indexIn(List<String> names, String name, String kind) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "events '" + stream.name() + "' have no " + kind + " '" + name + "', only " + names);
        }
        return index;
    }

    @Override
    public String toString() {
        return stream.name() + " of " + starts.length + " customers";
    }
}
