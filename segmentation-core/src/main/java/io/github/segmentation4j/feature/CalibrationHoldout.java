package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Purchases cut in two at a moment: what a model may learn from, and what it is judged by. A day belongs to one side
 * only: the one on which it begins.
 *
 * <pre>{@code
 * CalibrationHoldout cut = CalibrationHoldout.split(
 *     data, end, open -> open.open(purpose, admission, context), Rfm.of("purchases"), context);
 * cut.calibration().repeatPurchases(0);
 * cut.holdoutPurchases(0);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CalibrationHoldout {
    private final PurchaseSummary calibration;
    private final int[] holdout;
    private final double length;

    private CalibrationHoldout(PurchaseSummary calibration, int[] holdout, double length) {
        this.calibration = calibration;
        this.holdout = holdout;
        this.length = length;
    }

    /**
     * Two views of the same customers, one that ends at the cut and one that ends later.
     *
     * @param calibration ends at the cut
     * @param whole ends later
     * @param options stream, amount, zone, unit of time and same-day rule; the measures do not matter
     * @param context cancellation
     * @throws InvalidInputException if the views do not hold the same customers in the same order
     */
    public static CalibrationHoldout of(
            PurposeBoundView calibration, PurposeBoundView whole, Rfm options, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        requireSameCustomers(calibration, whole, checkpoint);
        PurchaseSummary summary = PurchaseSummary.of(calibration, options, context);
        Rfm settled = options.settled(calibration, false);
        long cut = new PurchaseHistory(calibration, settled).lastObservedDay();
        PurchaseHistory history = new PurchaseHistory(whole, settled);
        if (history.lastObservedDay() < cut) {
            throw new IllegalArgumentException(
                    "the whole must end after the calibration; hand in the views in the order calibration, whole");
        }
        int[] holdout = new int[summary.size()];
        for (int buyer = 0; buyer < holdout.length; buyer++) {
            checkpoint.at(buyer);
            holdout[buyer] = history.purchasesAfter(summary.customer(buyer), cut);
        }
        double days = summary.size() == 0 ? 0 : history.lastObservedDay() - cut;
        return new CalibrationHoldout(summary, holdout, days / options.daysPerUnit());
    }

    /**
     * The same with both views opened here.
     *
     * @param data the customers
     * @param cut the end of the calibration, exclusive
     * @param opening opens data for a purpose, twice: as they were before the cut, and whole
     * @param options as in {@link #of}
     * @param context as in {@link #of}
     */
    public static CalibrationHoldout split(
            CustomerData data,
            Instant cut,
            Function<CustomerData, PurposeBoundView> opening,
            Rfm options,
            RunContext context) {
        return of(opening.apply(data.observedUntil(cut)), opening.apply(data), options, context);
    }

    private static void requireSameCustomers(
            PurposeBoundView calibration, PurposeBoundView whole, Checkpoint checkpoint) {
        boolean same = calibration.size() == whole.size();
        for (int customer = 0; same && customer < whole.size(); customer++) {
            checkpoint.at(customer);
            same = calibration.id(customer).equals(whole.id(customer));
        }
        if (!same) {
            throw new InvalidInputException("calibration and whole must hold the same customers, had "
                    + calibration.size() + " and " + whole.size()
                    + "; open both from the same data with the same admission");
        }
    }

    /** What was known at the cut, of the customers who had bought by then. */
    public PurchaseSummary calibration() {
        return calibration;
    }

    /**
     * The purchases of a buyer after the cut.
     *
     * @param buyer 0 to {@code calibration().size() - 1}
     */
    public int holdoutPurchases(int buyer) {
        return holdout[buyer];
    }

    /** The purchases of all buyers after the cut. */
    public long totalHoldoutPurchases() {
        return Arrays.stream(holdout).asLongStream().sum();
    }

    /** The time from the cut to the last observed day of the whole, in the unit of the options. */
    public double holdoutLength() {
        return length;
    }

    @Override
    public String toString() {
        return calibration + ", holdout " + length;
    }
}
