package io.github.segmentation4j.internal.statistic;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Holm's correction for many comparisons: bounds the probability of even one false alarm.
 *
 * <p>References: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
 * 1979.
 */
public final class HolmCorrection {
    private HolmCorrection() {}

    /** The adjusted probabilities, in the order of the given ones; reject where they are at most the level. */
    public static double[] adjust(double[] probabilities) {
        Integer[] order = new Integer[probabilities.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i]));
        double[] adjusted = new double[probabilities.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, probabilities[order[rank]] * (order.length - rank)));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
