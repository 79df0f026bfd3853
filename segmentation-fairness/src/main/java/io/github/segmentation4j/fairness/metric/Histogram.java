package io.github.segmentation4j.fairness.metric;

import java.util.Arrays;

/** How many persons have each value: the distinct values in ascending order, each with a weight above 0. */
final class Histogram {
    private final double[] values;
    private final double[] weights;

    private Histogram(double[] values, double[] weights) {
        this.values = values;
        this.weights = weights;
    }

    static Histogram of(double[] numbers, double[] weights) {
        double[] sorted = new double[numbers.length];
        int count = 0;
        for (int row = 0; row < numbers.length; row++) {
            if (weights[row] > 0) {
                sorted[count++] = numbers[row];
            }
        }
        Arrays.sort(sorted, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (distinct == 0 || sorted[i] != sorted[distinct - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        double[] values = Arrays.copyOf(sorted, distinct);
        double[] sums = new double[distinct];
        for (int row = 0; row < numbers.length; row++) {
            if (weights[row] > 0) {
                sums[Arrays.binarySearch(values, numbers[row])] += weights[row];
            }
        }
        return new Histogram(values, sums);
    }

    /** The number of distinct values. */
    int size() {
        return values.length;
    }

    double value(int bin) {
        return values[bin];
    }

    double weight(int bin) {
        return weights[bin];
    }

    double mean() {
        return InequalityIndex.mean(values, weights);
    }

    /** The weights of two histograms at the values that occur in either. */
    record Pair(double[] values, double[] first, double[] second) {
        static Pair of(Histogram first, Histogram second) {
            double[] values = new double[first.size() + second.size()];
            double[] ones = new double[values.length];
            double[] others = new double[values.length];
            int bins = 0;
            int i = 0;
            int j = 0;
            while (i < first.size() || j < second.size()) {
                boolean fromFirst = j == second.size() || (i < first.size() && first.value(i) <= second.value(j));
                boolean fromSecond = i == first.size() || (j < second.size() && second.value(j) <= first.value(i));
                values[bins] = fromFirst ? first.value(i) : second.value(j);
                ones[bins] = fromFirst ? first.weight(i++) : 0;
                others[bins++] = fromSecond ? second.weight(j++) : 0;
            }
            return new Pair(Arrays.copyOf(values, bins), Arrays.copyOf(ones, bins), Arrays.copyOf(others, bins));
        }

        /** The area between the two cumulative distributions. */
        double wasserstein() {
            double total = InequalityIndex.total(first);
            double otherTotal = InequalityIndex.total(second);
            double below = 0;
            double otherBelow = 0;
            double area = 0;
            for (int bin = 0; bin + 1 < values.length; bin++) {
                below += first[bin];
                otherBelow += second[bin];
                area += Math.abs(below / total - otherBelow / otherTotal) * (values[bin + 1] - values[bin]);
            }
            return area;
        }
    }
}
