package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import java.util.List;
import java.util.Set;

/**
 * The book of what was told about data sets: takes a spend only while the budget lasts, whoever else is spending at the
 * same time.
 *
 * <p>An answer is booked, begun and told in this order:
 *
 * <pre>{@code
 * Reservation booked = ledger.reserve(spend); // refused if it would cost too much
 * // check the input, draw the noise; booked.refund() if that fails
 * booked.begin();
 * // look at the data and tell the answer
 * }</pre>
 *
 * <p>Implementations are safe for use by several threads. A test of one extends {@code PrivacyLedgerContract}.
 *
 * <p>Implementation note: costs add up by {@link io.github.segmentation4j.privacy.accounting.Composition} over the events
 * that were booked, as if their parameters had been chosen beforehand. Where the size of a later spend depends on what
 * earlier answers told, book zero-concentrated events alone: their sum holds then too.
 *
 * <p>References: F. McSherry, Privacy integrated queries, SIGMOD 2009; R. Rogers, A. Roth, J. Ullman, S. Vadhan, Privacy
 * odometers and filters: pay-as-you-go composition, NIPS 2016; V. Feldman, T. Zrnic, Individual privacy accounting via a
 * Renyi filter, NeurIPS 2021.
 */
public interface PrivacyLedger {
    /**
     * Books a spend before anything is computed.
     *
     * @throws BudgetExceededException if it would cost more than is left, on its data set or on one it was derived from;
     *     nothing was booked then
     * @throws IllegalArgumentException if the data set is not known, or its budget has another adjacency or unit
     */
    Reservation reserve(PrivacySpend spend);

    /**
     * The budget of a data set.
     *
     * @throws IllegalArgumentException if it is not known
     */
    PrivacyBudget budget(String dataSet);

    /**
     * What all spends on a data set and on those derived from it cost together so far, at the delta of its budget.
     *
     * @throws IllegalArgumentException if it is not known
     */
    PrivacyCost spent(String dataSet);

    /**
     * All that was ever booked on a data set and on those derived from it, in the order of booking, with what was given
     * back. Plans and shares are made from it.
     *
     * @throws IllegalArgumentException if it is not known
     * @throws UnsupportedOperationException if this ledger keeps sums alone, as it does by default
     */
    default List<LedgerEntry> history(String dataSet) {
        throw new UnsupportedOperationException(
                "this ledger shows no history, which plans and shares need; use a MemoryLedger or a FileLedger");
    }

    /**
     * The data sets that a spend on one is charged to: itself and all it was derived from. By default itself.
     *
     * @throws IllegalArgumentException if it is not known
     */
    default Set<String> chargedWith(String dataSet) {
        budget(dataSet);
        return Set.of(dataSet);
    }
}
