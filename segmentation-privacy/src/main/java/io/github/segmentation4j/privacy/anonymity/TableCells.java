package io.github.segmentation4j.privacy.anonymity;

/**
 * The cells of a table with its margins as arcs of a network: the rows, the row of totals, the columns and the column of
 * totals are nodes, and that a margin is the sum of its cells says that as much flows into each node as out of it.
 */
final class TableCells {
    private final long[][] values;

    /** The cells with a row of totals below and a column of totals to the right. */
    TableCells(long[][] inner) {
        int width = inner.length == 0 ? 0 : inner[0].length;
        if (width == 0) {
            throw new IllegalArgumentException("a table needs at least one row and one column");
        }
        values = new long[inner.length + 1][width + 1];
        for (int row = 0; row < inner.length; row++) {
            if (inner[row].length != width) {
                throw new IllegalArgumentException(
                        "rows must be equally long, were " + width + " and " + inner[row].length);
            }
            for (int column = 0; column < width; column++) {
                long value = inner[row][column];
                if (value < 0) {
                    throw new IllegalArgumentException("a cell must not be negative; split the table by sign");
                }
                values[row][column] = value;
                values[row][width] = Math.addExact(values[row][width], value);
                values[inner.length][column] = Math.addExact(values[inner.length][column], value);
                values[inner.length][width] = Math.addExact(values[inner.length][width], value);
            }
        }
    }

    int rows() {
        return values.length;
    }

    int columns() {
        return values[0].length;
    }

    int nodes() {
        return rows() + columns();
    }

    long value(int row, int column) {
        return values[row][column];
    }

    long total() {
        return values[rows() - 1][columns() - 1];
    }

    /** Whether exactly one of row and column is that of the totals: those flow from the column to the row. */
    private boolean isBack(int row, int column) {
        return (row == rows() - 1) != (column == columns() - 1);
    }

    int from(int row, int column) {
        return isBack(row, column) ? rows() + column : row;
    }

    int to(int row, int column) {
        return isBack(row, column) ? row : rows() + column;
    }

    /** The row of the cell between two nodes. */
    int rowBetween(int node, int other) {
        return Math.min(node, other);
    }

    /** The column of the cell between two nodes. */
    int columnBetween(int node, int other) {
        return Math.max(node, other) - rows();
    }

    /** Whether two nodes have a cell between them: a row and a column do. */
    boolean hasCell(int node, int other) {
        return (node < rows()) != (other < rows());
    }
}
