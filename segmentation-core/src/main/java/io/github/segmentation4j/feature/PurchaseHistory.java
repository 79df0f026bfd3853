package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.CustomerEvents;
import io.github.segmentation4j.data.PurposeBoundView;

/** Walks over customers and holds what the purchases of the one read last amount to. Not safe for several threads. */
final class PurchaseHistory {
    private final CustomerEvents events;
    private final LocalDays days;
    private final boolean merge;
    private final int amount;
    private final long lastObservedDay;
    private final NeumaierSum sum = new NeumaierSum();

    private int purchases;
    private long firstDay;
    private long lastDay;
    private double total;
    private int priced;
    private double repeatTotal;
    private int repeatPriced;

    PurchaseHistory(PurposeBoundView view, Rfm options) {
        events = view.events(options.stream());
        days = new LocalDays(options.zone());
        merge = options.sameDay() == SameDay.MERGE;
        amount = options.amount().map(events::amountIndex).orElse(-1);
        lastObservedDay = view.observedUntil()
                .map(end -> days.dayOf(end.toEpochMilli() - 1))
                .orElse(Long.MIN_VALUE);
    }

    /** Reads a customer of the view. */
    void read(int customer) {
        purchases = 0;
        priced = 0;
        repeatTotal = 0;
        repeatPriced = 0;
        total = 0;
        sum.reset();
        NeumaierSum repeats = new NeumaierSum();
        boolean hasPrice = false;
        for (int e = events.start(customer); e < events.end(customer); e++) {
            long day = days.dayOf(events.epochMilli(e));
            boolean begins = purchases == 0 || !merge || day != lastDay;
            if (begins) {
                purchases++;
                hasPrice = false;
            }
            if (purchases == 1) {
                firstDay = day;
            }
            lastDay = day;
            double value = amount < 0 ? Double.NaN : events.amount(amount, e);
            if (!Double.isNaN(value)) {
                sum.add(value);
                boolean counts = !hasPrice;
                priced += counts ? 1 : 0;
                if (purchases > 1) {
                    repeats.add(value);
                    repeatPriced += counts ? 1 : 0;
                }
                hasPrice = true;
            }
        }
        total = sum.value();
        repeatTotal = repeats.value();
    }

    /** How many purchases the customer made after a day. */
    int purchasesAfter(int customer, long day) {
        int count = 0;
        long previous = Long.MIN_VALUE;
        for (int e = events.start(customer); e < events.end(customer); e++) {
            long at = days.dayOf(events.epochMilli(e));
            if (at > day && (!merge || at != previous)) {
                count++;
            }
            previous = at;
        }
        return count;
    }

    int purchases() {
        return purchases;
    }

    long lastObservedDay() {
        return lastObservedDay;
    }

    long daysSinceLast() {
        return lastObservedDay - lastDay;
    }

    long daysFirstToLast() {
        return lastDay - firstDay;
    }

    long customerAgeDays() {
        return lastObservedDay - firstDay;
    }

    /** The sum of the amounts; 0 without a purchase, NaN if no purchase has one. */
    double total() {
        return purchases > 0 && priced == 0 ? Double.NaN : total;
    }

    /** The mean amount of the purchases that have one, NaN without any. */
    double meanValue() {
        return priced == 0 ? Double.NaN : total / priced;
    }

    /** The mean amount of the purchases after the first that have one, NaN without any. */
    double meanRepeatValue() {
        return repeatPriced == 0 ? Double.NaN : repeatTotal / repeatPriced;
    }
}
