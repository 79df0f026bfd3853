package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.quality.Statistic;

/** Formulas of inequality over benefits with weights; a weight of 2 counts like two persons. */
final class InequalityIndex {
    private InequalityIndex() {}

    /** An index, given the mean benefit and the sum of the weights. */
    private interface OfMean {
        double of(double mean, double total);
    }

    /** {@code alpha} 0 is Theil's L, 1 Theil's T, 2 half the squared coefficient of variation. */
    static Statistic generalisedEntropy(double[] benefits, double[] weights, double alpha) {
        if (alpha <= 0 && lowest(benefits, weights) == 0) {
            return Statistic.undetermined("somebody has a benefit of 0, which makes this index infinite; use a larger"
                    + " alpha, such as 1 or 2");
        }
        return relative(benefits, weights, (mean, total) -> {
            double sum = 0;
            for (int row = 0; row < benefits.length; row++) {
                if (weights[row] > 0) {
                    sum += weights[row] / total * term(benefits[row] / mean, alpha);
                }
            }
            return Math.max(0, sum);
        });
    }

    /** {@code epsilon} above 0; 1 if it is at least 1 and somebody has nothing. */
    static Statistic atkinson(double[] benefits, double[] weights, double epsilon) {
        return relative(benefits, weights, (mean, total) -> {
            if (epsilon >= 1 && lowest(benefits, weights) == 0) {
                return 1;
            }
            double sum = 0;
            for (int row = 0; row < benefits.length; row++) {
                if (weights[row] > 0) {
                    double share = benefits[row] / mean;
                    sum += weights[row]
                            / total
                            * (epsilon == 1 ? StrictMath.log(share) : StrictMath.pow(share, 1 - epsilon));
                }
            }
            double equal = epsilon == 1 ? StrictMath.exp(sum) : StrictMath.pow(sum, 1 / (1 - epsilon));
            return Math.max(0, 1 - equal);
        });
    }

    /** From 0 (all have the same) to 1 - 1/n (one has all). */
    static Statistic gini(double[] benefits, double[] weights) {
        return relative(benefits, weights, (mean, total) -> {
            Histogram histogram = Histogram.of(benefits, weights);
            double below = 0;
            double sum = 0;
            for (int bin = 0; bin < histogram.size(); bin++) {
                double share = histogram.weight(bin) / total;
                // Twice the area between the diagonal and Lorenz' curve, strip by strip.
                sum += share * histogram.value(bin) / mean * (2 * below + share - 1);
                below += share;
            }
            return Math.max(0, sum);
        });
    }

    static double total(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        return total;
    }

    /** The mean of the benefits; the weights must not all be 0. */
    static double mean(double[] benefits, double[] weights) {
        double sum = 0;
        for (int row = 0; row < benefits.length; row++) {
            sum += weights[row] * benefits[row];
        }
        return sum / total(weights);
    }

    private static double term(double share, double alpha) {
        if (alpha == 0) {
            return -StrictMath.log(share);
        }
        if (alpha == 1) {
            return share > 0 ? share * StrictMath.log(share) : 0;
        }
        double power = alpha == 2 ? share * share : StrictMath.pow(share, alpha);
        return (power - 1) / (alpha * (alpha - 1));
    }

    private static Statistic relative(double[] benefits, double[] weights, OfMean formula) {
        double total = total(weights);
        if (!(total > 0)) {
            return Statistic.undetermined(Summary.EMPTY_GROUP);
        }
        if (lowest(benefits, weights) < 0) {
            return Statistic.undetermined("somebody has a benefit below 0, which inequality has no meaning for");
        }
        double mean = mean(benefits, weights);
        if (!(mean > 0) || Double.isInfinite(mean)) {
            return Statistic.undetermined(
                    mean > 0 ? "the benefits are beyond the range of a double; scale them" : "nobody has any benefit");
        }
        return Summary.finite(formula.of(mean, total), "the inequality");
    }

    private static double lowest(double[] benefits, double[] weights) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int row = 0; row < benefits.length; row++) {
            lowest = weights[row] > 0 ? Math.min(lowest, benefits[row]) : lowest;
        }
        return lowest;
    }
}
