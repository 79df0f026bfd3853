package io.github.segmentation4j;

import io.github.segmentation4j.online.DriftDetection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * How released segments are watched while time goes on: who moves between them, and whether they still fit the world.
 *
 * <pre>{@code
 * RunningWatch watch = SegmentWatch.of(released).start();
 * WatchStep monday = watch.advanceTo(Instant.parse("2026-03-02T00:00:00Z"), customers, context);
 * WatchStep next = watch.advanceTo(Instant.parse("2026-03-09T00:00:00Z"), customers, context);
 * long moved = next.moved();
 * }</pre>
 *
 * <p><b>Moves.</b> At the end of each step every customer with an event so far is admitted anew, described by what was
 * observed before that moment and put into a segment: so a segment can be left by silence alone.
 *
 * <p><b>Drift.</b> The same customers seen again are not independent observations, and as they age their features change
 * in a world that does not: a test on them would raise alarms by itself. So each customer counts once, as a newcomer:
 * described at the midnight (in UTC) a fixed number of days after the day of the first event, and at no other time; those
 * of one day in an order that their ids do not tell; not at all if a feature is missing then. The newcomers described
 * until the reference date, or the first {@value NewcomerMonitor#FEWEST} if those are fewer, are the reference; each later
 * one is an observation of a {@link io.github.segmentation4j.online.DriftMonitor}. Its rate of
 * false alarms holds over the whole watch, however long it is and however often one looks, if newcomers come
 * independently of each other and alike, and the model is taken as given. It says nothing about customers of old: {@link
 * WatchStep#mix()} shows how the shares of all customers lie, without a test.
 *
 * <p>Where the events begin in the middle of a history, customers of old look new at first; {@link
 * #withNewcomersFrom(LocalDate)} leaves them out of the comparison.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentWatch {
    /** The most days after which a newcomer may be described: ten years. */
    public static final int MOST_NEWCOMER_DAYS = 3650;

    private static final int DEFAULT_DAYS = 28;

    private final ReleasedSegmentation released;
    private final Instant reference;
    private final double falseAlarmRate;
    private final int newcomerDays;
    private final Optional<LocalDate> newcomersFrom;

    private SegmentWatch(
            ReleasedSegmentation released,
            Instant reference,
            double falseAlarmRate,
            int newcomerDays,
            Optional<LocalDate> newcomersFrom) {
        this.released = released;
        this.reference = reference;
        this.falseAlarmRate = falseAlarmRate;
        this.newcomerDays = newcomerDays;
        this.newcomersFrom = newcomersFrom;
    }

    /**
     * A watch with the defaults: the reference ends where the observation of the training data did, false alarms in at
     * most 0.05 of all watches, newcomers described after 28 days.
     */
    public static SegmentWatch of(ReleasedSegmentation released) {
        return new SegmentWatch(released, released.provenance().observedUntil(), 0.05, DEFAULT_DAYS, Optional.empty());
    }

    /** Until when a newcomer must have been described to belong to the reference. */
    public SegmentWatch withReference(Instant end) {
        return new SegmentWatch(
                released, Objects.requireNonNull(end, "end"), falseAlarmRate, newcomerDays, newcomersFrom);
    }

    /** The probability that a watch without drift ever raises an alarm, above 0 and below 1; default 0.05. */
    public SegmentWatch withFalseAlarmRate(double rate) {
        DriftDetection.withFalseAlarmRate(rate);
        return new SegmentWatch(released, reference, rate, newcomerDays, newcomersFrom);
    }

    /** How many whole days after the day of the first event a newcomer is described, 0 to 3,650; default 28. */
    public SegmentWatch withNewcomerDays(int days) {
        if (days < 0 || days > MOST_NEWCOMER_DAYS) {
            throw new IllegalArgumentException("newcomers must be described after 0 to " + MOST_NEWCOMER_DAYS
                    + " days, was " + days + "; choose a number within");
        }
        return new SegmentWatch(released, reference, falseAlarmRate, days, newcomersFrom);
    }

    /** Whoever has a first event before a day (in UTC) is no newcomer; by default everybody is one once. */
    public SegmentWatch withNewcomersFrom(LocalDate day) {
        return new SegmentWatch(released, reference, falseAlarmRate, newcomerDays, Optional.of(day));
    }

    /** A watch that has seen nothing yet. */
    public RunningWatch start() {
        int segments = released.segments().size();
        NewcomerMonitor monitor = new NewcomerMonitor(
                released.features(), segments, reference, DriftDetection.withFalseAlarmRate(falseAlarmRate));
        return new RunningWatch(released, new Newcomers(released, newcomerDays, newcomersFrom), monitor);
    }

    @Override
    public String toString() {
        return "watch of " + released + ", reference until " + reference + ", newcomers after " + newcomerDays
                + " days, rate of false alarms " + falseAlarmRate;
    }
}
