package io.github.segmentation4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What whole fits of the algorithms were measured to take, as a table and as JSON.
 *
 * @param lines of the table
 */
record AlgorithmReport(List<Line> lines) implements Printed {
    private static final String HEAD = """
            | algorithm | contender | data | rows x columns | threads | rounds | median s | heap MB | clusters | ARI \
            | iterations | value |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    /**
     * One contender at one task.
     *
     * @param task what was to be done
     * @param contender who did it
     * @param threads that took part
     * @param rounds how often it was timed
     * @param median seconds
     * @param heap megabytes the heap grew by at most, garbage that was not yet collected included
     * @param outcome what it came to
     */
    record Line(Task task, String contender, int threads, int rounds, double median, double heap, Outcome outcome) {}

    /** The environment and the table. */
    @Override
    public String text() {
        return Report.environment()
                + HEAD
                + lines.stream().map(AlgorithmReport::row).collect(Collectors.joining());
    }

    private static String row(Line line) {
        Task task = line.task();
        Outcome outcome = line.outcome();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d x %d | %d | %d | %.3f | %.0f | %s | %s | %s | %s |\n",
                task.algorithm(),
                line.contender(),
                task.data(),
                task.shape().rows(),
                task.shape().columns(),
                line.threads(),
                line.rounds(),
                line.median(),
                line.heap(),
                whole(outcome.clusters(), ""),
                number("%.3f", outcome.ari(), ""),
                whole(outcome.iterations(), ""),
                number("%.4f", outcome.value(), ""));
    }

    /** One object: {@code environment} and {@code algorithms}. */
    @Override
    public String json() {
        return "{\n  \"environment\": "
                + Report.object(Environment.current())
                + ",\n  \"algorithms\": [\n"
                + lines.stream().map(AlgorithmReport::json).collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String json(Line line) {
        Task task = line.task();
        Outcome outcome = line.outcome();
        return String.format(
                Locale.ROOT,
                "    {\"algorithm\": \"%s\", \"contender\": \"%s\", \"data\": \"%s\", \"rows\": %d, \"columns\": %d,"
                        + " \"parameter\": %s, \"threads\": %d, \"rounds\": %d, \"median\": %.6f, \"heap\": %.3f,"
                        + " \"clusters\": %s, \"ari\": %s, \"iterations\": %s, \"value\": %s}",
                task.algorithm(),
                line.contender(),
                task.data(),
                task.shape().rows(),
                task.shape().columns(),
                task.parameter(),
                line.threads(),
                line.rounds(),
                line.median(),
                line.heap(),
                whole(outcome.clusters(), "null"),
                number("%.6f", outcome.ari(), "null"),
                whole(outcome.iterations(), "null"),
                number("%.9f", outcome.value(), "null"));
    }

    private static String whole(OptionalInt value, String none) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : none;
    }

    private static String number(String format, OptionalDouble value, String none) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : none;
    }
}
