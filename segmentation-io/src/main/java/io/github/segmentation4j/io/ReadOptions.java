package io.github.segmentation4j.io;

import io.github.segmentation4j.data.CustomerTable.DuplicateIds;
import java.util.Objects;

/**
 * Limits that keep a broken or hostile file from filling the memory, and the rule for duplicate ids.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ReadOptions {
    private static final ReadOptions DEFAULTS =
            new ReadOptions(65_536, 20_000, Integer.MAX_VALUE - 8, DuplicateIds.REFUSE);

    private final int fieldLength;
    private final int columns;
    private final int rows;
    private final DuplicateIds duplicates;

    private ReadOptions(int fieldLength, int columns, int rows, DuplicateIds duplicates) {
        this.fieldLength = fieldLength;
        this.columns = columns;
        this.rows = rows;
        this.duplicates = duplicates;
    }

    /** Values of up to 65,536 characters, 20,000 columns, two billion rows, and no duplicate ids. */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    /** These options with the longest value allowed, in characters, at least 1. Default: 65,536. */
    public ReadOptions withFieldLimit(int characters) {
        return new ReadOptions(atLeastOne("field limit", characters), columns, rows, duplicates);
    }

    /** These options with the most columns allowed, at least 1. Default: 20,000. */
    public ReadOptions withColumnLimit(int count) {
        return new ReadOptions(fieldLength, atLeastOne("column limit", count), rows, duplicates);
    }

    /** These options with the most rows allowed, at least 1. Default: about two billion. */
    public ReadOptions withRowLimit(int count) {
        return new ReadOptions(fieldLength, columns, atLeastOne("row limit", count), duplicates);
    }

    /** These options with the rule for duplicate ids. Default: refuse. */
    public ReadOptions withDuplicates(DuplicateIds rule) {
        return new ReadOptions(fieldLength, columns, rows, Objects.requireNonNull(rule, "rule"));
    }

    private static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("the " + what + " must be at least 1, was " + value);
        }
        return value;
    }

    int fieldLength() {
        return fieldLength;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    DuplicateIds duplicates() {
        return duplicates;
    }
}
