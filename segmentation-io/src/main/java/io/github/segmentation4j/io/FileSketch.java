package io.github.segmentation4j.io;

import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a delimited file looks like and what its columns hold. */
final class FileSketch {
    private static final int SAMPLE = 50;

    private final String name;
    private final FileLayout layout;
    private final Kind kind;
    private final List<ColumnSketch> columns;

    /** What a row is. */
    private enum Kind {
        CUSTOMERS,
        EVENTS
    }

    private FileSketch(String name, FileLayout layout, Kind kind, List<ColumnSketch> columns) {
        this.name = name;
        this.layout = layout;
        this.kind = kind;
        this.columns = columns;
    }

    /** A file with a customer a row. */
    static FileSketch ofCustomers(Path file, RunContext context) {
        return of(file, Kind.CUSTOMERS, context);
    }

    /** A file with an event a row. */
    static FileSketch ofEvents(Path file, RunContext context) {
        FileSketch sketch = of(file, Kind.EVENTS, context);
        if (sketch.time().isEmpty()) {
            throw new InvalidInputException(
                    "'" + InputFile.name(file) + "' has no column that holds a moment in every row,"
                            + " and events need one; dates as 2026-03-01, 20260301 or 01.03.2026 are recognised");
        }
        if (sketch.id().isEmpty()) {
            throw new InvalidInputException(
                    "'" + InputFile.name(file) + "' has no column beside the moment that could name the customer");
        }
        return sketch;
    }

    /** How the values of a file are delimited, by its first lines. */
    static FileLayout layoutOf(Path file) {
        return delimiter(sample(file));
    }

    /** The layout of a file whose columns are called {@code x1}, {@code x2} and so on if its first line holds a number. */
    static FileLayout numberedUnlessNamed(Path file) {
        List<String> sample = sample(file);
        FileLayout layout = delimiter(sample);
        String[] names = new String[width(sample.get(0), layout)];
        Arrays.setAll(names, c -> "x" + (c + 1));
        FileLayout numbered = layout.withColumns(names);
        try (DelimitedFile rows = DelimitedFile.open(file, numbered, ReadOptions.defaults(), RunContext.seeded(0))) {
            boolean named = rows.next()
                    && IntStream.range(0, names.length)
                            .noneMatch(c -> ColumnSketch.isNumber(rows.field(c).strip()));
            return named ? layout : numbered;
        }
    }

    private static FileSketch of(Path file, Kind kind, RunContext context) {
        List<String> sample = sample(file);
        FileLayout layout = delimiter(sample);
        List<String> first;
        try (DelimitedFile rows = DelimitedFile.open(file, layout, ReadOptions.defaults(), context)) {
            first = rows.names();
        } catch (InvalidInputException e) {
            // Two equal values in the first row: it is no header.
            first = List.of();
        }
        if (!isHeader(first)) {
            int width = first.isEmpty() ? width(sample.get(0), layout) : first.size();
            String[] names = new String[width];
            for (int c = 0; c < width; c++) {
                names[c] = "column" + (c + 1);
            }
            layout = layout.withColumns(names);
        }
        return read(file, layout, kind, context);
    }

    private static FileSketch read(Path file, FileLayout layout, Kind kind, RunContext context) {
        List<ColumnSketch> columns = new ArrayList<>();
        try (DelimitedFile rows = DelimitedFile.open(file, layout, ReadOptions.defaults(), context)) {
            rows.names().forEach(column -> columns.add(new ColumnSketch(column)));
            while (rows.next()) {
                for (int c = 0; c < columns.size(); c++) {
                    columns.get(c).add(rows.field(c));
                }
            }
            if (rows.row() == 0) {
                throw new InvalidInputException(
                        "'" + InputFile.name(file) + "' has no rows to draft a schema from; add some");
            }
        }
        Set<String> missing = new TreeSet<>();
        Set<String> dates = new LinkedHashSet<>();
        for (ColumnSketch column : columns) {
            missing.addAll(column.missingTokens());
            if (column.type() == AttributeType.INSTANT) {
                dates.add(column.pattern());
            }
        }
        FileLayout full = layout.withMissing(missing.toArray(String[]::new));
        if (!dates.isEmpty() && !dates.equals(Set.of(""))) {
            if (dates.remove("")) {
                dates.addAll(List.of("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"));
            }
            full = full.withDates(ZoneOffset.UTC, dates.toArray(String[]::new));
        }
        columns.removeIf(column -> column.name().isEmpty());
        String stem = InputFile.name(file).split("\\.", 2)[0].toLowerCase(Locale.ROOT);
        return new FileSketch(stem.isEmpty() ? "events" : stem, full, kind, List.copyOf(columns));
    }

    private static List<String> sample(Path file) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new StrictReader(InputFile.open(file, RunContext.seeded(0)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null && lines.size() < SAMPLE; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        } catch (StrictReader.BadTextException e) {
            throw new InvalidInputException("'" + InputFile.name(file) + "': " + e.why(), e);
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
        if (lines.isEmpty()) {
            throw new InvalidInputException("'" + InputFile.name(file) + "' is empty; a header and rows were expected");
        }
        return lines;
    }

    /** The delimiter that cuts every line of the sample into the same number of values, the more the better. */
    private static FileLayout delimiter(List<String> sample) {
        FileLayout best = FileLayout.csv();
        int most = 1;
        for (char sign : new char[] {',', ';', '\t', '|'}) {
            FileLayout candidate = FileLayout.csv().withDelimiter(sign);
            int width = width(sample.get(0), candidate);
            boolean steady = sample.stream().allMatch(line -> width(line, candidate) == width);
            if (steady && width > most) {
                best = candidate;
                most = width;
            }
        }
        FileLayout blanks = FileLayout.blanks();
        int width = width(sample.get(0), blanks);
        boolean steady = sample.stream().allMatch(line -> width(line, blanks) == width);
        return most == 1 && steady && width > 1 ? blanks : best;
    }

    private static int width(String line, FileLayout layout) {
        if (layout.separatedByBlanks()) {
            return line.strip().split("[ \t]+").length;
        }
        boolean quoted = false;
        int count = 1;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            count += !quoted && line.charAt(i) == layout.delimiter().charAt(0) ? 1 : 0;
        }
        return count;
    }

    /** Whether a first row can be names: all different, none a number or a sign of a missing value. */
    static boolean isHeader(List<String> first) {
        Set<String> different = new HashSet<>();
        for (String name : first) {
            boolean value = ColumnSketch.isNumber(name) || ColumnSketch.MISSING.contains(name) || !different.add(name);
            if (value) {
                return false;
            }
        }
        return !first.isEmpty();
    }

    String name() {
        return name;
    }

    FileLayout layout() {
        return layout;
    }

    List<ColumnSketch> columns() {
        return columns;
    }

    Optional<ColumnSketch> time() {
        return columns.stream()
                .filter(column -> column.type() == AttributeType.INSTANT)
                .findFirst();
    }

    /**
     * The column that names the customer: for customers one that looks like an id, never repeats and is always there; for
     * events one that looks like an id and repeats, else the first one that holds no moments.
     */
    Optional<ColumnSketch> id() {
        if (kind == Kind.CUSTOMERS) {
            return columns.stream()
                    .filter(ColumnSketch::mayIdentify)
                    .filter(column -> !column.repeats() && !column.hasMissing())
                    .findFirst();
        }
        return columns.stream()
                .filter(column -> column.mayIdentify() && column.repeats())
                .findFirst()
                .or(() -> columns.stream()
                        .filter(column -> column.type() != AttributeType.INSTANT)
                        .findFirst());
    }
}
