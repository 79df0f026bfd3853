package io.github.segmentation4j.io;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.MatrixFile.MissingCells;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads columns of a delimited text file by the names in its header, without a schema: numbers as a matrix, groups as
 * categories, and numbers beside codes of categories; and writes groups. The delimiter (comma, semicolon, tab, bar or
 * blanks) is found out; values may be quoted, and the file packed with gzip.
 *
 * <p>A group is missing where the value is empty or a usual sign of a missing value, such as {@code ?}, {@code NA} or
 * {@code null}. Groups are sorted: by number if all are numbers, by text otherwise.
 *
 * <p>Takes O(values) time, several times that of {@link MatrixFile}, which reads nothing but numbers. Only static methods;
 * safe for use by several threads.
 */
public final class TableFile {
    private final Path file;

    private TableFile(Path file) {
        this.file = file;
    }

    /**
     * Numbers and groups of the same rows.
     *
     * @param matrix n rows x the columns of numbers
     * @param groups n codes for each of the columns of groups
     */
    public record Table(FeatureMatrix matrix, List<Categories> groups) {
        /** Copies the list. */
        public Table {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Numbers and categories of the same rows in one matrix.
     *
     * @param matrix n rows x the columns of both; a category is its code, from 0 on
     * @param categories what the codes stand for, for each column of categories
     */
    public record Coded(FeatureMatrix matrix, List<Categories> categories) {
        /** Copies the list. */
        public Coded {
            categories = List.copyOf(categories);
        }
    }

    /**
     * The names of all columns: those of the header, or {@code x1}, {@code x2} and so on where the first line holds a
     * number, as {@link MatrixFile} calls them.
     *
     * @param file text, with a header or not
     * @throws InvalidInputException if the file cannot be used
     */
    public static List<String> columns(Path file, RunContext context) {
        try (DelimitedFile rows = new TableFile(file).openWithOrWithoutHeader(context)) {
            return rows.names();
        }
    }

    /**
     * Reads columns of numbers and of categories into one matrix, in which the code of a category is its place among the
     * sorted categories of its column, from 0 on. The columns are called as {@link #columns} says.
     *
     * @param file text, with a header or not
     * @param features the names of all columns to read, none twice; none for all there are
     * @param categorical the names of those that hold categories, texts or numbers, none twice; may be all of them
     * @param missing what is done with missing numbers and categories; those kept are NaN in the matrix
     * @param context hears how far the work is, and may cancel it
     * @return the matrix, and for each column of categories, in the order given, what its codes stand for
     * @throws InvalidInputException if the file cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static Coded coded(
            Path file, List<String> features, List<String> categorical, MissingCells missing, RunContext context) {
        TableFile table = new TableFile(file);
        try (DelimitedFile rows = table.openWithOrWithoutHeader(context)) {
            List<String> wanted = features.isEmpty() ? rows.names() : features;
            requireDifferent(wanted);
            List<TextColumn> texts = table.columns(rows, categorical);
            for (String name : categorical) {
                if (!wanted.contains(name)) {
                    throw new InvalidInputException("the categorical column '" + name
                            + "' is none of the columns to read, which are " + wanted + "; read it as well");
                }
            }
            List<String> numeric = new ArrayList<>(wanted);
            numeric.removeAll(categorical);
            int[] places = numeric.stream().mapToInt(rows::place).toArray();
            PagedNumbers numbers = new PagedNumbers();
            while (rows.next()) {
                for (int place : places) {
                    numbers.add(number(rows, place, missing));
                }
                for (TextColumn column : texts) {
                    if (!column.add(rows) && missing == MissingCells.REFUSE) {
                        throw rows.bad(
                                rows.place(column.name()),
                                "a category was expected, came nothing; fill it in or remove the row");
                    }
                }
            }
            table.requireRows(rows);
            List<Categories> categories =
                    texts.stream().map(TextColumn::categories).toList();
            return new Coded(beside(wanted, numeric, numbers, categories, (int) rows.row()), categories);
        }
    }

    private static FeatureMatrix beside(
            List<String> wanted, List<String> numeric, PagedNumbers numbers, List<Categories> categories, int rows) {
        FeatureMatrix.Builder matrix =
                FeatureMatrix.builder(wanted.stream().map(Feature::of).toList(), rows);
        for (int c = 0; c < numeric.size(); c++) {
            matrix.setColumn(wanted.indexOf(numeric.get(c)), numbers.column(c, numeric.size()));
        }
        for (Categories column : categories) {
            double[] codes = new double[rows];
            for (int row = 0; row < rows; row++) {
                int code = column.code(row);
                codes[row] = code == Categories.MISSING ? Double.NaN : code;
            }
            matrix.setColumn(wanted.indexOf(column.name()), codes);
        }
        return matrix.build();
    }

    /**
     * Reads columns as groups.
     *
     * @param file text with a header
     * @param columns the names of the columns, none twice
     * @param context hears how far the work is, and may cancel it
     * @return one for each column, in their order
     * @throws InvalidInputException if the file cannot be used or has no such column
     * @throws CancelledException if the context was cancelled
     */
    public static List<Categories> groups(Path file, List<String> columns, RunContext context) {
        TableFile table = new TableFile(file);
        try (DelimitedFile rows = table.open(context)) {
            List<TextColumn> read = table.columns(rows, columns);
            while (rows.next()) {
                read.forEach(column -> column.add(rows));
            }
            table.requireRows(rows);
            return read.stream().map(TextColumn::categories).toList();
        }
    }

    /**
     * Reads columns of numbers, and others as groups.
     *
     * @param file text with a header
     * @param features the names of the columns of numbers, none twice; none for all that are not columns of groups
     * @param groups the names of the columns of groups, none twice and none of the features; may be none
     * @param missing what is done with missing numbers
     * @param context hears how far the work is, and may cancel it
     * @throws InvalidInputException if the file cannot be used, with the row and the column
     * @throws CancelledException if the context was cancelled
     */
    public static Table read(
            Path file, List<String> features, List<String> groups, MissingCells missing, RunContext context) {
        Set<String> both = new HashSet<>(features);
        both.retainAll(groups);
        if (!both.isEmpty()) {
            throw new InvalidInputException("a column cannot be a feature and name groups, were both: " + both);
        }
        TableFile table = new TableFile(file);
        try (DelimitedFile rows = table.open(context)) {
            List<String> wanted = new ArrayList<>(features.isEmpty() ? rows.names() : features);
            wanted.removeAll(groups);
            if (wanted.isEmpty()) {
                throw new InvalidInputException("'" + InputFile.name(file) + "' has no column besides " + groups
                        + "; at least one column of numbers is needed");
            }
            requireDifferent(wanted);
            int[] places = wanted.stream().mapToInt(rows::place).toArray();
            List<TextColumn> read = table.columns(rows, groups);
            PagedNumbers numbers = new PagedNumbers();
            double[] row = new double[places.length];
            while (rows.next()) {
                for (int c = 0; c < places.length; c++) {
                    row[c] = number(rows, places[c], missing);
                }
                numbers.addAll(row);
                read.forEach(column -> column.add(rows));
            }
            table.requireRows(rows);
            return new Table(
                    numbers.rows(wanted.stream().map(Feature::of).toList()),
                    read.stream().map(TextColumn::categories).toList());
        }
    }

    /**
     * Writes columns as CSV in UTF-8, whole or not at all: a header, then a line for each row. A missing group is empty. A
     * text that a spreadsheet would run as a formula gets an apostrophe in front, as in {@link SegmentsFile}.
     *
     * @param columns at least one, all about the same rows
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(List<Categories> columns, Path file) {
        if (columns.isEmpty()
                || columns.stream().mapToInt(Categories::size).distinct().count() > 1) {
            throw new IllegalArgumentException("a table needs columns that are all about the same rows");
        }
        List<List<String>> texts = columns.stream()
                .map(column ->
                        column.levels().stream().map(SegmentsFile::guarded).toList())
                .toList();
        AtomicFile.write(file, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    // An empty line is no row; a missing group that stands alone is one where it is quoted.
                    .quoteStrategy(columns.size() == 1 ? QuoteStrategies.EMPTY : QuoteStrategies.REQUIRED)
                    .build(text);
            csv.writeRecord(columns.stream()
                    .map(column -> SegmentsFile.guarded(column.name()))
                    .toList());
            String[] cells = new String[columns.size()];
            for (int row = 0; row < columns.get(0).size(); row++) {
                for (int c = 0; c < cells.length; c++) {
                    int code = columns.get(c).code(row);
                    cells[c] = code == Categories.MISSING ? "" : texts.get(c).get(code);
                }
                csv.writeRecord(cells);
            }
            csv.flush();
        });
    }

    private boolean isNumpy() {
        try (InputStream in = new BufferedInputStream(InputFile.open(file, RunContext.seeded(0)))) {
            return NumpyMatrix.isMagic(in.readNBytes(NumpyMatrix.MAGIC_LENGTH));
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    private DelimitedFile openWithOrWithoutHeader(RunContext context) {
        if (isNumpy()) {
            throw new InvalidInputException("'" + InputFile.name(file)
                    + "' is a NumPy file, which holds numbers only and has no names of columns; save it as text");
        }
        return DelimitedFile.open(file, FileSketch.numberedUnlessNamed(file), ReadOptions.defaults(), context);
    }

    private DelimitedFile open(RunContext context) {
        if (isNumpy()) {
            throw withoutHeader();
        }
        DelimitedFile rows = DelimitedFile.open(file, FileSketch.layoutOf(file), ReadOptions.defaults(), context);
        if (!FileSketch.isHeader(rows.names())) {
            rows.close();
            throw withoutHeader();
        }
        return rows;
    }

    private InvalidInputException withoutHeader() {
        return new InvalidInputException("'" + InputFile.name(file)
                + "' has no header; columns are chosen by their names, so save it as text whose first line names each"
                + " column");
    }

    private void requireRows(DelimitedFile rows) {
        if (rows.row() == 0) {
            throw new InvalidInputException("'" + InputFile.name(file) + "' has a header and no rows; add some");
        }
    }

    private static void requireDifferent(List<String> names) {
        if (new HashSet<>(names).size() < names.size()) {
            throw new InvalidInputException("a column is named twice in " + names + "; name each once");
        }
    }

    private List<TextColumn> columns(DelimitedFile rows, List<String> names) {
        requireDifferent(names);
        return names.stream()
                .map(name -> new TextColumn(name, rows.place(name)))
                .toList();
    }

    private static double number(DelimitedFile rows, int place, MissingCells missing) {
        String text = rows.field(place).strip();
        if (missing == MissingCells.KEEP && (text.isEmpty() || ColumnSketch.MISSING.contains(text))) {
            return Double.NaN;
        }
        if (text.isEmpty()) {
            throw rows.bad(place, "a number was expected, came nothing; fill it in or remove the row");
        }
        try {
            return ValueParser.number(text);
        } catch (ValueParser.BadValueException e) {
            throw rows.bad(place, e.why());
        }
    }
}
