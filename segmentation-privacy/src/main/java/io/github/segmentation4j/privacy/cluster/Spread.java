package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * Where the rows lie, roughly and privately: their number, and the mean and standard deviation of each column.
 *
 * @param rows about how many there are, at least 1
 * @param mean of each column
 * @param deviation of each column, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
record Spread(double rows, double[] mean, double[] deviation) {
    /** The part of the budget for the number of rows. */
    static final double COUNT_SHARE = 0.01;

    /** The parts for the sums and for the squares of each look. */
    static final double MOMENT_SHARE = 0.01;

    /** Each look is closer than the one before, so that wide bounds cost little. */
    private static final int LOOKS = 3;

    /** How far a closer look reaches from the mean, in deviations. */
    private static final double REACH = 3;

    static final double SHARE = COUNT_SHARE + LOOKS * 2 * MOMENT_SHARE;

    static Spread of(GridRows rows, Answers answers) {
        long exact = rows.points().rows();
        double n = Math.max(1, answers.knowsRows() ? exact : answers.counts(new long[] {exact}, COUNT_SHARE)[0]);
        double[] reach = new double[rows.columns()];
        Arrays.setAll(reach, rows::reach);
        Spread spread = look(rows, n, new double[rows.columns()], reach, answers);
        for (int look = 1; look < LOOKS; look++) {
            double[] centre = rows.placed(spread.mean);
            for (int c = 0; c < reach.length; c++) {
                double closer = Math.min(reach[c], REACH * spread.deviation[c]);
                reach[c] = Math.ceil(closer * GridRows.UNITS) * GridRows.STEP;
            }
            spread = look(rows, n, centre, reach, answers);
        }
        return spread;
    }

    /** Mean and deviation of rows whose differences to a centre are cut off at a reach. */
    private static Spread look(GridRows rows, double n, double[] centre, double[] reach, Answers answers) {
        int columns = rows.columns();
        long[] sums = new long[2 * columns];
        long[][] parts = new long[rows.spanCount()][];
        rows.forEachSpan((span, first, end) -> parts[span] = moments(rows, centre, reach, first, end));
        for (long[] part : parts) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.addExact(sums[i], part[i]);
            }
        }
        double square = squareLength(reach);
        long[] first = answers.sums(Arrays.copyOf(sums, columns), RowPass.length(length(reach)), MOMENT_SHARE);
        // Each square lies between 0 and its bound, so replacing a row changes no more than adding one.
        long[] second = answers.released(Arrays.copyOfRange(sums, columns, 2 * columns), square, MOMENT_SHARE);
        double hidden = answers.deviation(square, MOMENT_SHARE) * GridRows.STEP / n;
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        for (int c = 0; c < columns; c++) {
            double shift = Math.max(-reach[c], Math.min(reach[c], first[c] * GridRows.STEP / n));
            double variance = second[c] * GridRows.STEP / n - shift * shift;
            mean[c] = centre[c] + shift;
            // Too wide a guess wastes some noise, too narrow a one cuts off rows: what noise can hide is taken as
            // there.
            deviation[c] = Math.max(GridRows.STEP, Math.min(reach[c], Math.sqrt(Math.max(hidden, variance))));
        }
        return new Spread(n, mean, deviation);
    }

    private static double length(double[] reach) {
        double square = 0;
        for (double one : reach) {
            square += one * one;
        }
        return Math.sqrt(square);
    }

    /** The longest vector of squares under a reach, in units. */
    static double squareLength(double[] reach) {
        double sum = 0;
        for (double one : reach) {
            sum += one * one * one * one;
        }
        return Math.ceil(Math.sqrt(sum) * GridRows.UNITS) + 1;
    }

    /** The sums of the differences of each column and then of their squares, in units. */
    static long[] moments(GridRows rows, double[] centre, double[] reach, int first, int end) {
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
                    double difference = Math.max(-reach[c], Math.min(reach[c], values[p] - centre[c]));
                    sum += difference;
                    squares += (long) (difference * difference * GridRows.UNITS);
                }
                sums[c] += (long) (sum * GridRows.UNITS);
                sums[columns + c] += squares;
            }
        }
        return sums;
    }

    /** The root of the mean squared distance of the rows to their mean. */
    double radius() {
        return length(deviation);
    }
}
