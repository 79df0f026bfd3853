package io.github.segmentation4j.privacy.release;

import java.util.Arrays;

/**
 * Which rows an answer uses, and how many of them one privacy unit may own: at most c rows in each of at most p segments.
 * Every answer asks for it, so that nobody can forget that a customer may have many rows.
 *
 * <p>Where segments are given, they are kept here, and the answers by segment use these very ones. A row with segment -1
 * lies in no segment and counts nowhere.
 *
 * <p>Holds which row belongs to which segment and must not be published. Immutable and safe for use by several threads.
 */
public final class Contributions {
    static final int NOWHERE = -1;

    private final int rowCount;
    private final int[] kept;
    private final int[] segments;
    private final int segmentCount;
    private final long[] unitsBySegment;
    private final int rowsPerSegment;
    private final int segmentsPerUnit;
    private final boolean exactlyOne;

    /** Takes over arrays nobody else holds; {@code segments} has one entry for each row, or none. */
    Contributions(
            int rowCount,
            int[] kept,
            int[] segments,
            long[] unitsBySegment,
            int rowsPerSegment,
            int segmentsPerUnit,
            boolean exactlyOne) {
        this.rowCount = rowCount;
        this.kept = kept;
        this.segments = segments;
        this.segmentCount = unitsBySegment.length;
        this.unitsBySegment = unitsBySegment;
        this.rowsPerSegment = rowsPerSegment;
        this.segmentsPerUnit = segmentsPerUnit;
        this.exactlyOne = exactlyOne;
    }

    /**
     * Every row is a privacy unit of its own. The caller vouches for it: where a customer may have two rows, {@link
     * ContributionBounds} are needed.
     *
     * @param rows at least 0
     */
    public static Contributions oneRowEach(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("the number of rows must be at least 0, was " + rows);
        }
        return new Contributions(rows, all(rows), new int[0], new long[0], 1, 1, true);
    }

    /**
     * Every row is a privacy unit of its own, in a segment.
     *
     * @param segments for each row 0 to {@code segmentCount - 1}, or -1; copied
     * @param segmentCount how many segments there may be, at least 1, and the same whatever the data
     */
    public static Contributions oneRowEach(int[] segments, int segmentCount) {
        int[] copy = checked(segments, segmentCount);
        long[] sizes = new long[segmentCount];
        int inSome = 0;
        for (int segment : copy) {
            if (segment != NOWHERE) {
                sizes[segment]++;
                inSome++;
            }
        }
        int[] kept = new int[inSome];
        int next = 0;
        for (int row = 0; row < copy.length; row++) {
            if (copy[row] != NOWHERE) {
                kept[next++] = row;
            }
        }
        return new Contributions(copy.length, kept, copy, sizes, 1, 1, false);
    }

    static int[] checked(int[] segments, int segmentCount) {
        if (segmentCount < 1) {
            throw new IllegalArgumentException("the number of segments must be at least 1, was " + segmentCount);
        }
        int[] copy = segments.clone();
        for (int row = 0; row < copy.length; row++) {
            if (copy[row] < NOWHERE || copy[row] >= segmentCount) {
                throw new IllegalArgumentException("the segment of row " + (row + 1L) + " must be from -1 to "
                        + (segmentCount - 1) + "; number the segments from 0");
            }
        }
        return copy;
    }

    private static int[] all(int rows) {
        int[] all = new int[rows];
        Arrays.setAll(all, row -> row);
        return all;
    }

    /** The number of rows before any was left out. */
    public int rowCount() {
        return rowCount;
    }

    /** The most rows of one privacy unit in one segment, or in all where there are no segments. */
    public int rowsPerSegment() {
        return rowsPerSegment;
    }

    /** The most segments of one privacy unit. */
    public int segmentsPerUnit() {
        return segmentsPerUnit;
    }

    /** The most rows of one privacy unit. */
    public int rowsPerUnit() {
        return rowsPerSegment * segmentsPerUnit;
    }

    /** The number of segments; 0 if none were given. */
    public int segmentCount() {
        return segmentCount;
    }

    /**
     * Whether every unit is known to have exactly one row, so that the number of rows is public where units are replaced. A
     * bound of one row is not enough: a customer without any may take the place of one with some.
     */
    boolean exactlyOne() {
        return exactlyOne;
    }

    /** The rows that are used, ascending. Shared and not to be written. */
    int[] keptView() {
        return kept;
    }

    int segment(int row) {
        return segments[row];
    }

    /** How many units have rows in each segment, each counted once in a segment; copied. */
    long[] unitsBySegment() {
        return unitsBySegment.clone();
    }

    void requireRows(int rows, String what) {
        if (rows != rowCount) {
            throw new IllegalArgumentException(
                    "there must be one of the " + what + " for each of the " + rowCount + " rows, were " + rows);
        }
    }

    void requireSegments() {
        if (segmentCount == 0) {
            throw new IllegalArgumentException(
                    "an answer by segment needs contributions with segments; hand them to oneRowEach or to the bounds");
        }
    }

    @Override
    public String toString() {
        return "contributions of at most " + rowsPerUnit() + " rows by each privacy unit";
    }
}
