package io.github.segmentation4j.online;

import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * Something that happened to a customer and changes their features, scaled like those the model was fitted on. Two events
 * with the same id are one event delivered twice: they have the same time and say the same.
 *
 * <p>Either it brings a whole row of features ({@link #of}), or it changes single ones of a customer who had a row before
 * ({@link #change}).
 *
 * <pre>{@code
 * OnlineEvent visit = OnlineEvent.of("c17", "e1", time, 0.4, -1.2, 0.7);
 * OnlineEvent purchase = OnlineEvent.change("c17", "e2", later).add(0, 0.3).set(2, 0);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class OnlineEvent {
    /** The largest magnitude of a feature: far beyond any scaled feature, and its square is still a number. */
    public static final double LARGEST = 1e100;

    /** 18 February 2160. Nanoseconds up to it fit into a long even with 36,500 days added, and so do differences. */
    private static final Instant LATEST = Instant.ofEpochSecond(6_000_000_000L);

    private static final int[] ALL = {};

    private final String customer;
    private final String id;
    private final long nanos;
    private final boolean whole;
    private final int[] columns;
    private final double[] values;

    /** Takes over its arrays. A column that is added to is stored as its complement. */
    private OnlineEvent(String customer, String id, long nanos, boolean whole, int[] columns, double[] values) {
        this.customer = customer;
        this.id = id;
        this.nanos = nanos;
        this.whole = whole;
        this.columns = columns;
        this.values = values;
    }

    /**
     * An event that brings a whole row.
     *
     * @param customer the id of the customer
     * @param id the id of the event
     * @param time when it happened, in the years 1970 to 2159
     * @param features a finite value for each feature, copied
     * @throws InvalidInputException if a feature is missing or beyond {@link #LARGEST}, or the time cannot be used
     */
    public static OnlineEvent of(String customer, String id, Instant time, double... features) {
        for (double feature : features) {
            requireUsable(feature);
        }
        return new OnlineEvent(requireId(customer), requireId(id), nanosOf(time), true, ALL, features.clone());
    }

    /** An event that changes nothing yet; {@link #set} and {@link #add} say what it changes. */
    public static OnlineEvent change(String customer, String id, Instant time) {
        return new OnlineEvent(requireId(customer), requireId(id), nanosOf(time), false, ALL, new double[0]);
    }

    /**
     * This event, which then gives a feature a value.
     *
     * @param column of the feature, from 0
     * @throws InvalidInputException if the value is not finite or beyond {@link #LARGEST}
     */
    public OnlineEvent set(int column, double value) {
        return with(requireColumn(column), value);
    }

    /**
     * This event, which then adds to a feature.
     *
     * @param column of the feature, from 0
     * @throws InvalidInputException if the amount is not finite or beyond {@link #LARGEST}
     */
    public OnlineEvent add(int column, double amount) {
        return with(~requireColumn(column), amount);
    }

    private OnlineEvent with(int column, double value) {
        if (whole) {
            throw new IllegalArgumentException(
                    "an event that brings a whole row changes every feature; begin with change(..) to change single ones");
        }
        requireUsable(value);
        int[] moreColumns = Arrays.copyOf(columns, columns.length + 1);
        double[] moreValues = Arrays.copyOf(values, values.length + 1);
        moreColumns[columns.length] = column;
        moreValues[values.length] = value;
        return new OnlineEvent(customer, id, nanos, false, moreColumns, moreValues);
    }

    /** The id of the customer. */
    public String customer() {
        return customer;
    }

    /** The id of the event. */
    public String id() {
        return id;
    }

    /** When it happened. */
    public Instant time() {
        return instant(nanos);
    }

    long nanos() {
        return nanos;
    }

    /** Refuses an event that does not fit a model. */
    void requireColumns(int count) {
        if (whole && values.length != count) {
            throw new InvalidInputException("an event must bring " + count + " features, brought " + values.length
                    + "; use the features the model was fitted on");
        }
        for (int column : columns) {
            if (Math.max(column, ~column) >= count) {
                throw new InvalidInputException("an event must change features 0 to " + (count - 1) + ", one changes "
                        + Math.max(column, ~column) + "; use the features the model was fitted on");
            }
        }
    }

    /** Whether it says everything about its customer's features. */
    boolean isWhole() {
        return whole;
    }

    /** Applies it to a copy of a customer's row; false if a feature would become too large. */
    boolean applyTo(double[] row) {
        if (whole) {
            System.arraycopy(values, 0, row, 0, row.length);
            return true;
        }
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            if (column >= 0) {
                row[column] = values[i];
            } else {
                row[~column] += values[i];
                if (Math.abs(row[~column]) > LARGEST) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Nanoseconds since 1970. */
    static long nanosOf(Instant time) {
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(LATEST)) {
            throw new InvalidInputException(
                    "times must lie in the years 1970 to 2159; check the unit of the time stamps");
        }
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** Refuses what no row may hold. */
    static void requireUsable(double value) {
        if (!(Math.abs(value) <= LARGEST)) {
            throw new InvalidInputException("a feature must be a finite number of at most " + LARGEST
                    + " and is missing, infinite or larger; fill and scale it like those of the model");
        }
    }

    private static int requireColumn(int column) {
        if (column < 0) {
            throw new IllegalArgumentException("a column must be at least 0, was " + column);
        }
        return column;
    }

    private static String requireId(String id) {
        if (Objects.requireNonNull(id, "id").isEmpty()) {
            throw new InvalidInputException("an event needs an id and the id of a customer, one was empty");
        }
        return id;
    }

    @Override
    public String toString() {
        return whole ? "event with a whole row" : "event with " + columns.length + " changes";
    }
}
