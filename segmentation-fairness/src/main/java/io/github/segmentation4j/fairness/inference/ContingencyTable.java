package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.quality.Statistic;

/**
 * A table of counts, such as segments by groups, and how strongly its rows and columns hang together. Rows and columns
 * without anybody take no part.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: K. Pearson, On the criterion that a given system of deviations from the probable can be reasonably
 * supposed to have arisen from random sampling, Philosophical Magazine 50, 1900; H. Cramer, Mathematical Methods of
 * Statistics, 1946; W. Bergsma, A bias-correction for Cramer's V and Tschuprow's T, Journal of the Korean Statistical
 * Society 42, 2013.
 */
public final class ContingencyTable {
    private static final String ONE_SIDED = "fewer than two rows or columns have anybody in them";

    private final double[][] counts;
    private final double[] rowSums;
    private final double[] columnSums;
    private final double total;

    private ContingencyTable(double[][] counts) {
        this.counts = counts;
        rowSums = new double[counts.length];
        columnSums = new double[counts.length == 0 ? 0 : counts[0].length];
        double all = 0;
        for (int row = 0; row < rowSums.length; row++) {
            for (int column = 0; column < columnSums.length; column++) {
                rowSums[row] += counts[row][column];
                columnSums[column] += counts[row][column];
            }
            all += rowSums[row];
        }
        total = all;
    }

    /**
     * A table of counts; a weighted person may count for more or less than 1.
     *
     * @param counts rows of equal length, each count finite and 0 or more; copied
     */
    public static ContingencyTable of(double[][] counts) {
        double[][] copy = new double[counts.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = counts[row].clone();
            requireRow(copy[row], copy[0].length);
        }
        return new ContingencyTable(copy);
    }

    /**
     * A table of whole counts.
     *
     * @param counts rows of equal length, each count 0 or more; copied
     */
    public static ContingencyTable of(long[][] counts) {
        double[][] copy = new double[counts.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = new double[counts[row].length];
            for (int column = 0; column < copy[row].length; column++) {
                copy[row][column] = counts[row][column];
            }
            requireRow(copy[row], copy[0].length);
        }
        return new ContingencyTable(copy);
    }

    private static void requireRow(double[] row, int length) {
        if (row.length != length) {
            throw new IllegalArgumentException(
                    "the rows of a table must be of equal length, were " + length + " and " + row.length);
        }
        for (double count : row) {
            if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a count must be finite and at least 0, was " + count);
            }
        }
    }

    /** All counts together. */
    public double total() {
        return total;
    }

    /** How many rows have anybody in them. */
    public int rowCount() {
        return inhabited(rowSums);
    }

    /** How many columns have anybody in them. */
    public int columnCount() {
        return inhabited(columnSums);
    }

    /** How many cells have anybody in them. */
    public int cellCount() {
        int cells = 0;
        for (double[] row : counts) {
            cells += inhabited(row);
        }
        return cells;
    }

    /** Pearson's chi-squared of independence, 0 or more; grows with the counts. */
    public double chiSquared() {
        double sum = 0;
        for (int row = 0; row < rowSums.length; row++) {
            for (int column = 0; column < columnSums.length; column++) {
                double expected = expected(row, column);
                if (expected > 0) {
                    sum += (counts[row][column] - expected) / expected * (counts[row][column] - expected);
                }
            }
        }
        return sum;
    }

    /** The likelihood ratio G of independence, 0 or more; grows with the counts. */
    public double likelihoodRatio() {
        return 2 * total * mutualInformation();
    }

    /** What the row tells about the column, in nats: 0 or more, too high by chance in small tables. */
    public double mutualInformation() {
        double sum = 0;
        for (int row = 0; row < rowSums.length; row++) {
            for (int column = 0; column < columnSums.length; column++) {
                if (counts[row][column] > 0) {
                    double ratio = counts[row][column] / expected(row, column);
                    sum += counts[row][column] / total * StrictMath.log(ratio);
                }
            }
        }
        return Math.max(0, sum);
    }

    /** Cramer's V, from 0 (no association) to 1 (a row settles the column, or the other way round). */
    public Statistic cramersV() {
        int smaller = Math.min(rowCount(), columnCount());
        return smaller < 2
                ? Statistic.undetermined(ONE_SIDED)
                : Statistic.of(Math.min(1, Math.sqrt(chiSquared() / total / (smaller - 1))));
    }

    /** Cramer's V without what chance adds to it (Bergsma), from 0 to 1. */
    public Statistic correctedCramersV() {
        double r = rowCount() - 1.0;
        double c = columnCount() - 1.0;
        if (r < 1 || c < 1) {
            return Statistic.undetermined(ONE_SIDED);
        }
        double freedom = total - 1;
        // The corrected numbers of rows and columns, less 1.
        double smaller = Math.min(r - r * r / freedom, c - c * c / freedom);
        if (!(freedom > 0 && smaller > 0)) {
            return Statistic.undetermined("there are too few persons for so many rows and columns");
        }
        double squared = Math.max(0, chiSquared() / total - r * c / freedom);
        return Statistic.of(Math.min(1, Math.sqrt(squared / smaller)));
    }

    /** What independence would put into a cell; divided first, so that no product can overflow. */
    private double expected(int row, int column) {
        return rowSums[row] * (columnSums[column] / total);
    }

    private static int inhabited(double[] counts) {
        int inhabited = 0;
        for (double count : counts) {
            inhabited += count > 0 ? 1 : 0;
        }
        return inhabited;
    }
}
