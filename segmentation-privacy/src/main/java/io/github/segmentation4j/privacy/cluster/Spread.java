package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;

/**
 * Where the rows lie, roughly and privately: their number, and the mean and standard deviation of each column.
 *
 * @param rows about how many there are, at least 1
 * @param mean of each column
 * @param deviation of each column, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
record Spread(double rows, double[] mean, double[] deviation) {
    /** The parts of the budget for the number of rows, the sums and the squares. */
    static final double COUNT_SHARE = 0.01;

    static final double SUM_SHARE = 0.02;
    static final double SQUARE_SHARE = 0.02;
    static final double SHARE = COUNT_SHARE + SUM_SHARE + SQUARE_SHARE;

    static Spread of(GridRows rows, Answers answers) {
        int columns = rows.columns();
        long[] sums = new long[2 * columns];
        long[][] parts = new long[rows.spanCount()][];
        rows.forEachSpan((span, first, end) -> parts[span] = moments(rows, first, end));
        for (long[] part : parts) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.addExact(sums[i], part[i]);
            }
        }
        long exact = rows.points().rows();
        double n = answers.knowsRows() ? exact : answers.counts(new long[] {exact}, COUNT_SHARE)[0];
        n = Math.max(1, n);
        long[] first = new long[columns];
        long[] second = new long[columns];
        System.arraycopy(sums, 0, first, 0, columns);
        System.arraycopy(sums, columns, second, 0, columns);
        first = answers.sums(first, RowPass.length(rows.radius()), SUM_SHARE);
        // Each square lies between 0 and its bound, so replacing a row changes no more than adding one.
        second = answers.released(second, squareLength(rows), SQUARE_SHARE);
        double hidden = answers.deviation(squareLength(rows), SQUARE_SHARE) * GridRows.STEP / n;
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        for (int c = 0; c < columns; c++) {
            double reach = rows.reach(c);
            mean[c] = Math.max(-reach, Math.min(reach, first[c] * GridRows.STEP / n));
            double variance = second[c] * GridRows.STEP / n - mean[c] * mean[c];
            // Too wide a guess wastes some noise, too narrow a one cuts off rows: what noise can hide is taken as there.
            deviation[c] = Math.max(GridRows.STEP, Math.min(reach, Math.sqrt(Math.max(hidden, variance))));
        }
        return new Spread(n, mean, deviation);
    }

    /** The longest vector of squares that a row can have, in units. */
    static double squareLength(GridRows rows) {
        double sum = 0;
        for (int c = 0; c < rows.columns(); c++) {
            double square = rows.reach(c) * rows.reach(c);
            sum += square * square;
        }
        return Math.ceil(Math.sqrt(sum) * GridRows.UNITS) + 1;
    }

    /** The sums of the values of each column and then of their squares, in units. */
    static long[] moments(GridRows rows, int first, int end) {
        int columns = rows.columns();
        PointBlocks points = rows.points();
        double[] room = points.room();
        long[] sums = new long[2 * columns];
        for (int b = first; b < end; b++) {
            rows.checkpoint();
            double[] values = points.read(b, room);
            for (int c = 0; c < columns; c++) {
                int from = c * PointBlocks.ROWS;
                double sum = 0;
                long squares = 0;
                for (int p = from; p < from + points.rowsIn(b); p++) {
                    sum += values[p];
                    squares += (long) (values[p] * values[p] * GridRows.UNITS);
                }
                sums[c] += (long) (sum * GridRows.UNITS);
                sums[columns + c] += squares;
            }
        }
        return sums;
    }

    /** The root of the mean squared distance of the rows to their mean. */
    double radius() {
        double square = 0;
        for (double one : deviation) {
            square += one * one;
        }
        return Math.sqrt(square);
    }
}
