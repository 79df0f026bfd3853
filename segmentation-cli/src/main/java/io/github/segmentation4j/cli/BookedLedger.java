package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.ledger.Reservation;
import java.util.ArrayList;
import java.util.List;

/**
 * Books several answers before the first one is given: all or none, whoever else is spending. What was not begun in the end
 * is given back.
 */
final class BookedLedger implements PrivacyLedger, AutoCloseable {
    private final PrivacyLedger ledger;
    private final List<Reservation> waiting = new ArrayList<>();

    private BookedLedger(PrivacyLedger ledger) {
        this.ledger = ledger;
    }

    static BookedLedger of(PrivacyLedger ledger, List<PrivacySpend> spends) {
        BookedLedger booked = new BookedLedger(ledger);
        try {
            for (PrivacySpend spend : spends) {
                booked.waiting.add(ledger.reserve(spend));
            }
        } catch (RuntimeException refused) {
            booked.close();
            throw refused;
        }
        return booked;
    }

    @Override
    public Reservation reserve(PrivacySpend spend) {
        for (Reservation reservation : waiting) {
            if (reservation.spend().equals(spend)) {
                waiting.remove(reservation);
                return reservation;
            }
        }
        throw new IllegalStateException("'" + spend.what() + "' is not what was booked before");
    }

    @Override
    public PrivacyBudget budget(String dataSet) {
        return ledger.budget(dataSet);
    }

    @Override
    public PrivacyCost spent(String dataSet) {
        return ledger.spent(dataSet);
    }

    @Override
    public void close() {
        waiting.forEach(Reservation::refund);
        waiting.clear();
    }
}
