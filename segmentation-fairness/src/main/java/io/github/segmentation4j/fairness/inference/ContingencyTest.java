package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.quality.Statistic;

/**
 * Whether the rows and the columns of a table of counts have to do with each other, such as groups and segments. Rows
 * and columns without anybody take no part and add no degree of freedom; with fewer than two rows or columns left there
 * is nothing to test.
 *
 * <p>Both tests are approximations that need about 5 expected in most cells; {@link PermutationTest} needs nothing.
 *
 * <p>References: K. Pearson, On the criterion that a given system of deviations from the probable can be reasonably
 * supposed to have arisen from random sampling, Philosophical Magazine 50, 1900; S. S. Wilks, The likelihood test of
 * independence in contingency tables, Annals of Mathematical Statistics 6, 1935.
 */
public final class ContingencyTest {
    private ContingencyTest() {}

    /**
     * Pearson's chi-squared test, without a correction for continuity.
     *
     * @param counts rows of equal length, each count 0 or more
     */
    public static TestResult chiSquared(long[][] counts) {
        return test(counts, TestMethod.CHI_SQUARED);
    }

    /**
     * The likelihood ratio (G) test.
     *
     * @param counts rows of equal length, each count 0 or more
     */
    public static TestResult likelihoodRatio(long[][] counts) {
        return test(counts, TestMethod.LIKELIHOOD_RATIO);
    }

    private static TestResult test(long[][] counts, TestMethod method) {
        requireTable(counts);
        double[] rows = new double[counts.length];
        double[] columns = new double[counts.length == 0 ? 0 : counts[0].length];
        double total = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                rows[row] += counts[row][column];
                columns[column] += counts[row][column];
            }
            total += rows[row];
        }
        int degrees = (inhabited(rows) - 1) * (inhabited(columns) - 1);
        if (total == 0 || degrees == 0) {
            return TestResult.impossible(method, "fewer than two rows or columns have anybody in them");
        }
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                double expected = rows[row] / total * columns[column];
                if (expected > 0) {
                    sum += term(counts[row][column], expected, method);
                }
            }
        }
        double statistic = Math.max(0, sum);
        return new TestResult(method, Statistic.of(statistic), degrees, ChiSquared.upperTail(statistic, degrees));
    }

    private static double term(long count, double expected, TestMethod method) {
        if (method == TestMethod.CHI_SQUARED) {
            return (count - expected) * (count - expected) / expected;
        }
        return count == 0 ? 0 : 2 * count * StrictMath.log(count / expected);
    }

    private static int inhabited(double[] margins) {
        int inhabited = 0;
        for (double margin : margins) {
            inhabited += margin > 0 ? 1 : 0;
        }
        return inhabited;
    }

    private static void requireTable(long[][] counts) {
        for (long[] row : counts) {
            if (row.length != counts[0].length) {
                throw new IllegalArgumentException(
                        "the rows of a table must be of equal length, were " + counts[0].length + " and " + row.length);
            }
            for (long count : row) {
                if (count < 0) {
                    throw new IllegalArgumentException("a count must be at least 0, was " + count);
                }
            }
        }
    }
}
