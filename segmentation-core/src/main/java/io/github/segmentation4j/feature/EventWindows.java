package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.RunContext;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Features of a customer's events over windows that end, exclusively, where the view's observation ends; an event at or
 * after the end changes nothing. Those without a window look at everything observed before it.
 *
 * <p>A count, a sum and a number of different labels are 0 without an event; a mean, a share, an entropy and a gap are
 * missing then. Events without the amount or label asked for do not count for it.
 *
 * <pre>{@code
 * EventWindows windows = EventWindows.of("purchases")
 *     .count(Duration.ofDays(90))                        // count 90 d
 *     .trend("value", Duration.ofDays(180), 6)           // trend value 180 d
 *     .interPurchaseTime()
 *     .entropy("department")
 *     .nightShare(ZoneId.of("Europe/Berlin"));
 * }</pre>
 *
 * <p>It learns nothing from the customers. Cost: one pass over the events of the window for each feature. Immutable and
 * safe for use by several threads.
 */
public final class EventWindows implements FeatureExtractor {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int MOST_BUCKETS = 1000;
    private static final LocalTime NIGHT_BEGINS = LocalTime.of(22, 0);
    private static final LocalTime NIGHT_ENDS = LocalTime.of(6, 0);

    private final String stream;
    private final ZoneId zone;
    private final List<EventMeasure> measures;

    private EventWindows(String stream, ZoneId zone, List<EventMeasure> measures) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.zone = Objects.requireNonNull(zone, "zone");
        this.measures = measures;
    }

    /**
     * No features yet; each method adds some.
     *
     * @param stream the name of the events in the schema
     */
    public static EventWindows of(String stream) {
        return new EventWindows(stream, ZoneOffset.UTC, List.of());
    }

    /** These features with days as a zone has them, for {@link #interPurchaseTime()}; default UTC. */
    public EventWindows withZone(ZoneId newZone) {
        return new EventWindows(stream, newZone, measures);
    }

    /** Adds the number of events. */
    public EventWindows count(Duration window) {
        return with(new EventMeasure.Count(millis(window)));
    }

    /** Adds the sum of an amount. */
    public EventWindows sum(String amount, Duration window) {
        return with(new EventMeasure.Sum(amount, millis(window)));
    }

    /** Adds the mean of an amount over the events that have it. */
    public EventWindows mean(String amount, Duration window) {
        return with(new EventMeasure.Mean(amount, millis(window)));
    }

    /**
     * Adds the trend of an amount: the window is cut into buckets of equal length, and the trend is the least-squares
     * slope of the buckets' sums over their numbers, in units of the amount per bucket. 0 without an event.
     *
     * @param buckets 2 to 1,000
     */
    public EventWindows trend(String amount, Duration window, int buckets) {
        if (buckets < 2 || buckets > MOST_BUCKETS) {
            throw new IllegalArgumentException("buckets must be 2 to " + MOST_BUCKETS + ", were " + buckets);
        }
        return with(new EventMeasure.Trend(amount, millis(window), buckets));
    }

    /**
     * Adds the mean and the standard deviation (divisor n - 1) of the gaps in days between different days with a
     * purchase. The mean is missing under two such days, the deviation under three.
     */
    public EventWindows interPurchaseTime() {
        return with(new EventMeasure.Gaps());
    }

    /** Adds the Shannon entropy in nats of the shares of a label over everything observed: 0 if all are the same. */
    public EventWindows entropy(String label) {
        return with(new EventMeasure.Entropy(label, EventMeasure.ALWAYS));
    }

    /** Adds the Shannon entropy in nats of the shares of a label within a window. */
    public EventWindows entropy(String label, Duration window) {
        return with(new EventMeasure.Entropy(label, millis(window)));
    }

    /** Adds how many different values of a label occur in everything observed. */
    public EventWindows distinct(String label) {
        return with(new EventMeasure.Distinct(label, EventMeasure.ALWAYS));
    }

    /** Adds how many different values of a label occur within a window. */
    public EventWindows distinct(String label, Duration window) {
        return with(new EventMeasure.Distinct(label, millis(window)));
    }

    /** Adds the share of the events between 22:00 and 06:00 local time. */
    public EventWindows nightShare(ZoneId localZone) {
        return nightShare(localZone, NIGHT_BEGINS, NIGHT_ENDS);
    }

    /**
     * Adds the share of the events in a part of the day.
     *
     * @param localZone where the time of day is read
     * @param from inclusive
     * @param to exclusive; before {@code from} if the part spans midnight, never equal to it
     */
    public EventWindows nightShare(ZoneId localZone, LocalTime from, LocalTime to) {
        if (from.equals(to)) {
            throw new IllegalArgumentException("the night must not begin and end at the same time, was " + from);
        }
        return with(new EventMeasure.Night(localZone, from, to));
    }

    private EventWindows with(EventMeasure measure) {
        List<EventMeasure> all = new ArrayList<>(measures);
        all.add(measure);
        return new EventWindows(stream, zone, List.copyOf(all));
    }

    private static long millis(Duration window) {
        if (window.isNegative() || window.toMillis() == 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a window must be longer than 0 and at most " + LONGEST.toDays() + " days, was " + window);
        }
        return window.toMillis();
    }

    /**
     * Settles the features.
     *
     * @throws IllegalArgumentException if the stream, an amount or a label is unknown, or no feature was asked for
     */
    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        if (measures.isEmpty()) {
            throw new IllegalArgumentException(
                    "event windows need a feature: add one, as in count(Duration.ofDays(90))");
        }
        EventStream declared = view.stream(stream);
        List<Feature> features = new ArrayList<>();
        for (EventMeasure measure : measures) {
            measure.field().ifPresent(field -> requireField(declared, measure, field));
            features.addAll(measure.features(declared));
        }
        return new FittedWindows(stream, zone, measures, features);
    }

    private static void requireField(EventStream declared, EventMeasure measure, String field) {
        List<String> fields = measure.readsLabel() ? declared.labels() : declared.amounts();
        if (!fields.contains(field)) {
            throw new IllegalArgumentException("events '" + declared.name() + "' have no "
                    + (measure.readsLabel() ? "label" : "amount") + " '" + field + "', only " + fields);
        }
    }

    @Override
    public String toString() {
        return "windows over " + stream + ", " + measures.size() + " measures";
    }
}
