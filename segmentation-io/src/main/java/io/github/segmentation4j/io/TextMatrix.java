package io.github.segmentation4j.io;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.MatrixFile.MissingCells;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parses numbers straight from bytes: a string and a boxed value each would take most of the time for files of millions
 * of values. Not safe for use by several threads.
 */
final class TextMatrix implements RowSource {
    private static final int LONGEST_LINE = 64 << 20;
    private static final int EXACT_POWERS = 22;
    private static final long EXACT_DIGITS = 1L << 53;
    private static final double[] POWERS = new double[EXACT_POWERS + 1];

    static {
        POWERS[0] = 1;
        for (int e = 1; e <= EXACT_POWERS; e++) {
            POWERS[e] = POWERS[e - 1] * 10;
        }
    }

    private final String file;
    private final InputStream in;
    private final MissingCells missing;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long lines;
    private long row;
    private byte delimiter;
    private List<Feature> features = List.of();
    /** Whether {@link #line} holds a row that was not parsed yet. */
    private boolean pending;

    private TextMatrix(String file, InputStream in, MissingCells missing) {
        this.file = file;
        this.in = in;
        this.missing = missing;
    }

    /** Reads as far as the names of the columns. */
    static TextMatrix of(String file, InputStream in, MissingCells missing) throws IOException {
        TextMatrix matrix = new TextMatrix(file, in, missing);
        matrix.begin();
        return matrix;
    }

