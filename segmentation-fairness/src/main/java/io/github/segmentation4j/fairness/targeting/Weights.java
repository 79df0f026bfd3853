package io.github.segmentation4j.fairness.targeting;

import java.util.Arrays;

/**
 * What each customer counts in the rate of a group, in whole units, so that rates are compared exactly.
 *
 * @param units for each row, 0 to {@code perCustomer}; nobody changes the array
 * @param perCustomer how many units a customer who counts fully has: 1, or a billion where some count in part
 */
record Weights(long[] units, long perCustomer) {
    static Weights ofEverybody(int customers) {
        long[] units = new long[customers];
        Arrays.fill(units, 1);
        return new Weights(units, 1);
    }

    static Weights ofOutcomes(double[] expected) {
        boolean known = Arrays.stream(expected).allMatch(outcome -> outcome == 0 || outcome == 1);
        long perCustomer = known ? 1 : RateBand.ONE;
        return new Weights(
                Arrays.stream(expected)
                        .mapToLong(outcome -> Math.round(outcome * perCustomer))
                        .toArray(),
                perCustomer);
    }
}
