package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.fairness.inference.ContingencyTable;
import io.github.segmentation4j.fairness.inference.ContingencyTest;
import io.github.segmentation4j.quality.Statistic;

/**
 * How strongly two codings of the same rows go together, from the table of their counts. A negative code is a category of
 * its own: that a value is missing can tell a lot.
 */
final class Association {
    private final long[][] counts;
    private final ContingencyTable table;

    private Association(long[][] counts) {
        this.counts = counts;
        table = ContingencyTable.of(counts);
    }

    /** The table of bands against a yes or no; rows whose side is unknown are left out. */
    static Association of(int[] codes, int levels, boolean[] positive, boolean[] known) {
        long[][] counts = new long[levels + 1][2];
        for (int row = 0; row < codes.length; row++) {
            if (known[row]) {
                counts[codes[row] < 0 ? levels : codes[row]][positive[row] ? 1 : 0]++;
            }
        }
        return new Association(counts);
    }

    /** Mutual information as the table shows it, and Cramer's V likewise; both are too high by chance alone. */
    ContingencyTable table() {
        return table;
    }

    /**
     * Mutual information in nats less its mean if the two had nothing to do with each other, which is the number of
     * degrees of freedom over twice the number of rows; at least 0. Cells nobody is in count too, so a column of names
     * does not pass for a proxy.
     */
    Statistic information() {
        double chance = (table.rowCount() - 1.0) * (table.columnCount() - 1.0) / (2.0 * table.total());
        return isComparable() ? Statistic.of(Math.max(0, table.mutualInformation() - chance)) : singleValue();
    }

    /** Cramer's V without what chance adds (Bergsma), from 0 to 1. */
    Statistic cramersV() {
        return isComparable() ? table.correctedCramersV() : singleValue();
    }

    /** The probability of a table at least as far from independence by chance. */
    Statistic independenceP() {
        return isComparable() ? Statistic.of(ContingencyTest.chiSquared(counts).pValue()) : singleValue();
    }

    private boolean isComparable() {
        return table.rowCount() > 1 && table.columnCount() > 1;
    }

    private static Statistic singleValue() {
        return Statistic.undetermined("the feature or the attribute has a single value");
    }
}
