package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds of columns from a file: {@code column,lower,upper} a line in any order, or {@code lower,upper} in the order of the
 * columns. A header, empty lines and those that begin with # are passed over.
 */
final class BoundsFile {
    private final Path file;
    private final List<String> columns;
    private final double[] lower;
    private final double[] upper;
    private final Set<Integer> found = new HashSet<>();

    private BoundsFile(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
        lower = new double[columns.size()];
        upper = new double[columns.size()];
    }

    /**
     * Reads bounds.
     *
     * @param file the file of --bounds
     * @param columns the names of the columns that need them
     */
    static BoundsFile read(Path file, List<String> columns) {
        BoundsFile bounds = new BoundsFile(file, columns);
        bounds.readLines();
        return bounds;
    }

    /** The bounds as private clustering takes them. */
    ColumnBounds toColumnBounds() {
        return ColumnBounds.of(lower, upper);
    }

    double[] lower() {
        return lower.clone();
    }

    double[] upper() {
        return upper.clone();
    }

    private void readLines() {
        int parts = 0;
        int number = 0;
        for (String line : lines()) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] fields =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toArray(String[]::new);
            boolean first = parts == 0;
            parts = first ? fields.length : parts;
            if (fields.length != parts || parts < 2 || parts > 3) {
                throw bad(number, "column,lower,upper or lower,upper was expected, and the same on every line");
            }
            if (!first || isNumber(fields[parts - 1]) || isNumber(fields[parts - 2])) {
                add(number, fields);
            }
        }
        if (found.size() < columns.size()) {
            List<String> missing = columns.stream()
                    .filter(column -> !found.contains(columns.indexOf(column)))
                    .toList();
            throw new InvalidInputException(
                    "--bounds must hold bounds of every column, '" + file.getFileName() + "' holds none of " + missing);
        }
    }

    private void add(int number, String[] fields) {
        int column = fields.length == 3 ? columns.indexOf(fields[0]) : found.size();
        if (column < 0 || column >= columns.size()) {
            throw bad(number, "there is no such column; those that need bounds are " + columns);
        }
        if (!found.add(column)) {
            throw bad(number, "the column has bounds already; keep one of the lines");
        }
        String low = fields[fields.length - 2];
        String high = fields[fields.length - 1];
        if (!isNumber(low) || !isNumber(high)) {
            throw bad(number, "two numbers were expected, as in 0,100");
        }
        lower[column] = Double.parseDouble(low);
        upper[column] = Double.parseDouble(high);
        if (!(lower[column] < upper[column]) || !Double.isFinite(upper[column] - lower[column])) {
            throw bad(
                    number,
                    "two finite numbers were expected, the lower one first, were " + lower[column] + " and "
                            + upper[column]);
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("--bounds must be a file of text, '" + file.getFileName() + "' is none", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private InvalidInputException bad(int line, String what) {
        return new InvalidInputException("line " + line + " of --bounds '" + file.getFileName() + "': " + what);
    }
}
