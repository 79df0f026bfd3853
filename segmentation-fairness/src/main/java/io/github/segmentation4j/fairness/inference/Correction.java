package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.statistic.HolmCorrection;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Corrections of probabilities for many comparisons. Reject where the adjusted probability is at most the level.
 *
 * <p>References: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics
 * 6, 1979; Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B
 * 57, 1995; Y. Benjamini, D. Yekutieli, The control of the false discovery rate in multiple testing under dependency,
 * Annals of Statistics 29, 2001.
 */
public enum Correction {
    /** Bounds the probability of even one false alarm, whatever the comparisons have to do with each other. */
    HOLM,
    /**
     * Bounds the expected share of false alarms among the alarms, if the comparisons are independent or depend on each
     * other positively.
     */
    BENJAMINI_HOCHBERG,
    /** The same bound whatever the comparisons have to do with each other, for a price that grows with their number. */
    BENJAMINI_YEKUTIELI;

    /**
     * Adjusted probabilities, in the order of the given ones.
     *
     * @param probabilities one a comparison, each from 0 to 1; may be empty
     */
    public double[] adjust(double[] probabilities) {
        for (double probability : probabilities) {
            Arguments.requireProbability(probability, "a probability to correct");
        }
        return switch (this) {
            case HOLM -> HolmCorrection.adjust(probabilities);
            case BENJAMINI_HOCHBERG -> stepUp(probabilities, 1);
            case BENJAMINI_YEKUTIELI -> stepUp(probabilities, harmonic(probabilities.length));
        };
    }

    private static double[] stepUp(double[] probabilities, double price) {
        int count = probabilities.length;
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i]));
        double[] adjusted = new double[count];
        double smallest = 1;
        for (int rank = count; rank >= 1; rank--) {
            int index = order[rank - 1];
            smallest = Math.min(smallest, probabilities[index] * price * count / rank);
            adjusted[index] = smallest;
        }
        return adjusted;
    }

    private static double harmonic(int count) {
        double sum = 0;
        for (int i = 1; i <= count; i++) {
            sum += 1.0 / i;
        }
        return sum;
    }
}
