package io.github.segmentation4j.internal.kernel;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * A matrix of n points x d dimensions laid out for the kernels: blocks of {@value #ROWS} points, each an array of its
 * own in which the values of one dimension lie side by side ({@code block[c * ROWS + p]}), so that a loop over points
 * reads consecutive memory and one array never has to hold the whole matrix. Unused points of the last block are zero.
 *
 * <p>Values are stored as doubles or as floats and always handed out as doubles: a float is widened, which is exact, and
 * a double that becomes a float is rounded to the nearest, to the even one of two.
 *
 * <p>Mutable while it is filled; whoever fills it publishes it and leaves it alone.
 */
public final class PointBlocks {
    /** Points in a block. Also the unit in which work is cut, so it must never depend on the machine. */
    public static final int ROWS = 256;

    /** Doubles in a line of memory, 64 bytes. */
    private static final int LINE = 8;

    /** Bytes that stay in the second or third cache of most processors. */
    private static final long CACHED = 1 << 22;

    private static final int SHIFT = 8;
    private static final int MASK = ROWS - 1;

    private final int rows;
    private final int columns;
    private final int blockCount;
    private final Storage storage;

    /** The blocks, or none where floats are stored. */
    private final double[][] doubles;

    /** The blocks, or none where doubles are stored. */
    private final float[][] floats;

    /** What the values are stored as. */
    public enum Storage {
        /** 8 bytes a value. */
        DOUBLES,
        /** 4 bytes a value. */
        FLOATS
    }

    /** A matrix of zeros, stored as doubles. */
    public PointBlocks(int rows, int columns) {
        this(rows, columns, Storage.DOUBLES, Checkpoint.none());
    }

    /** A matrix of zeros, whose making can be stopped: memory for millions of rows takes a while. */
    public PointBlocks(int rows, int columns, Storage storage, Checkpoint checkpoint) {
        this(rows, columns, storage);
        int size = columns << SHIFT;
        for (int block = 0; block < blockCount; block++) {
            checkpoint.now();
            if (storage == Storage.DOUBLES) {
                doubles[block] = new double[size];
            } else {
                floats[block] = new float[size];
            }
        }
    }

    /** A matrix whose blocks are still to be made. */
    private PointBlocks(int rows, int columns, Storage storage) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("rows and columns must not be negative, were " + rows + ", " + columns);
        }
        if (columns > Integer.MAX_VALUE / ROWS) {
            throw new ArithmeticException("a block of " + columns + " columns does not fit an array");
        }
        this.rows = rows;
        this.columns = columns;
        this.storage = storage;
        blockCount = (int) (((long) rows + MASK) >>> SHIFT);
        doubles = new double[storage == Storage.DOUBLES ? blockCount : 0][];
        floats = new float[storage == Storage.FLOATS ? blockCount : 0][];
    }

    /**
     * A matrix of doubles without its blocks, each of which {@link #makeOf} must make before it is read: memory is best
     * asked for by the thread that fills it, right before it does.
     */
    public static PointBlocks unmade(int rows, int columns) {
        return new PointBlocks(rows, columns, Storage.DOUBLES);
    }

    /** The number of points. */
    public int rows() {
        return rows;
    }

    /** The number of dimensions. */
    public int columns() {
        return columns;
    }

    /** What the values are stored as. */
    public Storage storage() {
        return storage;
    }

    /** The number of blocks. */
    public int blockCount() {
        return blockCount;
    }

    /** The number of points in a block: {@link #ROWS}, or fewer in the last one. */
    public int rowsIn(int block) {
        return Math.min(ROWS, rows - (block << SHIFT));
    }

    /** The first point of a block. */
    public static int firstRow(int block) {
        return block << SHIFT;
    }

    /** Room for {@link #read}, to be made once for many blocks; empty where none is needed. */
    public double[] room() {
        return new double[storage == Storage.DOUBLES ? 0 : columns << SHIFT];
    }

    /**
     * The values of a block as doubles, not to be written: those stored, shared, or a copy in the room where they are
     * stored otherwise.
     *
     * @param room from {@link #room()}
     */
    public double[] read(int block, double[] room) {
        if (storage == Storage.DOUBLES) {
            return doubles[block];
        }
        widen(floats[block], 0, room, 0, columns << SHIFT);
        return room;
    }

    /**
     * Whether blocks that are read are most often far from the processor, because the matrix is so large. Those of a smaller
     * one stay in a cache, and reading them ahead would cost more than it saves; floats have just been copied.
     */
    boolean isDistant() {
        return storage == Storage.DOUBLES && (long) rows * columns * Double.BYTES > CACHED;
    }

    /**
     * Brings the values of a block near the processor before they are needed: reads a value of each line of memory, in order.
     * Several reads wait at a time for memory here, which they would not do among other work.
     *
     * @return a sum of no meaning, for the caller to keep: the compiler leaves out what nobody needs
     */
    static double fetch(double[] values) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int at = 0; at + 4 * LINE <= values.length; at += 4 * LINE) {
            s0 += values[at];
            s1 += values[at + LINE];
            s2 += values[at + 2 * LINE];
            s3 += values[at + 3 * LINE];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Copies some dimensions of a block, laid out as they are here. */
    void readColumns(int block, int column, int count, double[] target) {
        copy(block, column, target, 0, count << SHIFT);
    }

    /** Copies the points in use of a block in one dimension into an array, from an element on. */
    public void readColumn(int block, int column, double[] target, int at) {
        copy(block, column, target, at, rowsIn(block));
    }

    private void copy(int block, int column, double[] target, int at, int count) {
        if (storage == Storage.DOUBLES) {
            System.arraycopy(doubles[block], column << SHIFT, target, at, count);
        } else {
            widen(floats[block], column << SHIFT, target, at, count);
        }
    }

    /**
     * Makes a block of a matrix of doubles from rows of which the first is the first of the matrix. Eight rows at a time,
     * which fill each line of memory at once.
     */
    public void makeOf(double[][] source, int block) {
        int first = firstRow(block);
        int count = rowsIn(block);
        double[] values = new double[columns << SHIFT];
        int p = 0;
        for (; p + LINE <= count; p += LINE) {
            makeLine(source, first + p, values, p);
        }
        for (; p < count; p++) {
            for (int c = 0; c < columns; c++) {
                values[(c << SHIFT) + p] = source[first + p][c];
            }
        }
        doubles[block] = values;
    }

    private void makeLine(double[][] source, int row, double[] values, int p) {
        double[] r0 = source[row];
        double[] r1 = source[row + 1];
        double[] r2 = source[row + 2];
        double[] r3 = source[row + 3];
        double[] r4 = source[row + 4];
        double[] r5 = source[row + 5];
        double[] r6 = source[row + 6];
        double[] r7 = source[row + 7];
        for (int c = 0; c < columns; c++) {
            int at = (c << SHIFT) + p;
            values[at] = r0[c];
            values[at + 1] = r1[c];
            values[at + 2] = r2[c];
            values[at + 3] = r3[c];
            values[at + 4] = r4[c];
            values[at + 5] = r5[c];
            values[at + 6] = r6[c];
            values[at + 7] = r7[c];
        }
    }

    /** Copies a whole block, laid out as it is here. */
    public void write(int block, double[] values) {
        write(block, 0, values, 0, columns << SHIFT);
    }

    /** Copies the points in use of a block in one dimension from an array, from an element on. */
    public void writeColumn(int block, int column, double[] source, int from) {
        write(block, column << SHIFT, source, from, rowsIn(block));
    }

    private void write(int block, int at, double[] source, int from, int count) {
        if (storage == Storage.DOUBLES) {
            System.arraycopy(source, from, doubles[block], at, count);
        } else {
            round(source, from, floats[block], at, count);
        }
    }

    /** Copies all dimensions of a block of another matrix with as many points to the dimensions from one on. */
    public void writeColumns(int block, int column, PointBlocks source) {
        int at = column << SHIFT;
        int count = source.columns << SHIFT;
        if (source.storage == Storage.DOUBLES) {
            write(block, at, source.doubles[block], 0, count);
        } else if (storage == Storage.FLOATS) {
            System.arraycopy(source.floats[block], 0, floats[block], at, count);
        } else {
            widen(source.floats[block], 0, doubles[block], at, count);
        }
    }

    /** A value. */
    public double get(int row, int column) {
        int at = (column << SHIFT) | (row & MASK);
        return storage == Storage.DOUBLES ? doubles[row >>> SHIFT][at] : floats[row >>> SHIFT][at];
    }

    /** Sets a value. */
    public void set(int row, int column, double value) {
        int at = (column << SHIFT) | (row & MASK);
        if (storage == Storage.DOUBLES) {
            doubles[row >>> SHIFT][at] = value;
        } else {
            floats[row >>> SHIFT][at] = (float) value;
        }
    }

    /** Copies a point into an array of at least {@link #columns()} values. */
    public void copyRow(int row, double[] target) {
        int at = row & MASK;
        if (storage == Storage.DOUBLES) {
            double[] block = doubles[row >>> SHIFT];
            for (int c = 0; c < columns; c++) {
                target[c] = block[(c << SHIFT) | at];
            }
        } else {
            float[] block = floats[row >>> SHIFT];
            for (int c = 0; c < columns; c++) {
                target[c] = block[(c << SHIFT) | at];
            }
        }
    }

    /** Copies a point into an array laid out like a block, as one of its points. */
    public void copyRow(int row, double[] block, int point) {
        for (int c = 0; c < columns; c++) {
            block[(c << SHIFT) + point] = get(row, c);
        }
    }

    private static void widen(float[] source, int from, double[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = source[from + i];
        }
    }

    private static void round(double[] source, int from, float[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (float) source[from + i];
        }
    }
}
