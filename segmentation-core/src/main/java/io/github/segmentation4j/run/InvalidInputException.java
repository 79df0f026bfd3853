package io.github.segmentation4j.run;

import java.io.Serial;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Data from outside that cannot be used: a value of the wrong type, a ragged row, a duplicate id, a schema that does
 * not match. Carries the place where it was found, as far as it is known.
 */
public class InvalidInputException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final long UNKNOWN = -1;

    private final long row;
    private final @Nullable String column;

    /** Creates an error without a place. */
    public InvalidInputException(String message) {
        this(message, UNKNOWN, null, null);
    }

    /** Creates an error without a place, with its cause. */
    public InvalidInputException(String message, @Nullable Throwable cause) {
        this(message, UNKNOWN, null, cause);
    }

    private InvalidInputException(String message, long row, @Nullable String column, @Nullable Throwable cause) {
        super(message, cause);
        this.row = row;
        this.column = column;
    }

    /**
     * Creates an error at a row and a column.
     *
     * @param row the row, counted from 1 as a person counts the records of a file, without the header
     * @param column the name of the column
     * @param message what was expected, what came (in kind, never a customer's value) and what to do
     */
    public static InvalidInputException at(long row, String column, String message) {
        return new InvalidInputException("row " + row + ", column '" + column + "': " + message, row, column, null);
    }

    /** Creates an error at a row, counted from 1. */
    public static InvalidInputException atRow(long row, String message) {
        return new InvalidInputException("row " + row + ": " + message, row, null, null);
    }

    /** Creates an error that concerns a whole column. */
    public static InvalidInputException inColumn(String column, String message) {
        return new InvalidInputException("column '" + column + "': " + message, UNKNOWN, column, null);
    }

    /** The row the error was found in, counted from 1, if one is known. */
    public OptionalLong row() {
        return row == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(row);
    }

    /** The column the error was found in, if one is known. */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }
}
