package io.github.segmentation4j.online;

import io.github.segmentation4j.quality.Statistic;

/**
 * The two-sample Kolmogorov-Smirnov test: the largest distance between two empirical distribution functions, 0 to 1, with
 * its two-sided p-value.
 *
 * <p>The p-value is exact for samples whose sizes multiply to at most {@value #MOST_CELLS}, and the limit for large samples
 * beyond; equal values make it larger than it would have to be. Cost: sorting, and for the exact p-value n x m. Holds no
 * state and is safe for use by several threads.
 *
 * <p>References: N. V. Smirnov, On the estimation of the discrepancy between empirical curves of distribution for two
 * independent samples, 1939; J. L. Hodges, The significance probability of the Smirnov two-sample test, 1958.
 */
public final class KolmogorovSmirnov {
    private static final long MOST_CELLS = 10_000_000;

    private KolmogorovSmirnov() {}

    /**
     * Compares two samples of finite values. An empty one makes the result undetermined.
     *
     * @throws io.github.segmentation4j.run.InvalidInputException if a value is missing or infinite
     */
    public static DriftStatistic compare(double[] first, double[] second) {
        return compareSorted(SortedValues.of(first), SortedValues.of(second));
    }

    static DriftStatistic compareSorted(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return DriftStatistic.undetermined("the distance of distributions needs values on both sides, there were "
                    + a.length + " and " + b.length);
        }
        long steps = steps(a, b);
        double distance = steps / ((double) a.length * b.length);
        double probability = (long) a.length * b.length <= MOST_CELLS
                ? exact(a.length, b.length, steps)
                : limit(distance * Math.sqrt((double) a.length * b.length / ((double) a.length + b.length)));
        return new DriftStatistic(Statistic.of(distance), Statistic.of(probability));
    }

    /** The distance in units of 1 / (n m), a whole number. */
    private static long steps(double[] a, double[] b) {
        int i = 0;
        int j = 0;
        long largest = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] == value) {
                i++;
            }
            while (j < b.length && b[j] == value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((long) i * b.length - (long) j * a.length));
        }
        return largest;
    }

    /**
     * The share of the orders of n + m values in which the distance reaches the steps. Values are drawn from the last to the
     * first; {@code reached[j]} is the probability that a path through (i, j) has reached them on its way from (0, 0).
     */
    private static double exact(int n, int m, long steps) {
        double[] reached = new double[m + 1];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= m; j++) {
                if (Math.abs((long) i * m - (long) j * n) >= steps) {
                    reached[j] = 1;
                } else if (i + j > 0) {
                    double left = j == 0 ? 0 : reached[j - 1];
                    reached[j] = (i * reached[j] + j * left) / (i + j);
                }
            }
        }
        return Math.min(1, reached[m]);
    }

    /** Smirnov's limit, 2 (exp(-2 x^2) - exp(-8 x^2) + ...). */
    private static double limit(double x) {
        if (x < 0.3) {
            return 1; // it differs from 1 by less than 1e-4, and the series converges slowly
        }
        double sum = 0;
        int sign = 1;
        for (int k = 1; k <= 20; k++) {
            sum += sign * StrictMath.exp(-2.0 * k * k * x * x);
            sign = -sign;
        }
        return Math.min(1, Math.max(0, 2 * sum));
    }
}
