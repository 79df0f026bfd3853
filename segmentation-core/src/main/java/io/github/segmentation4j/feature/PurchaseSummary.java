package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What purchase models need of each customer who has bought: repeat purchases {@code x}, time from the first to the last
 * purchase {@code t_x}, time from the first purchase to the end of observation {@code T}, and the mean spend of a repeat
 * purchase. Customers of the view without a purchase are left out.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting Your Customers" the Easy Way, Marketing Science
 * 24(2), 2005.
 */
public final class PurchaseSummary {
    private final int[] customers;
    private final int[] repeats;
    private final double[] firstToLast;
    private final double[] age;
    private final double[] spend;

    private PurchaseSummary(int size) {
        customers = new int[size];
        repeats = new int[size];
        firstToLast = new double[size];
        age = new double[size];
        spend = new double[size];
    }

    /** The customers of a view who bought, with purchases of one day in UTC merged and times in days. */
    public static PurchaseSummary of(PurposeBoundView view, String stream, RunContext context) {
        return of(view, Rfm.of(stream), context);
    }

    /**
     * The customers of a view who bought.
     *
     * @param view the customers; its end of observation ends the counting
     * @param options stream, amount, zone, unit of time and same-day rule; the measures do not matter
     * @param context cancellation
     */
    public static PurchaseSummary of(PurposeBoundView view, Rfm options, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        PurchaseHistory history = new PurchaseHistory(view, options.settled(view, false));
        int[] buyers = new int[view.size()];
        int size = 0;
        PurchaseSummary all = new PurchaseSummary(view.size());
        for (int customer = 0; customer < view.size(); customer++) {
            checkpoint.at(customer);
            history.read(customer);
            if (history.purchases() > 0) {
                buyers[size] = customer;
                all.repeats[size] = history.purchases() - 1;
                all.firstToLast[size] = history.daysFirstToLast() / options.daysPerUnit();
                all.age[size] = history.customerAgeDays() / options.daysPerUnit();
                all.spend[size] = history.meanRepeatValue();
                size++;
            }
        }
        return all.head(buyers, size);
    }

    private PurchaseSummary head(int[] buyers, int size) {
        PurchaseSummary head = new PurchaseSummary(size);
        System.arraycopy(buyers, 0, head.customers, 0, size);
        System.arraycopy(repeats, 0, head.repeats, 0, size);
        System.arraycopy(firstToLast, 0, head.firstToLast, 0, size);
        System.arraycopy(age, 0, head.age, 0, size);
        System.arraycopy(spend, 0, head.spend, 0, size);
        return head;
    }

    /** The number of customers who bought. */
    public int size() {
        return customers.length;
    }

    /**
     * The place of a buyer in the view.
     *
     * @param buyer 0 to {@link #size()} - 1
     */
    public int customer(int buyer) {
        return customers[buyer];
    }

    /** The purchases of a buyer after the first one: {@code x}. */
    public int repeatPurchases(int buyer) {
        return repeats[buyer];
    }

    /** The time from a buyer's first to the last purchase: {@code t_x}; 0 without a repeat purchase. */
    public double firstToLast(int buyer) {
        return firstToLast[buyer];
    }

    /** The time from a buyer's first purchase to the last observed day: {@code T}. */
    public double customerAge(int buyer) {
        return age[buyer];
    }

    /** The mean amount of a buyer's repeat purchases; empty without one, or where no amount was recorded. */
    public OptionalDouble meanRepeatSpend(int buyer) {
        return Double.isNaN(spend[buyer]) ? OptionalDouble.empty() : OptionalDouble.of(spend[buyer]);
    }

    /** The repeat purchases of all buyers. */
    public long totalRepeatPurchases() {
        return Arrays.stream(repeats).asLongStream().sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PurchaseSummary that
                && Arrays.equals(customers, that.customers)
                && Arrays.equals(repeats, that.repeats)
                && Arrays.equals(firstToLast, that.firstToLast)
                && Arrays.equals(age, that.age)
                && Arrays.equals(spend, that.spend);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                Arrays.hashCode(customers),
                Arrays.hashCode(repeats),
                Arrays.hashCode(firstToLast),
                Arrays.hashCode(age),
                Arrays.hashCode(spend));
    }

    @Override
    public String toString() {
        return size() + " buyers";
    }
}
