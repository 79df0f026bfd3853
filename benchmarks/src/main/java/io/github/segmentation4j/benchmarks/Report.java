package io.github.segmentation4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What was measured, as a table and as JSON.
 *
 * @param lines of the table
 * @param notes a reader must know, each a sentence without its full stop
 */
record Report(List<Measurement> lines, List<String> notes) implements Printed {
    private static final String HEAD = """
            | rows x columns x clusters | what | contender | threads | median ms | best ms | over the first | inertia \
            | heap MB | bytes a row |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    /** A report of nothing. */
    static Report empty() {
        return new Report(List.of(), List.of());
    }

    /** This report and another one after it. */
    Report and(Report other) {
        List<Measurement> allLines = new ArrayList<>(lines);
        allLines.addAll(other.lines);
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(other.notes);
        return new Report(allLines, allNotes);
    }

    /** The environment, the table and the notes. */
    @Override
    public String text() {
        return environment()
                + HEAD
                + lines.stream().map(Report::row).collect(Collectors.joining())
                + notes.stream().map(note -> "\n" + note + ".\n").collect(Collectors.joining());
    }

    /** The environment in a line, and an empty one. */
    static String environment() {
        return Environment.current().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; ", "", "\n\n"));
    }

    private static String row(Measurement line) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d | %s | %s | %s | %s | %s | %s |\n",
                line.shape(),
                line.what(),
                line.contender(),
                line.threads(),
                time(line.median()),
                time(line.best()),
                cell("%.2f", line.ratio()),
                cell("%.4f", line.inertia()),
                cell("%.0f", line.heap()),
                cell("%.3f", line.bytesPerRow()));
    }

    /** Three digits at least, because passes over few rows take microseconds. */
    private static String time(double milliseconds) {
        return String.format(Locale.ROOT, Math.abs(milliseconds) < 1 ? "%.4f" : "%.1f", milliseconds);
    }

    private static String cell(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
    }

    /** One object: {@code environment}, {@code measurements} and {@code notes}. */
    @Override
    public String json() {
        return "{\n  \"environment\": "
                + object(Environment.current())
                + ",\n  \"measurements\": [\n"
                + lines.stream().map(Report::json).collect(Collectors.joining(",\n"))
                + "\n  ],\n  \"notes\": ["
                + notes.stream().map(Report::quoted).collect(Collectors.joining(", "))
                + "]\n}\n";
    }

    /** Names and texts as an object. */
    static String object(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> "    " + quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n  }"));
    }

    private static String json(Measurement line) {
        return String.format(
                Locale.ROOT,
                "    {\"rows\": %d, \"columns\": %d, \"clusters\": %d, \"what\": %s, \"contender\": %s,"
                        + " \"threads\": %d, \"median\": %.6f, \"best\": %.6f, \"ratio\": %s, \"inertia\": %s,"
                        + " \"heap\": %s, \"bytesPerRow\": %s}",
                line.shape().rows(),
                line.shape().columns(),
                line.shape().clusters(),
                quoted(line.what()),
                quoted(line.contender()),
                line.threads(),
                line.median(),
                line.best(),
                number(line.ratio()),
                number(line.inertia()),
                number(line.heap()),
                number(line.bytesPerRow()));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.6f", value.getAsDouble()) : "null";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
