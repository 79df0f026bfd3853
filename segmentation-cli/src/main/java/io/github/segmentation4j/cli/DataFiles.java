package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.io.DataLayout;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name the files of customers and transactions and the moment they end, and the reading of them. */
final class DataFiles {
    @Mixin
    private EventFiles files = new EventFiles();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "The end of what was observed, exclusive, as 2026-03-01 or 2026-03-01T00:00:00Z: no feature sees"
                            + " a transaction at or after it. Default: the day after the last transaction.")
    private @Nullable String asOf;

    CustomerData read(DataLayout layout, RunContext context, PrintWriter err) {
        CustomerData data = files.read(layout, EventFiles.Order.ANY, context, err);
        return asOf == null ? data : data.observedUntil(instant(asOf));
    }

    /** Whether a file was named. */
    boolean areNamed() {
        return files.areNamed();
    }

    /** What was asked for, for a configuration file. */
    Map<String, String> asked() {
        Map<String, String> asked = files.asked();
        if (asOf != null) {
            asked.put("as-of", asOf);
        }
        return asked;
    }

    static Instant instant(String text) {
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(
                    "a date as 2026-03-01 or a moment as 2026-03-01T00:00:00Z was expected, was '" + text + "'", e);
        }
    }
}
