package io.github.segmentation4j.io;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.run.SegmentationException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a delimited file, one after another, each as wide as the header. Not safe for use by several threads. */
final class DelimitedFile implements Closeable {
    private final Path path;
    private final FileLayout layout;
    private final ReadOptions options;
    private final Reader reader;
    private final Source source;
    private final List<String> names;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private long row;
    private @Nullable Fields current;

    /** Gives one row after another. */
    private interface Source {
        @Nullable
        Fields next() throws IOException;
    }

    /** The values of a row and the line it begins in. */
    private record Fields(long line, List<String> values) {}

    private DelimitedFile(Path path, FileLayout layout, ReadOptions options, RunContext context) throws IOException {
        this.path = path;
        this.layout = layout;
        this.options = options;
        reader = new BufferedReader(new StrictReader(InputFile.open(path, context), layout.encoding()), 1 << 15);
        try {
            source = layout.separatedByBlanks() ? blanks() : quoted();
            names = header();
            if (names.size() > options.columns()) {
                throw new InvalidInputException("'" + InputFile.name(path) + "' has " + names.size()
                        + " columns, the limit is " + options.columns() + "; raise it with withColumnLimit(...)");
            }
            for (int c = 0; c < names.size(); c++) {
                String name = names.get(c);
                boolean named = !name.isEmpty() && !name.equals(FileLayout.UNUSED);
                if (named && places.putIfAbsent(name, c) != null) {
                    throw InvalidInputException.inColumn(
                            name, "'" + InputFile.name(path) + "' has two columns of this name; rename one");
                }
            }
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    static DelimitedFile open(Path path, FileLayout layout, ReadOptions options, RunContext context) {
        try {
            return new DelimitedFile(path, layout, options, context);
        } catch (StrictReader.BadTextException e) {
            throw new InvalidInputException("'" + InputFile.name(path) + "', header: " + e.why(), e);
        } catch (IOException e) {
            throw InputFile.unreadable(path, e);
        }
    }

    /** The names of the columns, as the header or the layout gives them. */
    List<String> names() {
        return names;
    }

    /** The place of a column that must be there. */
    int place(String column) {
        Integer place = places.get(column);
        if (place == null) {
            List<String> some = List.copyOf(places.keySet());
            throw InvalidInputException.inColumn(
                    column,
                    "'" + InputFile.name(path) + "' has no such column; it has "
                            + (some.size() > 30 ? some.subList(0, 30) + " and more" : some)
                            + "; check the delimiter and the header, or map the column in the schema file");
        }
        return place;
    }

    /** Goes to the next row; false at the end. */
    boolean next() {
        Fields fields;
        try {
            fields = source.next();
        } catch (StrictReader.BadTextException e) {
            throw InvalidInputException.atRow(row + 1, e.why());
        } catch (IOException e) {
            throw InputFile.unreadable(path, e);
        }
        current = fields;
        if (fields == null) {
            return false;
        }
        row++;
        if (fields.values().size() != names.size()) {
            throw InvalidInputException.atRow(
                    row,
                    names.size() + " values were expected, came "
                            + fields.values().size() + where()
                            + "; check the delimiter and the quotes, or add what is missing");
        }
        if (row > options.rows()) {
            throw InvalidInputException.atRow(
                    row, "the limit is " + options.rows() + " rows; raise it with withRowLimit(...)");
        }
        return true;
    }

    /** The row number, counted from 1 without the header. */
    long row() {
        return row;
    }

    String field(int place) {
        Fields fields = current;
        if (fields == null) {
            throw new IllegalStateException("there is no row");
        }
        return fields.values().get(place);
    }

    InvalidInputException bad(int place, String message) {
        return InvalidInputException.at(row, names.get(place), message + where());
    }

    private String where() {
        return current == null || current.line() == row ? "" : " (line " + current.line() + " of the file)";
    }

    private List<String> header() throws IOException {
        if (!layout.columns().isEmpty()) {
            return layout.columns();
        }
        Fields first = source.next();
        if (first == null) {
            throw new InvalidInputException("'" + InputFile.name(path) + "' is empty; a header and rows were expected");
        }
        List<String> stripped = new ArrayList<>();
        first.values().forEach(name -> stripped.add(name.strip()));
        return List.copyOf(stripped);
    }

    private Source blanks() throws IOException {
        BufferedReader lines = (BufferedReader) reader;
        skipLines();
        return new Source() {
            private long line = layout.skippedLines();

            @Override
            public @Nullable Fields next() throws IOException {
                for (String text = line(); text != null; text = line()) {
                    String content = text.strip();
                    boolean comment = layout.comment().isPresent()
                            && content.indexOf(layout.comment().getAsInt()) == 0;
                    if (!content.isEmpty() && !comment) {
                        return new Fields(line, split(content));
                    }
                }
                return null;
            }

            private @Nullable String line() throws IOException {
                StringBuilder text = new StringBuilder();
                int limit = (int) Math.min(Integer.MAX_VALUE - 8, (long) options.fieldLength() * options.columns());
                int c = lines.read();
                if (c < 0) {
                    return null;
                }
                line++;
                while (c >= 0 && c != '\n') {
                    text.append((char) c);
                    if (text.length() > limit) {
                        throw tooLong();
                    }
                    c = lines.read();
                }
                return text.toString();
            }
        };
    }

    private List<String> split(String content) {
        List<String> fields = new ArrayList<>(Math.max(8, places.size()));
        int from = 0;
        for (int i = 0; i <= content.length(); i++) {
            boolean blank = i == content.length() || content.charAt(i) == ' ' || content.charAt(i) == '\t';
            if (blank) {
                if (i > from) {
                    if (i - from > options.fieldLength()) {
                        throw tooLong();
                    }
                    fields.add(content.substring(from, i));
                }
                from = i + 1;
            }
        }
        return fields;
    }

    private InvalidInputException tooLong() {
        return InvalidInputException.atRow(
                row + 1,
                "a value has more than " + options.fieldLength()
                        + " characters; raise the limit with withFieldLimit(...) or mend the file");
    }

    private Source quoted() throws IOException {
        skipLines();
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(layout.delimiter().charAt(0))
                .quoteCharacter('"')
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(layout.trimmed())
                .maxBufferSize(Math.max(1 << 20, 4 * options.fieldLength()));
        if (layout.comment().isPresent()) {
            builder.commentStrategy(CommentStrategy.SKIP)
                    .commentCharacter((char) layout.comment().getAsInt());
        }
        CsvRecordHandler handler = CsvRecordHandler.builder()
                .maxFields(options.columns() + 1)
                .maxFieldSize(options.fieldLength())
                .maxRecordSize((int) Math.min(Integer.MAX_VALUE - 8, (long) options.fieldLength() * options.columns()))
                .build();
        Iterator<CsvRecord> records = builder.build(handler, reader).iterator();
        return () -> {
            try {
                if (!records.hasNext()) {
                    return null;
                }
                CsvRecord record = records.next();
                return new Fields(record.getStartingLineNumber() + layout.skippedLines(), record.getFields());
            } catch (UncheckedIOException e) {
                throw e.getCause() == null ? new IOException(e) : e.getCause();
            } catch (CsvParseException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                if (e.getCause() instanceof SegmentationException ours) {
                    throw ours;
                }
                // The parser's message is left out: it may quote the row.
                throw InvalidInputException.atRow(
                        row + 1,
                        "it cannot be split into values: a quote is not closed or is followed by other characters, a"
                                + " value is longer than " + options.fieldLength() + " characters (withFieldLimit), or"
                                + " there are more than " + options.columns() + " values (withColumnLimit)");
            }
        };
    }

    private void skipLines() throws IOException {
        for (int skipped = 0; skipped < layout.skippedLines(); skipped++) {
            int c = reader.read();
            while (c >= 0 && c != '\n') {
                c = reader.read();
            }
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw InputFile.unreadable(path, e);
        }
    }
}
