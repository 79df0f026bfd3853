package io.github.segmentation4j.feature;

/** A running sum that carries along what rounding loses. */
final class NeumaierSum {
    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }

    void reset() {
        sum = 0;
        lost = 0;
    }

    double value() {
        double total = sum + lost;
        // An overflow turns the correction into NaN; the sum itself tells the truth then.
        return Double.isNaN(total) ? sum : total;
    }
}
