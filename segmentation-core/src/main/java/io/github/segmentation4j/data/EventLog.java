package io.github.segmentation4j.data;

import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Events of one declared kind, such as purchases: who, when, and the declared amounts and labels. Columnar, sorted by
 * customer and time, immutable. Events of one customer at one moment keep the order they were added in.
 *
 * <pre>{@code
 * EventLog purchases = EventLog.builder(schema, "purchases")
 *     .add("c-1", Instant.parse("2026-03-01T10:15:00Z")).set("value", 24.9).set("department", "toys")
 *     .build();
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class EventLog {
    private final Schema schema;
    private final EventStream stream;
    private final IdIndex customers;
    private final int[] starts;
    private final long[] times;
    private final long latest;
    private final int addedBackInTime;
    private final double[][] amounts;
    private final int[][] labels;
    private final List<List<String>> levels;

    private EventLog(Builder builder) {
        schema = builder.schema;
        stream = builder.stream;
        customers = builder.customers;
        customers.trim();
        starts = builder.starts();
        int[] order = builder.order(starts);
        times = new long[order.length];
        for (int e = 0; e < order.length; e++) {
            times[e] = builder.times.get(order[e]);
        }
        addedBackInTime = builder.backInTime;
        latest = Arrays.stream(times).max().orElse(Long.MIN_VALUE);
        amounts = new double[builder.amounts.size()][order.length];
        for (int c = 0; c < amounts.length; c++) {
            Column.Numbers column = builder.amounts.get(c);
            for (int e = 0; e < order.length; e++) {
                amounts[c][e] = column.get(order[e]);
            }
        }
        labels = new int[builder.labels.size()][order.length];
        levels = new ArrayList<>();
        for (int c = 0; c < labels.length; c++) {
            Column.Codes column = builder.labels.get(c);
            for (int e = 0; e < order.length; e++) {
                labels[c][e] = column.get(order[e]);
            }
            levels.add(column.levels());
        }
    }

    /**
     * Starts a log.
     *
     * @param schema declares the stream
     * @param stream its name
     */
    public static Builder builder(Schema schema, String stream) {
        return new Builder(schema, schema.stream(stream));
    }

    /** The schema. */
    public Schema schema() {
        return schema;
    }

    /** The declaration of these events. */
    public EventStream stream() {
        return stream;
    }

    /** The number of events. */
    public int size() {
        return times.length;
    }

    /** The number of customers with at least one event. */
    public int customerCount() {
        return customers.size();
    }

    /** How many events were added after one of a later time. No harm, as events are sorted. */
    public int addedBackInTime() {
        return addedBackInTime;
    }

    IdIndex customers() {
        return customers;
    }

    int start(int customer) {
        return starts[customer];
    }

    int end(int customer) {
        return starts[customer + 1];
    }

    long time(int event) {
        return times[event];
    }

    double amount(int column, int event) {
        return amounts[column][event];
    }

    int label(int column, int event) {
        return labels[column][event];
    }

    List<String> levels(int column) {
        return levels.get(column);
    }

    /** The latest time of any event; the smallest long if there is none. */
    long latest() {
        return latest;
    }

    /** Collects events one by one in any order. Not safe for use by several threads. */
    public static final class Builder {
        private final Schema schema;
        private final EventStream stream;
        private final IdIndex customers = new IdIndex();
        private final Column.Codes owners = new Column.Codes(List.of());
        private final Column.Instants times = new Column.Instants();
        private final List<Column.Numbers> amounts = new ArrayList<>();
        private final List<Column.Codes> labels = new ArrayList<>();
        private long newest = Long.MIN_VALUE;
        private int backInTime;
        private boolean built;

        private Builder(Schema schema, EventStream stream) {
            this.schema = schema;
            this.stream = stream;
            stream.amounts().forEach(amount -> amounts.add(new Column.Numbers()));
            stream.labels().forEach(label -> labels.add(new Column.Codes(List.of())));
        }

        /**
         * Begins an event with every amount and label missing.
         *
         * @param customer the id of the customer; not blank
         * @param time when it happened, kept to the millisecond
         */
        public Builder add(String customer, Instant time) {
            Objects.requireNonNull(time, "time");
            if (built) {
                throw new IllegalStateException("the log was built; start another builder");
            }
            if (customer.isBlank()) {
                throw InvalidInputException.at(size() + 1L, schema.id(), "an event needs the id of a customer");
            }
            long milli = Column.Instants.milliOf(time, size() + 1L, "time");
            int place = customers.add(customer);
            owners.addMissing();
            times.addMissing();
            owners.set(size() - 1, place < 0 ? ~place : place);
            times.set(size() - 1, milli);
            backInTime += milli < newest ? 1 : 0;
            newest = Math.max(newest, milli);
            amounts.forEach(Column::addMissing);
            labels.forEach(Column::addMissing);
            return this;
        }

        /**
         * Sets an amount of the event begun last.
         *
         * @throws InvalidInputException if the value is NaN or infinite
         */
        public Builder set(String amount, double value) {
            int column = stream.amounts().indexOf(amount);
            if (column < 0) {
                throw new IllegalArgumentException(
                        "events '" + stream.name() + "' have no amount '" + amount + "', only " + stream.amounts());
            }
            if (!Double.isFinite(value)) {
                throw InvalidInputException.at(
                        size(), amount, "a number must be finite, was " + value + "; leave it out where it is missing");
            }
            amounts.get(column).set(last(), value);
            return this;
        }

        /** Sets a label of the event begun last. */
        public Builder set(String label, String value) {
            int column = stream.labels().indexOf(label);
            if (column < 0) {
                throw new IllegalArgumentException(
                        "events '" + stream.name() + "' have no label '" + label + "', only " + stream.labels());
            }
            Column.Codes codes = labels.get(column);
            codes.set(last(), codes.codeOf(Objects.requireNonNull(value, "value")));
            return this;
        }

        /** The number of events so far. */
        public int size() {
            return times.size();
        }

        /** The log. */
        public EventLog build() {
            built = true;
            return new EventLog(this);
        }

        private int last() {
            if (size() == 0) {
                throw new IllegalStateException("set(...) needs an event: call add(customer, time) first");
            }
            return size() - 1;
        }

        /** Where the events of each customer start once they are sorted. */
        private int[] starts() {
            int[] starts = new int[customers.size() + 1];
            for (int e = 0; e < size(); e++) {
                starts[owners.get(e) + 1]++;
            }
            for (int c = 0; c < customers.size(); c++) {
                starts[c + 1] += starts[c];
            }
            return starts;
        }

        /** The events sorted by customer, then time, then the order they came in. */
        private int[] order(int[] starts) {
            int[] next = starts.clone();
            int[] order = new int[size()];
            for (int e = 0; e < size(); e++) {
                order[next[owners.get(e)]++] = e;
            }
            for (int c = 0; c + 1 < starts.length; c++) {
                sortByTime(order, starts[c], starts[c + 1]);
            }
            return order;
        }

        private void sortByTime(int[] order, int from, int to) {
            boolean sorted = true;
            for (int i = from + 1; i < to && sorted; i++) {
                sorted = times.get(order[i - 1]) <= times.get(order[i]);
            }
            if (!sorted) {
                // Boxed, but only for customers whose events came out of order; the sort must be stable.
                Integer[] events = new Integer[to - from];
                Arrays.setAll(events, i -> order[from + i]);
                Arrays.sort(events, Comparator.comparingLong(times::get));
                for (int i = from; i < to; i++) {
                    order[i] = events[i - from];
                }
            }
        }
    }
}
