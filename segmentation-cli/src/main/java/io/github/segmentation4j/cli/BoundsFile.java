package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Bounds of columns, {@code lower,upper} a line; a header, empty lines and those that begin with # are passed over. */
final class BoundsFile {
    private final Path file;

    private BoundsFile(Path file) {
        this.file = file;
    }

    static ColumnBounds read(Path file, int columns) {
        return new BoundsFile(file).read(columns);
    }

    private ColumnBounds read(int columns) {
        List<String> lines = lines();
        double[] lower = new double[columns];
        double[] upper = new double[columns];
        int found = 0;
        boolean first = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] ends = line.split(",", -1);
            boolean header = first && ends.length == 2 && !isNumber(ends[0]) && !isNumber(ends[1]);
            first = false;
            if (header) {
                continue;
            }
            if (ends.length != 2 || !isNumber(ends[0]) || !isNumber(ends[1])) {
                throw bad(i, "two numbers were expected, as in 0,100");
            }
            if (found < columns) {
                lower[found] = Double.parseDouble(ends[0]);
                upper[found] = Double.parseDouble(ends[1]);
                if (!(lower[found] < upper[found]) || !Double.isFinite(upper[found] - lower[found])) {
                    throw bad(
                            i,
                            "two finite numbers were expected, the lower one first, were " + lower[found] + " and "
                                    + upper[found]);
                }
            }
            found++;
        }
        if (found != columns) {
            throw new InvalidInputException("--bounds must hold lower,upper for each of the " + columns
                    + " columns, one a line, '" + file.getFileName() + "' holds " + found);
        }
        return ColumnBounds.of(lower, upper);
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
        return new InvalidInputException("line " + (line + 1) + " of --bounds '" + file.getFileName() + "': " + what);
    }
}
