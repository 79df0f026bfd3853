package io.github.segmentation4j.cli;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.SegmentWatch;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.io.ModelFile;
import io.github.segmentation4j.io.ResultFile;
import io.github.segmentation4j.online.DriftAdvice;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Goes through the events of customers in the order of time and tells, step by step, who moved between released segments
 * and whether newcomers differ from those before; see {@link SegmentWatch} for what that rests on.
 */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Follows customers through the segments of a model while time goes on: one line a step. Whoever is there at"
                    + " the start stands in the first line as joined. A + follows a sum that a few customers are missing"
                    + " in, as they would be too few to tell.",
            "",
            "Moves: at the end of each step every customer with an event so far is admitted anew and assigned by what was"
                    + " seen before that moment, so that a segment can be left by silence alone. Attributes in"
                    + " --customers have no time and are taken as they are. Mix is the population stability index of the"
                    + " segments' shares against those in training: 0.1 is notable, 0.25 large; it is no test.",
            "",
            "Drift: a customer seen again is no new evidence, and ages in a world that does not change. So each counts"
                    + " once, as a newcomer, described --newcomer-days after the first event. Newcomers described until"
                    + " --reference (at least the first 250) are compared with all later ones, by their features as"
                    + " clustered and by the shares of the segments.",
            "",
            "--false-alarms is the probability that the whole watch, with all its steps, features and shares, ever raises"
                    + " an alarm if newcomers come independently and do not change, the model taken as given. Nothing is"
                    + " promised about customers of old. Where the file begins in the middle of a history, customers of"
                    + " old look new at first: leave them out with --newcomers-from."
        },
        footer = {
            "",
            "Advice: keep; watch, if the latest 250 newcomers differ by more than convention allows, which may be chance;"
                    + " refit, after an alarm. The exit code is 0 whatever the advice, or 1 with --fail-on."
        })
final class WatchCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "F", required = true, description = "A model.json that 'run' wrote.")
    private @Nullable Path model;

    @Mixin
    private EventFiles files = new EventFiles();

    @Option(
            names = "--every",
            paramLabel = "PERIOD",
            defaultValue = "P7D",
            description =
                    "How long a step is, such as P1D, P7D, P1M or PT1H; the last may be shorter. Default: ${DEFAULT-VALUE}.")
    private String every = "P7D";

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Where the first step starts. Default: the day of the first transaction (days are in UTC).")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "Where the last step ends, exclusive. Default: the day after the last transaction.")
    private @Nullable String until;

    @Option(
            names = "--reference",
            paramLabel = "DATE",
            description = "Where the reference of newcomers ends. Default: where the model's own training data end.")
    private @Nullable String reference;

    @Option(
            names = "--newcomers-from",
            paramLabel = "DAY",
            description = "Whoever has a transaction before it is no newcomer. Default: everybody is one once.")
    private @Nullable String newcomersFrom;

    @Option(
            names = "--newcomer-days",
            paramLabel = "N",
            defaultValue = "28",
            description = "Days after that of the first event a newcomer is described. Default: ${DEFAULT-VALUE}.")
    private int newcomerDays;

    @Option(
            names = "--false-alarms",
            paramLabel = "P",
            defaultValue = "0.05",
            description = "The rate of false alarms of the whole watch, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double falseAlarms;

    @Option(
            names = "--minimum-size",
            paramLabel = "N",
            defaultValue = "20",
            description = "The smallest number of customers that is shown. Default: ${DEFAULT-VALUE}.")
    private int minimumSize;

    /** What a script may stop at. */
    enum FailOn {
        WATCH,
        REFIT
    }

    @Option(
            names = "--fail-on",
            paramLabel = "ADVICE",
            description = "Ends with exit code 1 if the last advice is this or graver: ${COMPLETION-CANDIDATES}.")
    private @Nullable FailOn failOn;

    @Option(
            names = "--json",
            paramLabel = "F",
            description = "Writes everything as JSON instead of printing it; small counts are hidden there too.")
    private @Nullable Path json;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        requireRanges();
        WatchSteps steps = WatchSteps.parse(every);
        Optional<Instant> start = moment("--from", from);
        Optional<Instant> end = moment("--until", until);
        Optional<Instant> asked = moment("--reference", reference);
        Optional<LocalDate> newest = day();
        ModelFile.Stored stored = ModelFile.read(Required.option(model, "--model"));
        ReleasedSegmentation released = stored.segmentation();
        Instant referenceEnd = asked.orElse(released.provenance().observedUntil());
        SegmentWatch plain = SegmentWatch.of(released)
                .withReference(referenceEnd)
                .withFalseAlarmRate(falseAlarms)
                .withNewcomerDays(newcomerDays);
        SegmentWatch watch = newest.map(plain::withNewcomersFrom).orElse(plain);
        WatchTask task =
                new WatchTask(watch, steps, start, end, referenceEnd, falseAlarms, new FewPersons(minimumSize));

        // Read first, with progress; the lines of the steps are progress themselves.
        CustomerData customers =
                options.run(context -> files.read(stored.layout(), EventFiles.Order.TOLD, context, options.err()));
        Clock clock = Clock.fixed(Clock.systemUTC().instant(), ZoneOffset.UTC);
        return options.run(context -> {
            WatchResult result = task.run(released, customers, context.withClock(clock), this::print);
            try (Outputs outputs = new Outputs()) {
                if (json != null) {
                    ResultFile.write(result.state(), outputs.draft(json));
                }
                outputs.publish();
            }
            if (json == null) {
                options.out().print(result.summary());
                options.out().flush();
            }
            return code(result.advice());
        });
    }

    private void print(ShownStep step) {
        if (json == null) {
            options.out().println(step.line());
            step.alarms().forEach(alarm -> options.out().println("    alarm: " + alarm));
            options.out().flush();
        }
    }

    private int code(DriftAdvice advice) {
        boolean fails = failOn != null && advice.compareTo(DriftAdvice.valueOf(failOn.name())) >= 0;
        if (fails) {
            options.err()
                    .println("segment: the last advice is " + advice.name().toLowerCase(Locale.ROOT)
                            + ", which --fail-on asks to stop at");
        }
        return fails ? ExitCode.BLOCKED : ExitCode.DONE;
    }

    private void requireRanges() {
        if (!(falseAlarms > 0 && falseAlarms < 1)) {
            throw new InvalidInputException("--false-alarms must be above 0 and below 1, was " + falseAlarms);
        }
        if (minimumSize < 1) {
            throw new InvalidInputException("--minimum-size must be at least 1, was " + minimumSize);
        }
        if (newcomerDays < 0 || newcomerDays > SegmentWatch.MOST_NEWCOMER_DAYS) {
            throw new InvalidInputException(
                    "--newcomer-days must be 0 to " + SegmentWatch.MOST_NEWCOMER_DAYS + ", was " + newcomerDays);
        }
    }

    private static Optional<Instant> moment(String option, @Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(DataFiles.instant(text));
        } catch (InvalidInputException unusable) {
            throw new InvalidInputException(option + ": " + unusable.getMessage(), unusable);
        }
    }

    private Optional<LocalDate> day() {
        try {
            return newcomersFrom == null ? Optional.empty() : Optional.of(LocalDate.parse(newcomersFrom));
        } catch (DateTimeParseException unusable) {
            throw new InvalidInputException(
                    "--newcomers-from: a day as 2026-03-01 was expected, was '" + newcomersFrom + "'", unusable);
        }
    }
}
