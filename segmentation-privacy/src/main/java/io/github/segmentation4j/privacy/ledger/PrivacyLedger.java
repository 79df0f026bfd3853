package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;

/**
 * The book of what was told about data sets: takes a spend only while the budget lasts, whoever else is spending at the
 * same time.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface PrivacyLedger {
    /**
     * Books a spend before anything is computed.
     *
     * @throws BudgetExceededException if it would cost more than is left; nothing was booked then
     * @throws IllegalArgumentException if the data set is not known, or its budget has another adjacency or unit
     */
    Reservation reserve(PrivacySpend spend);

    /** The budget of a data set. */
    PrivacyBudget budget(String dataSet);

    /** What all spends on a data set cost together so far, at the delta of its budget. */
    PrivacyCost spent(String dataSet);
}