    private void begin() throws IOException {
        if (!nextLine()) {
            throw new InvalidInputException("'" + file + "' is empty; rows of numbers were expected");
        }
        skipMark();
        delimiter = delimiterOfLine();
        List<String> first = firstFields();
        boolean header = isHeader(first);
        features = names(first, header);
        pending = !header || nextLine();
        if (!pending) {
            throw new InvalidInputException("'" + file + "' has a header and no rows; rows of numbers were expected");
        }
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public boolean next(double[] values) throws IOException {
        if (!pending && !nextLine()) {
            return false;
        }
        pending = false;
        row++;
        parseLine(values);
        return true;
    }

    @Override
    public FeatureMatrix matrix() throws IOException {
        PagedNumbers numbers = new PagedNumbers();
        double[] values = new double[features.size()];
        while (next(values)) {
            numbers.addAll(values);
        }
        return numbers.rows(features);
    }

    private void skipMark() {
        boolean mark = length >= 3 && (line[0] & 0xff) == 0xef && (line[1] & 0xff) == 0xbb && (line[2] & 0xff) == 0xbf;
        if (mark) {
            System.arraycopy(line, 3, line, 0, length - 3);
            length -= 3;
        }
        if (length >= 2 && ((line[0] & 0xff) >= 0xfe && (line[1] & 0xff) >= 0xfe)) {
            throw new InvalidInputException("'" + file + "' is in UTF-16; save it as UTF-8");
        }
    }

    /** Reads the next line that holds anything. */
    private boolean nextLine() throws IOException {
        do {
            length = 0;
            if (position == limit && !fill()) {
                return false;
            }
            boolean ended = false;
            while (!ended && (position < limit || fill())) {
                int end = position;
                while (end < limit && buffer[end] != '\n') {
                    end++;
                }
                append(end);
                ended = end < limit;
                position = ended ? end + 1 : end;
            }
            lines++;
            while (length > 0 && isBlank(line[length - 1]) && line[length - 1] != delimiter) {
                length--;
            }
        } while (length == 0);
        return true;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    private void append(int end) {
        int count = end - position;
        if (length + count > line.length) {
            if (length + count > LONGEST_LINE) {
                throw InvalidInputException.atRow(row + 1, "a line has more than " + LONGEST_LINE + " bytes");
            }
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
        }
        System.arraycopy(buffer, position, line, length, count);
        length += count;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private byte delimiterOfLine() {
        for (byte candidate : new byte[] {';', ',', '\t'}) {
            for (int i = 0; i < length; i++) {
                if (line[i] == candidate) {
                    return candidate;
                }
            }
        }
        return ' ';
    }

    private List<String> firstFields() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        String[] parts =
                delimiter == ' ' ? text.strip().split("[ \t]+") : text.split(String.valueOf((char) delimiter), -1);
        List<String> fields = new ArrayList<>();
        for (String part : parts) {
            String field = part.strip();
            boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
            fields.add(quoted ? field.substring(1, field.length() - 1) : field);
        }
        return fields;
    }

    private static boolean isHeader(List<String> first) {
        boolean words = false;
        for (String field : first) {
            try {
                ValueParser.number(field);
                return false;
            } catch (ValueParser.BadValueException e) {
                words |=
                        !field.isEmpty() && !e.why().contains("NaN") && !e.why().contains("too large");
            }
        }
        return words;
    }

    private static List<Feature> names(List<String> first, boolean header) {
        List<Feature> named = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int c = 0; c < first.size(); c++) {
            String name = header && !first.get(c).isEmpty() ? first.get(c) : "x" + (c + 1);
            if (!seen.add(name)) {
                throw InvalidInputException.inColumn(name, "two columns have this name; rename one");
            }
            named.add(Feature.of(name));
        }
        return named;
    }

    private void parseLine(double[] values) {
        int columns = features.size();
        int count = 0;
        int at = 0;
        boolean blanks = delimiter == ' ';
        while (true) {
            while (at < length && isBlank(line[at]) && line[at] != delimiterUnlessBlank()) {
                at++;
            }
            if (blanks && at == length) {
                break;
            }
            int end = at;
            while (end < length && (blanks ? !isBlank(line[end]) : line[end] != delimiter)) {
                end++;
            }
            int last = end;
            while (last > at && isBlank(line[last - 1])) {
                last--;
            }
            if (count < columns) {
                values[count] = number(at, last, count);
            }
            count++;
            if (end >= length) {
                break;
            }
            at = end + 1;
        }
        if (count != columns) {
            throw InvalidInputException.atRow(
                    row, columns + " values were expected, came " + count + where() + "; add or remove values");
        }
    }

    private byte delimiterUnlessBlank() {
        return delimiter == ' ' ? 0 : delimiter;
    }

    private String where() {
        return lines == row ? "" : " (line " + lines + " of the file)";
    }

    /** Correctly rounded: exact for few digits and small exponents (Clinger 1990), by the JDK otherwise. */
    private double number(int from, int to, int column) {
        int at = from;
        boolean negative = at < to && line[at] == '-';
        if (at < to && (line[at] == '-' || line[at] == '+')) {
            at++;
        }
        long digits = 0;
        int decimals = 0;
        int figures = 0;
        boolean fraction = false;
        while (at < to && figures < 19) {
            byte b = line[at];
            if (b >= '0' && b <= '9') {
                digits = digits * 10 + (b - '0');
                figures++;
                decimals += fraction ? 1 : 0;
            } else if (b == '.' && !fraction) {
                fraction = true;
            } else {
                break;
            }
            at++;
        }
        boolean exact = at == to && figures > 0 && digits >= 0 && digits < EXACT_DIGITS && decimals <= EXACT_POWERS;
        if (exact) {
            double value = digits / POWERS[decimals];
            return negative ? -value : value;
        }
        return slow(from, to, column);
    }

    private double slow(int from, int to, int column) {
        String text = new String(line, from, to - from, StandardCharsets.UTF_8);
        if (missing == MissingCells.KEEP && isMissing(text)) {
            return Double.NaN;
        }
        if (text.isEmpty()) {
            throw InvalidInputException.at(
                    row,
                    features.get(column).name(),
                    "a number was expected, came nothing" + where() + "; fill it in or remove the row");
        }
        try {
            return ValueParser.number(text);
        } catch (ValueParser.BadValueException e) {
            throw InvalidInputException.at(row, features.get(column).name(), e.why() + where());
        }
    }

    private static boolean isMissing(String text) {
        return text.isEmpty() || text.equalsIgnoreCase("nan") || text.equals("NA");
    }
}
