package io.github.segmentation4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What certified fair assignments were measured to cost, as a table and as JSON.
 *
 * @param lines of the table
 */
record FairReport(List<Line> lines) implements Printed {
    private static final String HEAD = """
            | rows x columns x clusters | groups | threads | round | wall ms | processor ms | gap | moved |
            |---|---|---|---|---|---|---|---|
            """;

    /**
     * One assignment.
     *
     * @param shape the size of the problem
     * @param groups how many there are
     * @param threads that took part
     * @param round from 1; the first is a cold one
     * @param wall milliseconds that passed
     * @param processor milliseconds that all threads worked
     * @param gap by what part of the cost the assignment may at most be improved
     * @param moved rows that are not in the nearest segment
     */
    record Line(
            Shape shape, int groups, int threads, int round, double wall, double processor, double gap, int moved) {}

    /** The table alone. */
    String table() {
        return HEAD + lines.stream().map(FairReport::row).collect(Collectors.joining());
    }

    private static String row(Line line) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %.0f | %.0f | %.1e | %d |\n",
                line.shape(),
                line.groups(),
                line.threads(),
                line.round(),
                line.wall(),
                line.processor(),
                line.gap(),
                line.moved());
    }

    @Override
    public String text() {
        return Report.environment() + table();
    }

    /** One object: {@code environment} and {@code fairAssignments}. */
    @Override
    public String json() {
        return "{\n  \"environment\": "
                + Report.object(Environment.current())
                + ",\n  \"fairAssignments\": [\n"
                + lines.stream().map(FairReport::json).collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String json(Line line) {
        return String.format(
                Locale.ROOT,
                "    {\"rows\": %d, \"columns\": %d, \"clusters\": %d, \"groups\": %d, \"threads\": %d,"
                        + " \"round\": %d, \"wall\": %.6f, \"processor\": %.6f, \"gap\": %.3e, \"moved\": %d}",
                line.shape().rows(),
                line.shape().columns(),
                line.shape().clusters(),
                line.groups(),
                line.threads(),
                line.round(),
                line.wall(),
                line.processor(),
                line.gap(),
                line.moved());
    }
}
