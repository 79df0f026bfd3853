package io.github.segmentation4j.fairness.unobserved;

/**
 * The likeliest numbers that are not negative and have a given sum. References: M. Held, P. Wolfe, H. P. Crowder,
 * Validation of subgradient optimization, Mathematical Programming 6, 1974 (projection onto a simplex).
 */
final class Projection {
    private Projection() {}

    /**
     * Numbers x of least sum of (x - number)^2 / variance, the total's own term included, that are not negative and add
     * up to the total.
     *
     * @param variances of the numbers; those of variance 0 are kept
     * @param totalVariance 0 if the total is known
     */
    static double[] ontoTotal(double[] numbers, double[] variances, double total, double totalVariance) {
        boolean[] open = new boolean[numbers.length];
        double kept = 0;
        for (int i = 0; i < numbers.length; i++) {
            open[i] = variances[i] > 0;
            kept += open[i] ? 0 : numbers[i];
        }
        double price = 0;
        boolean changed = true;
        while (changed) {
            double sum = kept - total;
            double variance = totalVariance;
            for (int i = 0; i < numbers.length; i++) {
                sum += open[i] ? numbers[i] : 0;
                variance += open[i] ? variances[i] : 0;
            }
            if (variance == 0) {
                if (sum != 0) {
                    throw new IllegalArgumentException("the counts without noise contradict the total without noise;"
                            + " they must come from the same persons");
                }
                break;
            }
            price = sum / variance;
            changed = close(numbers, variances, open, price);
        }
        double[] nearest = numbers.clone();
        for (int i = 0; i < nearest.length; i++) {
            if (variances[i] > 0) {
                nearest[i] = open[i] ? Math.max(0, numbers[i] - price * variances[i]) : 0;
            }
        }
        return nearest;
    }

    /** Sets to 0 for good what the price would make negative: the price only rises from here. */
    private static boolean close(double[] numbers, double[] variances, boolean[] open, double price) {
        boolean changed = false;
        for (int i = 0; i < numbers.length; i++) {
            if (open[i] && numbers[i] - price * variances[i] < 0) {
                open[i] = false;
                changed = true;
            }
        }
        return changed;
    }
}
