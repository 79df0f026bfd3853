package io.github.segmentation4j.fairness.mitigation;

/** Running sums that carry along what rounding loses. Not safe for use by several threads. */
final class CompensatedSums {
    private final double[] sums;
    private final double[] lost;

    CompensatedSums(int count) {
        sums = new double[count];
        lost = new double[count];
    }

    void add(int index, double value) {
        double sum = sums[index];
        double next = sum + value;
        lost[index] += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sums[index] = next;
    }

    double get(int index) {
        return sums[index] + lost[index];
    }
}
