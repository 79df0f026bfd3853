package io.github.segmentation4j.internal.kernel;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * A matrix of n points x d dimensions laid out for the kernels: blocks of {@value #ROWS} points, each an array of its
 * own in which the values of one dimension lie side by side ({@code block[c * ROWS + p]}), so that a loop over points
 * reads consecutive memory and one array never has to hold the whole matrix. Unused points of the last block are zero.
 *
 * <p>Mutable while it is filled; whoever fills it publishes it and leaves it alone.
 */
public final class PointBlocks {
    /** Points in a block. Also the unit in which work is cut, so it must never depend on the machine. */
    public static final int ROWS = 256;

    private static final int SHIFT = 8;
    private static final int MASK = ROWS - 1;

    private final int rows;
    private final int columns;
    private final double[][] blocks;

    /** A matrix of zeros. */
    public PointBlocks(int rows, int columns) {
        this(rows, columns, Checkpoint.none());
    }

    /** A matrix of zeros, whose making can be stopped: memory for millions of rows takes a while. */
    public PointBlocks(int rows, int columns, Checkpoint checkpoint) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("rows and columns must not be negative, were " + rows + ", " + columns);
        }
        this.rows = rows;
        this.columns = columns;
        int size = Math.multiplyExact(columns, ROWS);
        blocks = new double[(int) (((long) rows + MASK) >>> SHIFT)][];
        for (int block = 0; block < blocks.length; block++) {
            checkpoint.now();
            blocks[block] = new double[size];
        }
    }

    /** The number of points. */
    public int rows() {
        return rows;
    }

    /** The number of dimensions. */
    public int columns() {
        return columns;
    }

    /** The number of blocks. */
    public int blockCount() {
        return blocks.length;
    }

    /** The values of a block, shared. */
    public double[] block(int block) {
        return blocks[block];
    }

    /** The values of a block as doubles: those stored, shared, or a copy in the room where they are stored otherwise. */
    public double[] read(int block, double[] room) {
        return blocks[block];
    }

    /** Copies the values of a block into an array for each dimension. */
    void read(int block, double[][] dimensions) {
        double[] values = blocks[block];
        for (int c = 0; c < columns; c++) {
            System.arraycopy(values, c << SHIFT, dimensions[c], 0, ROWS);
        }
    }

    /** The number of points in a block: {@link #ROWS}, or fewer in the last one. */
    public int rowsIn(int block) {
        return Math.min(ROWS, rows - (block << SHIFT));
    }

    /** The first point of a block. */
    public static int firstRow(int block) {
        return block << SHIFT;
    }

    /** A value. */
    public double get(int row, int column) {
        return blocks[row >>> SHIFT][(column << SHIFT) | (row & MASK)];
    }

    /** Sets a value. */
    public void set(int row, int column, double value) {
        blocks[row >>> SHIFT][(column << SHIFT) | (row & MASK)] = value;
    }

    /** Copies a point into an array of at least {@link #columns()} values. */
    public void copyRow(int row, double[] target) {
        double[] block = blocks[row >>> SHIFT];
        int at = row & MASK;
        for (int c = 0; c < columns; c++) {
            target[c] = block[(c << SHIFT) | at];
        }
    }
}
