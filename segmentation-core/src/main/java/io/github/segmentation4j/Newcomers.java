package io.github.segmentation4j;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Finds the newcomers who are to be described by a moment: each once, at the same age, in an order of days, and within a
 * day in one that tells nothing of what they are like. Whoever a feature is missing of cannot be compared and is left out.
 */
final class Newcomers {
    /** Any number, but always the same one: each watch of the same data sees the same order. */
    private static final long SHUFFLE = 1;

    private final ReleasedSegmentation released;
    private final int days;
    private OptionalLong nextDay;

    Newcomers(ReleasedSegmentation released, int days, Optional<LocalDate> from) {
        this.released = released;
        this.days = days;
        this.nextDay = from.isPresent() ? OptionalLong.of(from.get().toEpochDay()) : OptionalLong.empty();
    }

    /** A newcomer, described at a moment. */
    record Newcomer(Instant described, double[] row, int label) {}

    /** Those who are due by a moment and were not {@link #done} with. */
    List<Newcomer> due(Instant end, CustomerData data, RunContext context) {
        List<Newcomer> due = new ArrayList<>();
        OptionalLong first = firstDay(data);
        if (first.isPresent()) {
            byDay(data, first.getAsLong(), afterLastDay(end), due, context);
        }
        return due;
    }

    /** Never again gives those who were due by a moment. */
    void done(Instant end, CustomerData data) {
        OptionalLong first = firstDay(data);
        if (first.isPresent()) {
            nextDay = OptionalLong.of(Math.max(first.getAsLong(), afterLastDay(end)));
        }
    }

    private OptionalLong firstDay(CustomerData data) {
        if (nextDay.isPresent()) {
            return nextDay;
        }
        Optional<Instant> first = data.observedFrom();
        return first.isEmpty() ? OptionalLong.empty() : OptionalLong.of(epochDay(first.get()));
    }

    /** The day after the last one whose newcomers are old enough at a moment. */
    private long afterLastDay(Instant end) {
        return epochDay(end) - days;
    }

    private static long epochDay(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay();
    }

    private static Instant midnight(long day) {
        return Instant.EPOCH.plus(Duration.ofDays(day));
    }

    /** Halves the days until one is left or nobody, so that all of them cost n log(days) and not n days. */
    private void byDay(CustomerData data, long from, long to, List<Newcomer> due, RunContext context) {
        if (from >= to) {
            return;
        }
        CustomerData part = data.firstSeen(midnight(from), midnight(to));
        if (part.size() == 0) {
            return;
        }
        if (to - from == 1) {
            describe(part, midnight(to).plus(Duration.ofDays(days)), due, context);
            return;
        }
        long middle = from + (to - from) / 2;
        byDay(part, from, middle, due, context);
        byDay(part, middle, to, due, context);
    }

    private void describe(CustomerData part, Instant when, List<Newcomer> due, RunContext context) {
        ReleasedSegmentation.Described described = released.described(part.observedUntil(when), context);
        PurposeBoundView view = described.view();
        int[] labels = described.assignments().labels();
        IntStream.range(0, view.size())
                .filter(i -> isSeen(view, i) && isComplete(described.matrix().row(i)))
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> shuffled(view.id(i)))
                        .thenComparing(view::id))
                .forEach(i -> due.add(new Newcomer(when, described.matrix().row(i), labels[i])));
    }

    private static boolean isComplete(double[] row) {
        return Arrays.stream(row).allMatch(Double::isFinite);
    }

    /** Ids may be in the order of what their customers are like; a test of one after another needs chance. */
    private static long shuffled(String id) {
        return SeededRandom.derive(SHUFFLE, id.hashCode());
    }

    /** Events whose time to be kept is over are hidden; without any there is nothing to describe. */
    private static boolean isSeen(PurposeBoundView view, int customer) {
        return view.schema().streams().stream()
                .filter(stream -> !view.access().withheldFields().containsKey(stream.name()))
                .map(stream -> view.events(stream.name()))
                .anyMatch(events -> events.start(customer) < events.end(customer));
    }
}
