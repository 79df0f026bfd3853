package io.github.segmentation4j.cli;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.RunningWatch;
import io.github.segmentation4j.SegmentWatch;
import io.github.segmentation4j.WatchStep;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the command {@code watch} was asked for.
 *
 * @param watch how
 * @param steps how long each is
 * @param from the start; the day of the first event if empty
 * @param until the end; the midnight after the last event if empty
 * @param reference where the reference of newcomers ends
 * @param falseAlarmRate the rate of the whole watch
 * @param few how many persons are told
 */
record WatchTask(
        SegmentWatch watch,
        WatchSteps steps,
        Optional<Instant> from,
        Optional<Instant> until,
        Instant reference,
        double falseAlarmRate,
        FewPersons few) {

    WatchResult run(
            ReleasedSegmentation released, CustomerData customers, RunContext context, Consumer<ShownStep> lines) {
        Instant start = from.orElseGet(() -> customers
                .observedFrom()
                .orElseThrow(() -> new InvalidInputException("no customer has an event; there is nothing to watch")));
        Instant end = until.orElseGet(() -> customers.observedUntil().orElse(start));
        if (!start.isBefore(end)) {
            throw new InvalidInputException("--from must be before the end, which is " + WatchReport.inWords(end)
                    + (until.isEmpty() ? " as the day after the last event" : " by --until") + ", was "
                    + WatchReport.inWords(start));
        }
        List<Instant> ends = steps.between(start, end);
        RunningWatch running = watch.start();
        WatchReport report = new WatchReport(released.segments(), few);
        List<WatchStep> told = new ArrayList<>();
        List<ShownStep> shown = new ArrayList<>();
        Consumer<Instant> advance = next -> {
            WatchStep step = running.advanceTo(next, customers, context);
            ShownStep line = report.take(step);
            // Before the first customer came there is nothing to tell.
            if (step.customers() > 0) {
                told.add(step);
                shown.add(line);
                lines.accept(line);
            }
        };
        advance.accept(start);
        ends.forEach(advance);
        if (told.isEmpty()) {
            throw new InvalidInputException("no customer with an event until " + WatchReport.inWords(end)
                    + " was admitted; there is nothing to watch");
        }
        return new WatchResult(
                this, released, start, shown, told.get(0).end(), told.get(told.size() - 1), running.moves(), report);
    }
}
