package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.quality.Statistic;

/**
 * Whether the rows and the columns of a table of counts have to do with each other, such as groups and segments, or
 * whether counts fit shares. Rows and columns without anybody take no part and add no degree of freedom; with fewer than
 * two rows or columns left there is nothing to test.
 *
 * <p>These tests are approximations that need about 5 expected in most cells ({@link PooledCells} makes such);
 * {@link PermutationTest} needs nothing.
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
        ContingencyTable table = ContingencyTable.of(counts);
        return independence(table, TestMethod.CHI_SQUARED, table.chiSquared());
    }

    /**
     * The likelihood ratio (G) test.
     *
     * @param counts rows of equal length, each count 0 or more
     */
    public static TestResult likelihoodRatio(long[][] counts) {
        ContingencyTable table = ContingencyTable.of(counts);
        return independence(table, TestMethod.LIKELIHOOD_RATIO, table.likelihoodRatio());
    }

    /**
     * Pearson's chi-squared test of counts against the shares they are expected to have.
     *
     * @param counts each 0 or more
     * @param shares as many, each above 0; scaled to sum to 1
     */
    public static TestResult goodnessOfFit(long[] counts, double[] shares) {
        if (counts.length != shares.length) {
            throw new IllegalArgumentException(
                    "every count needs a share, were " + counts.length + " and " + shares.length);
        }
        double persons = 0;
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || !(shares[i] > 0 && shares[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a count must be at least 0 and a share finite and above 0, were "
                        + counts[i] + " and " + shares[i]);
            }
            persons += counts[i];
            sum += shares[i];
        }
        if (persons == 0 || counts.length < 2) {
            return TestResult.impossible(
                    TestMethod.CHI_SQUARED, "there are fewer than two counts, or nobody is counted");
        }
        double chiSquared = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = persons * (shares[i] / sum);
            chiSquared += (counts[i] - expected) / expected * (counts[i] - expected);
        }
        return result(TestMethod.CHI_SQUARED, chiSquared, counts.length - 1);
    }

    private static TestResult independence(ContingencyTable table, TestMethod method, double statistic) {
        int degrees = (table.rowCount() - 1) * (table.columnCount() - 1);
        return table.total() == 0 || degrees == 0
                ? TestResult.impossible(method, "fewer than two rows or columns have anybody in them")
                : result(method, statistic, degrees);
    }

    private static TestResult result(TestMethod method, double statistic, int degrees) {
        return new TestResult(method, Statistic.of(statistic), degrees, ChiSquared.upperTail(statistic, degrees));
    }
}
