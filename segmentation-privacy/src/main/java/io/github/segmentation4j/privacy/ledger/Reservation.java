package io.github.segmentation4j.privacy.ledger;

/**
 * Budget that was taken for one spend and counts as spent. Whoever holds it calls {@link #begin()} right before the data
 * are looked at; only what never began can be given back.
 *
 * <p>Safe for use by several threads.
 */
public interface Reservation {
    /** What was booked. */
    PrivacySpend spend();

    /**
     * Says that the mechanism runs now. From here on the spend stands, whatever happens.
     *
     * @throws IllegalStateException if it began before, or was given back
     */
    void begin();

    /**
     * Gives the budget back.
     *
     * @throws IllegalStateException if the mechanism began, or the budget was given back before
     */
    void refund();
}
