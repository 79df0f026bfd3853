package io.github.segmentation4j.fairness.scan;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Bounds the expected share of false alarms among the alarms, for tests that are independent or positively dependent.
 *
 * <p>References: Y. Benjamini, Y. Hochberg, Controlling the false discovery rate: a practical and powerful approach to
 * multiple testing, Journal of the Royal Statistical Society B 57, 1995.
 */
final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /** The adjusted probabilities, in the order of the given ones; reject where they are at most the level. */
    static double[] adjust(double[] probabilities) {
        Integer[] order = new Integer[probabilities.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i]));
        double[] adjusted = new double[probabilities.length];
        double smallest = 1;
        for (int rank = order.length; rank >= 1; rank--) {
            int index = order[rank - 1];
            smallest = Math.min(smallest, probabilities[index] * order.length / rank);
            adjusted[index] = smallest;
        }
        return adjusted;
    }
}
