package io.github.segmentation4j.cli;

import io.github.segmentation4j.run.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ends of equal steps through a span of time, counted in UTC; the last one is shorter if it has to be. */
final class WatchSteps {
    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final Instant ANY = Instant.EPOCH;

    private final Period period;
    private final Duration duration;

    private WatchSteps(Period period, Duration duration) {
        this.period = period;
        this.duration = duration;
    }

    /** Steps as long as a text says in the way of ISO 8601, such as P7D, P1M or PT1H; up to 100 years. */
    static WatchSteps parse(String text) {
        try {
            boolean hasTime = text.toUpperCase(Locale.ROOT).contains("T");
            WatchSteps steps = new WatchSteps(
                    hasTime ? Period.ZERO : Period.parse(text), hasTime ? Duration.parse(text) : Duration.ZERO);
            Duration length = Duration.between(ANY, steps.end(ANY, 1));
            if (length.compareTo(Duration.ofMillis(1)) >= 0 && length.compareTo(LONGEST) <= 0) {
                return steps;
            }
        } catch (DateTimeException | ArithmeticException unusable) {
            throw new InvalidInputException(expected(text), unusable);
        }
        throw new InvalidInputException(expected(text));
    }

    private static String expected(String text) {
        return "--every must be a period such as P1D, P7D, P1M or PT1H, longer than nothing and at most 100 years, was '"
                + text + "'";
    }

    /** The ends of all steps; the last one is the end of the span. */
    List<Instant> between(Instant from, Instant until) {
        List<Instant> ends = new ArrayList<>();
        Instant end = from;
        while (end.isBefore(until)) {
            if (ends.size() == MOST) {
                throw new InvalidInputException("--every makes more than " + MOST + " steps from " + from + " until "
                        + until + "; choose longer steps, or a shorter time with --from and --until");
            }
            Instant next = end(from, ends.size() + 1);
            end = next.isBefore(until) ? next : until;
            ends.add(end);
        }
        return ends;
    }

    /** Counted from the start, so that months of 31 days do not lose their last ones for good. */
    private Instant end(Instant from, int step) {
        return ZonedDateTime.ofInstant(from, ZoneOffset.UTC)
                .plus(period.multipliedBy(step))
                .plus(duration.multipliedBy(step))
                .toInstant();
    }
}
