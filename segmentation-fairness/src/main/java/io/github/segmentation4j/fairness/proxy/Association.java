package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.quality.Statistic;
import org.apache.commons.math3.special.Gamma;

/**
 * How strongly two codings of the same rows go together, from the table of their counts. A negative code is a category of
 * its own: that a value is missing can tell a lot.
 */
final class Association {
    private final long[][] table;
    private final long[] rowSums;
    private final long[] columnSums;
    private final long total;
    private final int rows;
    private final int columns;

    private Association(long[][] table, int width) {
        this.table = table;
        rowSums = new long[table.length];
        columnSums = new long[width];
        long all = 0;
        for (int r = 0; r < table.length; r++) {
            for (int c = 0; c < width; c++) {
                rowSums[r] += table[r][c];
                columnSums[c] += table[r][c];
                all += table[r][c];
            }
        }
        total = all;
        rows = inhabited(rowSums);
        columns = inhabited(columnSums);
    }

    /** The table of bands against a yes or no; rows whose side is unknown are left out. */
    static Association of(int[] codes, int levels, boolean[] positive, boolean[] known) {
        long[][] table = new long[levels + 1][2];
        for (int row = 0; row < codes.length; row++) {
            if (known[row]) {
                table[codes[row] < 0 ? levels : codes[row]][positive[row] ? 1 : 0]++;
            }
        }
        return new Association(table, 2);
    }

    private static int inhabited(long[] sums) {
        int count = 0;
        for (long sum : sums) {
            count += sum > 0 ? 1 : 0;
        }
        return count;
    }

    private boolean comparable() {
        return rows > 1 && columns > 1;
    }

    /** Mutual information in nats as the table shows it, which is too high by chance alone. */
    double plainInformation() {
        double sum = 0;
        for (int r = 0; r < table.length; r++) {
            for (int c = 0; c < columnSums.length; c++) {
                if (table[r][c] > 0) {
                    double ratio = (double) table[r][c] * total / ((double) rowSums[r] * columnSums[c]);
                    sum += (double) table[r][c] / total * StrictMath.log(ratio);
                }
            }
        }
        return Math.max(0, sum);
    }

    /** Mutual information in nats without what chance adds on average (Miller and Madow), at least 0. */
    Statistic information() {
        if (!comparable()) {
            return Statistic.undetermined("the feature or the attribute has a single value");
        }
        double chance = (rows - 1.0) * (columns - 1.0) / (2.0 * total);
        return Statistic.of(Math.max(0, plainInformation() - chance));
    }

    double chiSquare() {
        double sum = 0;
        for (int r = 0; r < table.length; r++) {
            for (int c = 0; c < columnSums.length; c++) {
                double expected = (double) rowSums[r] * columnSums[c] / total;
                if (expected > 0) {
                    sum += (table[r][c] - expected) * (table[r][c] - expected) / expected;
                }
            }
        }
        return sum;
    }

    /** Cramer's V as the table shows it. */
    double plainCramersV() {
        return Math.sqrt(chiSquare() / total / (Math.min(rows, columns) - 1));
    }

    /** Cramer's V without what chance adds (Bergsma), from 0 to 1. */
    Statistic cramersV() {
        if (!comparable()) {
            return Statistic.undetermined("the feature or the attribute has a single value");
        }
        double freedom = (rows - 1.0) * (columns - 1.0);
        double contingency = Math.max(0, chiSquare() / total - freedom / (total - 1));
        double shrunkRows = rows - (rows - 1.0) * (rows - 1.0) / (total - 1);
        double shrunkColumns = columns - (columns - 1.0) * (columns - 1.0) / (total - 1);
        double room = Math.min(shrunkRows, shrunkColumns) - 1;
        return room > 0
                ? Statistic.of(Math.min(1, Math.sqrt(contingency / room)))
                : Statistic.undetermined("there are too few rows");
    }

    /** The probability of a table at least as far from independence by chance. */
    Statistic independenceP() {
        if (!comparable()) {
            return Statistic.undetermined("the feature or the attribute has a single value");
        }
        double freedom = (rows - 1.0) * (columns - 1.0);
        return Statistic.of(Math.min(1, Math.max(0, Gamma.regularizedGammaQ(freedom / 2, chiSquare() / 2))));
    }
}
