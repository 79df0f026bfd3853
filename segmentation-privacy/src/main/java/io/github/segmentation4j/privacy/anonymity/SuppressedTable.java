package io.github.segmentation4j.privacy.anonymity;

import java.util.OptionalLong;

/**
 * A two-dimensional table with its margins of which some cells are hidden. The row after the last one holds the totals of
 * the columns, the column after the last one those of the rows.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SuppressedTable {
    /** Why a cell is shown or not. */
    public enum Status {
        /** It is shown. */
        SHOWN,
        /** It is hidden because it is sensitive. */
        SENSITIVE,
        /** It is hidden so that a sensitive one cannot be computed. */
        COMPLEMENTARY
    }

    private final TableCells cells;
    private final boolean[][] hidden;
    private final boolean[][] sensitive;

    /** Takes over the arrays. */
    SuppressedTable(TableCells cells, boolean[][] hidden, boolean[][] sensitive) {
        this.cells = cells;
        this.hidden = hidden;
        this.sensitive = sensitive;
    }

    /** The number of rows without that of the totals. */
    public int rows() {
        return cells.rows() - 1;
    }

    /** The number of columns without that of the totals. */
    public int columns() {
        return cells.columns() - 1;
    }

    /**
     * Why a cell is shown or not. Not for publication where a cell is hidden: that a cell is sensitive narrows down its value,
     * under a minimum frequency to fewer than the minimum and not 0.
     *
     * @param row from 0 to {@link #rows()}, the last being that of the totals
     * @param column from 0 to {@link #columns()}, the last being that of the totals
     */
    public Status status(int row, int column) {
        if (!hidden[row][column]) {
            return Status.SHOWN;
        }
        return sensitive[row][column] ? Status.SENSITIVE : Status.COMPLEMENTARY;
    }

    /** The value of a cell, nothing if it is hidden. */
    public OptionalLong value(int row, int column) {
        return hidden[row][column] ? OptionalLong.empty() : OptionalLong.of(cells.value(row, column));
    }

    /** How many cells are hidden, margins included. */
    public int hiddenCells() {
        int count = 0;
        for (boolean[] row : hidden) {
            for (boolean cell : row) {
                count += cell ? 1 : 0;
            }
        }
        return count;
    }

    /**
     * What follows about a cell from the cells that are shown.
     *
     * @param lower the least value it may have
     * @param upper the greatest value it may have, nothing if there is none
     */
    public record Bounds(long lower, OptionalLong upper) {}

    /** What whoever sees the table can compute about a cell, knowing that none is negative. */
    public Bounds bounds(int row, int column) {
        long value = cells.value(row, column);
        if (!hidden[row][column]) {
            return new Bounds(value, OptionalLong.of(value));
        }
        CellBounds attack = new CellBounds(cells, hidden);
        long up = attack.up(row, column, CellBounds.UNBOUNDED);
        return new Bounds(
                value - attack.down(row, column, value),
                up >= CellBounds.UNBOUNDED ? OptionalLong.empty() : OptionalLong.of(value + up));
    }
}
