package io.github.segmentation4j.online;

import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/**
 * The population stability index: the sum over bins of (q - p) ln(q / p) for the shares p before and q now. Below 0.1 is
 * read as stable, above 0.25 as changed, by convention; in small samples chance alone exceeds that, so it comes with a
 * p-value, from the chi-squared distribution that the index follows in large samples of one distribution.
 *
 * <p>Holds no state and is safe for use by several threads.
 *
 * <p>References: N. Siddiqi, Credit risk scorecards, 2006; B. Yurdakul, J. Naranjo, Statistical properties of the population
 * stability index, 2020.
 *
 * <p>Implementation note: half an observation is added to each bin, so that an empty one does not make the index infinite.
 */
public final class Psi {
    private static final int BINS = 10;

    private Psi() {}

    /**
     * Compares values in bins between the deciles of the reference. Deciles that are equal are one, so a constant reference
     * has too few bins, as values below its smallest one share a bin with that.
     *
     * @param reference finite values
     * @param current finite values
     * @throws InvalidInputException if a value is missing or infinite
     */
    public static DriftStatistic compare(double[] reference, double[] current) {
        return compareSorted(SortedValues.of(reference), SortedValues.of(current));
    }

    static DriftStatistic compareSorted(double[] reference, double[] current) {
        if (reference.length == 0) {
            return DriftStatistic.undetermined(
                    "the population stability index needs reference values, there were none");
        }
        double[] edges = new double[BINS - 1];
        Arrays.setAll(edges, i -> reference[(int) ((i + 1L) * reference.length / BINS)]);
        double[] distinct = Arrays.stream(edges).distinct().toArray();
        return compareCounts(counts(reference, distinct), counts(current, distinct));
    }

    /** How many values lie up to the first edge, up to the second, and so on, and above the last. */
    private static long[] counts(double[] sorted, double[] edges) {
        long[] counts = new long[edges.length + 1];
        int before = 0;
        for (int i = 0; i < edges.length; i++) {
            int upTo = SortedValues.atMost(sorted, edges[i]);
            counts[i] = (long) upTo - before;
            before = upTo;
        }
        counts[edges.length] = (long) sorted.length - before;
        return counts;
    }

    /**
     * Compares how many rows fell into each bin. Bins that are empty on both sides do not count.
     *
     * @param reference a count of at least 0 for each bin
     * @param current likewise
     */
    public static DriftStatistic compareCounts(long[] reference, long[] current) {
        if (reference.length != current.length) {
            throw new IllegalArgumentException(
                    "both sides must have the same bins, had " + reference.length + " and " + current.length);
        }
        int bins = 0;
        double before = 0;
        double now = 0;
        for (int b = 0; b < reference.length; b++) {
            if (reference[b] < 0 || current[b] < 0) {
                throw new InvalidInputException("counts must be at least 0, bin " + b + " has a negative one");
            }
            bins += reference[b] + current[b] > 0 ? 1 : 0;
            before += reference[b];
            now += current[b];
        }
        if (before == 0 || now == 0 || bins < 2) {
            return DriftStatistic.undetermined(
                    "the population stability index needs rows on both sides and two bins with rows");
        }
        double index = 0;
        for (int b = 0; b < reference.length; b++) {
            if (reference[b] + current[b] > 0) {
                double p = (reference[b] + 0.5) / (before + bins / 2.0);
                double q = (current[b] + 0.5) / (now + bins / 2.0);
                index += (q - p) * (StrictMath.log(q) - StrictMath.log(p));
            }
        }
        double chiSquared = index * before * now / (before + now);
        return new DriftStatistic(
                Statistic.of(index), Statistic.of(Gamma.regularizedGammaQ((bins - 1) / 2.0, chiSquared / 2)));
    }
}
