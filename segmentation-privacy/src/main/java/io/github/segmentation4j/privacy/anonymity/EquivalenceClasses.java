package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.List;

/**
 * Rows grouped by equal combinations of values: the members of a class cannot be told apart by these columns. Classes
 * are numbered from 0 in the order in which they first occur. A missing value is a value like others.
 *
 * <pre>{@code
 * EquivalenceClasses classes = EquivalenceClasses.of(List.of(sexes, ageBands, regions));
 * int k = classes.smallest();
 * }</pre>
 *
 * <p>Made in one pass over each column. Immutable and safe for use by several threads.
 */
public final class EquivalenceClasses {
    private final int[] classOf;
    private final int[] sizes;

    private EquivalenceClasses(int[] classOf, int[] sizes) {
        this.classOf = classOf;
        this.sizes = sizes;
    }

    /**
     * The classes of rows with equal values in every column.
     *
     * @param columns at least one, all about the same rows
     */
    public static EquivalenceClasses of(List<Categories> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("classes need at least one column, got none");
        }
        int rows = columns.get(0).size();
        for (Categories column : columns) {
            requireRows(rows, column.size());
        }
        return ofCodes(rows, columns.stream().map(Categories::codes).toList(), Checkpoint.none());
    }

    /**
     * These classes, each split by the values of one more column.
     *
     * @param column about the same rows
     */
    public EquivalenceClasses refinedBy(Categories column) {
        return refinedBy(column.codes());
    }

    /** These classes, each split by codes of -1 or more. */
    EquivalenceClasses refinedBy(int[] codes) {
        requireRows(classOf.length, codes.length);
        return ofCodes(classOf.length, List.of(classOf, codes), Checkpoint.none());
    }

    /** The classes of rows with equal codes, each -1 or more, in every column; no column makes one class. */
    static EquivalenceClasses ofCodes(int rows, List<int[]> columns, Checkpoint checkpoint) {
        long[] keys = new long[rows];
        long bound = 1;
        for (int[] codes : columns) {
            long width = Arrays.stream(codes).max().orElse(0) + 2L;
            if (bound > Long.MAX_VALUE / width) {
                // A class number and a code fit 31 bits each, so no number of columns can overflow.
                int[] numbers = new int[rows];
                bound = KeyNumbering.number(keys, bound, numbers, checkpoint);
                for (int row = 0; row < rows; row++) {
                    keys[row] = numbers[row];
                }
            }
            for (int row = 0; row < rows; row++) {
                checkpoint.at(row);
                keys[row] = keys[row] * width + codes[row] + 1;
            }
            bound *= width;
        }
        int[] classOf = new int[rows];
        int[] sizes = new int[KeyNumbering.number(keys, bound, classOf, checkpoint)];
        for (int c : classOf) {
            sizes[c]++;
        }
        return new EquivalenceClasses(classOf, sizes);
    }

    /** Classes by a number for each row; every number from 0 to count - 1 occurs. */
    static EquivalenceClasses ofNumbers(int[] classOf, int count) {
        int[] sizes = new int[count];
        for (int c : classOf) {
            sizes[c]++;
        }
        return new EquivalenceClasses(classOf, sizes);
    }

    /** These classes joined: {@code classes} groups the classes of this one as if they were rows. */
    EquivalenceClasses joinedBy(EquivalenceClasses classes) {
        int[] joined = new int[classOf.length];
        for (int row = 0; row < joined.length; row++) {
            joined[row] = classes.classOf[classOf[row]];
        }
        int[] sums = new int[classes.count()];
        for (int c = 0; c < sizes.length; c++) {
            sums[classes.classOf[c]] += sizes[c];
        }
        return new EquivalenceClasses(joined, sums);
    }

    /** The number of rows. */
    public int rows() {
        return classOf.length;
    }

    /** The number of classes, 0 if there are no rows. */
    public int count() {
        return sizes.length;
    }

    /** The class of a row. */
    public int classOf(int row) {
        return classOf[row];
    }

    /** The number of rows of a class. */
    public int size(int number) {
        return sizes[number];
    }

    /** The number of rows of each class, copied. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** The size of the smallest class, which is the k of k-anonymity; 0 if there are no rows. */
    public int smallest() {
        return Arrays.stream(sizes).min().orElse(0);
    }

    /** The first row of each class. */
    int[] firstRows() {
        int[] first = new int[sizes.length];
        for (int row = classOf.length - 1; row >= 0; row--) {
            first[classOf[row]] = row;
        }
        return first;
    }

    private static void requireRows(int expected, int actual) {
        if (actual != expected) {
            throw new IllegalArgumentException(
                    "columns must be about the same rows, one has " + expected + " and another " + actual);
        }
    }
}
