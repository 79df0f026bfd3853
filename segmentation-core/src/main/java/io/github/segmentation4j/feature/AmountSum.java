package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.CustomerEvents;

/** The sum of an amount over some events and how many have it. Not safe for several threads. */
final class AmountSum {
    private final CustomerEvents events;
    private final int amount;
    private final NeumaierSum sum = new NeumaierSum();
    private int count;

    AmountSum(CustomerEvents events, String amount) {
        this.events = events;
        this.amount = events.amountIndex(amount);
    }

    void read(int from, int to) {
        sum.reset();
        count = 0;
        for (int e = from; e < to; e++) {
            double value = events.amount(amount, e);
            if (!Double.isNaN(value)) {
                sum.add(value);
                count++;
            }
        }
    }

    double total() {
        return sum.value();
    }

    int count() {
        return count;
    }
}
