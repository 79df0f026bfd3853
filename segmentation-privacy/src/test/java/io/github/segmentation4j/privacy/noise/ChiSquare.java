package io.github.segmentation4j.privacy.noise;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/** How well draws fit a law: Pearson's test. A sampler fails below {@link #REJECTED}: once in a million good ones would. */
final class ChiSquare {
    static final int DRAWS = 60_000;
    static final double REJECTED = 1e-6;

    private static final int BINS_TO_A_SCALE = 8;
    private static final int SCALES = 6;

    private ChiSquare() {}

    /** The p-value of draws whose chance to be at most x is known, in bins of an eighth of the scale. */
    static double pValue(long[] draws, LongToDoubleFunction atMost, double scale) {
        double[] edges = new double[2 * SCALES * BINS_TO_A_SCALE + 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = (i - SCALES * BINS_TO_A_SCALE) * scale / BINS_TO_A_SCALE;
        }
        return pValue(draws, atMost, edges);
    }

    /** The p-value of draws in bins whose last numbers are given, rounded. */
    static double pValue(long[] draws, LongToDoubleFunction atMost, double[] rising) {
        long[] edges = Arrays.stream(rising).mapToLong(Math::round).distinct().toArray();
        double[] expected = new double[edges.length + 1];
        long[] observed = new long[edges.length + 1];
        for (int i = 0; i < expected.length; i++) {
            double below = i == 0 ? 0 : atMost.applyAsDouble(edges[i - 1]);
            double above = i == edges.length ? 1 : atMost.applyAsDouble(edges[i]);
            expected[i] = (above - below) * draws.length;
        }
        for (long draw : draws) {
            int place = Arrays.binarySearch(edges, draw);
            observed[place >= 0 ? place : -1 - place]++;
        }
        return pValue(observed, expected);
    }

    /** The p-value of counts, neighbours joined until five are expected. */
    static double pValue(long[] observed, double[] expected) {
        double statistic = 0;
        int bins = 0;
        double wanted = 0;
        long seen = 0;
        double left = Arrays.stream(expected).sum();
        for (int i = 0; i < expected.length; i++) {
            wanted += expected[i];
            left -= expected[i];
            seen += observed[i];
            if ((wanted >= 5 && left >= 5) || i == expected.length - 1) {
                statistic += (seen - wanted) * (seen - wanted) / wanted;
                bins++;
                wanted = 0;
                seen = 0;
            }
        }
        return Gamma.regularizedGammaQ((bins - 1) / 2.0, statistic / 2);
    }

    /** The p-value of the four lowest bits being those of uniform numbers. */
    static double lowBits(long[] draws) {
        long[] observed = new long[16];
        double[] expected = new double[16];
        Arrays.fill(expected, draws.length / 16.0);
        for (long draw : draws) {
            observed[(int) (draw & 15)]++;
        }
        return pValue(observed, expected);
    }

    /** The chance of a discrete Gaussian to be at most x; from sigma 100 on its difference to the normal law is 1e-6. */
    static LongToDoubleFunction gaussian(double sigma) {
        if (sigma > 100) {
            return x -> 0.5 * Erf.erfc(-(x + 0.5) / (sigma * Math.sqrt(2)));
        }
        int reach = (int) (40 * sigma) + 2;
        double[] sums = new double[2 * reach + 1];
        double sum = 0;
        for (int x = -reach; x <= reach; x++) {
            sum += StrictMath.exp(-x * (double) x / (2 * sigma * sigma));
            sums[x + reach] = sum;
        }
        double total = sum;
        return x -> x < -reach ? 0 : x > reach ? 1 : sums[(int) x + reach] / total;
    }

    /** The chance of a discrete Laplace number to be at most x. */
    static LongToDoubleFunction laplace(double scale) {
        double q = StrictMath.exp(-1 / scale);
        return x -> x < 0 ? StrictMath.exp(x / scale) / (1 + q) : 1 - StrictMath.exp(-(x + 1.0) / scale) / (1 + q);
    }
}
