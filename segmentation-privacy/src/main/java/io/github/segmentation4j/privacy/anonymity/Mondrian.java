package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts rows of numbers into boxes of at least k rows each, so that every row can be told by the ranges of its box: finer
 * where there are many rows, coarser where there are few (local recoding, strict multidimensional partitioning).
 *
 * <p>A box is cut at the median of the column that is widest in it, as a share of the width of all rows; if that leaves
 * fewer than k rows on a side, at that of the next widest. Equal values are never parted.
 *
 * <p>Costs about n log n log(n / k) for n rows. Immutable and safe for use by several threads.
 *
 * <p>References: K. LeFevre, D. J. DeWitt, R. Ramakrishnan, Mondrian multidimensional k-anonymity, ICDE 2006.
 */
public final class Mondrian {
    private static final String STAGE = "cutting into boxes";

    private final int k;

    private Mondrian(int k) {
        this.k = k;
    }

    /**
     * Boxes of at least k rows.
     *
     * @param k at least 2
     */
    public static Mondrian of(int k) {
        if (k < 2) {
            throw new IllegalArgumentException("k must be at least 2, was " + k + "; 1 hides nobody");
        }
        return new Mondrian(k);
    }

    /**
     * The boxes of rows.
     *
     * @param classes which rows share a box
     * @param ranges for each class the range of each column among its rows
     */
    public record Boxes(EquivalenceClasses classes, List<List<Range>> ranges) {
        /** Copies the lists. */
        public Boxes {
            ranges = ranges.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A range that holds both ends.
     *
     * @param lower the smallest number in it
     * @param upper the largest number in it
     */
    public record Range(double lower, double upper) {}

    /**
     * Cuts rows into boxes.
     *
     * @param columns the numbers of each column, at least one, all finite and as long as each other
     * @param context told of the progress, may cancel
     * @throws InvalidInputException if there are fewer rows than k or a number is missing
     */
    public Boxes cut(List<double[]> columns, RunContext context) {
        int rows = rows(columns);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            order[row] = row;
        }
        Work work = new Work(columns, order, new int[rows], checkpoint);
        double[] widths = work.widths(0, rows);
        int[] boxOf = new int[rows];
        int boxes = 0;
        Deque<int[]> open = new ArrayDeque<>(List.of(new int[] {0, rows}));
        while (!open.isEmpty()) {
            int[] span = open.pop();
            int middle = work.cut(span[0], span[1], widths, k);
            if (middle < 0) {
                for (int i = span[0]; i < span[1]; i++) {
                    boxOf[order[i]] = boxes;
                }
                boxes++;
                context.report(STAGE, span[1], rows);
            } else {
                open.push(new int[] {middle, span[1]});
                open.push(new int[] {span[0], middle});
            }
        }
        EquivalenceClasses classes = EquivalenceClasses.ofCodes(rows, List.of(boxOf), checkpoint);
        return new Boxes(classes, ranges(columns, classes, checkpoint));
    }

    private int rows(List<double[]> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("boxes need at least one column, got none");
        }
        int rows = columns.get(0).length;
        for (double[] column : columns) {
            if (column.length != rows) {
                throw new IllegalArgumentException(
                        "columns must be as long as each other, were " + rows + " and " + column.length);
            }
            for (int row = 0; row < rows; row++) {
                if (!Double.isFinite(column[row])) {
                    throw InvalidInputException.atRow(
                            row + 1L, "a number must be finite; fill or leave out missing ones");
                }
            }
        }
        if (rows < k) {
            throw new InvalidInputException("boxes of " + k + " rows need as many, there are " + rows);
        }
        return rows;
    }

    private static List<List<Range>> ranges(List<double[]> columns, EquivalenceClasses classes, Checkpoint checkpoint) {
        double[][] lower = new double[columns.size()][classes.count()];
        double[][] upper = new double[columns.size()][classes.count()];
        int[] first = classes.firstRows();
        for (int column = 0; column < lower.length; column++) {
            double[] values = columns.get(column);
            for (int c = 0; c < first.length; c++) {
                lower[column][c] = values[first[c]];
                upper[column][c] = values[first[c]];
            }
            for (int row = 0; row < values.length; row++) {
                checkpoint.at(row);
                int c = classes.classOf(row);
                lower[column][c] = Math.min(lower[column][c], values[row]);
                upper[column][c] = Math.max(upper[column][c], values[row]);
            }
        }
        List<List<Range>> ranges = new ArrayList<>();
        for (int c = 0; c < first.length; c++) {
            List<Range> box = new ArrayList<>();
            for (int column = 0; column < lower.length; column++) {
                box.add(new Range(lower[column][c], upper[column][c]));
            }
            ranges.add(box);
        }
        return ranges;
    }

    /** The rows in the order of the boxes. */
    private record Work(List<double[]> columns, int[] order, int[] spare, Checkpoint checkpoint) {
        double[] widths(int from, int to) {
            double[] widths = new double[columns.size()];
            for (int column = 0; column < widths.length; column++) {
                double[] values = columns.get(column);
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (int i = from; i < to; i++) {
                    checkpoint.at(i);
                    least = Math.min(least, values[order[i]]);
                    most = Math.max(most, values[order[i]]);
                }
                // Halves, because the difference of two large numbers may overflow.
                widths[column] = most / 2 - least / 2;
            }
            return widths;
        }

        /** Cuts a box in two and returns where the second one begins, or -1 if it cannot be cut. */
        int cut(int from, int to, double[] all, int k) {
            if (to - from < 2 * k) {
                return -1;
            }
            double[] shares = widths(from, to);
            for (int column = 0; column < shares.length; column++) {
                shares[column] = all[column] == 0 ? 0 : shares[column] / all[column];
            }
            for (int turn = 0; turn < shares.length; turn++) {
                int widest = 0;
                for (int column = 1; column < shares.length; column++) {
                    widest = shares[column] > shares[widest] ? column : widest;
                }
                if (!(shares[widest] > 0)) {
                    return -1;
                }
                int middle = cutAtMedian(from, to, columns.get(widest), k);
                if (middle >= 0) {
                    return middle;
                }
                shares[widest] = 0;
            }
            return -1;
        }

        private int cutAtMedian(int from, int to, double[] values, int k) {
            double[] sorted = new double[to - from];
            for (int i = from; i < to; i++) {
                sorted[i - from] = values[order[i]] + 0.0;
            }
            PacedSort.sort(sorted, checkpoint);
            int below = sorted.length / 2;
            int above = below;
            while (below > 0 && sorted[below - 1] == sorted[sorted.length / 2]) {
                below--;
            }
            while (above < sorted.length && sorted[above] == sorted[sorted.length / 2]) {
                above++;
            }
            // Whichever side of the median's equals is nearer to the middle.
            int left = above - sorted.length / 2 < sorted.length / 2 - below ? above : below;
            if (Math.min(left, sorted.length - left) < k) {
                return -1;
            }
            part(from, to, values, sorted[left]);
            return from + left;
        }

        /** Moves rows under a value before the others and keeps their order otherwise. */
        private void part(int from, int to, double[] values, double bound) {
            int low = from;
            int held = 0;
            for (int i = from; i < to; i++) {
                checkpoint.at(i);
                if (values[order[i]] < bound) {
                    order[low++] = order[i];
                } else {
                    spare[held++] = order[i];
                }
            }
            System.arraycopy(spare, 0, order, low, held);
        }
    }
}
