package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.ledger.Reservation;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes down what answers about nobody would spend and books nothing. What answers about customers spend is the same, or
 * else the spend itself would tell about them.
 */
final class RehearsalLedger implements PrivacyLedger {
    private final PrivacyLedger ledger;
    private final List<PrivacySpend> spends = new ArrayList<>();

    /** In place of another ledger. */
    RehearsalLedger(PrivacyLedger ledger) {
        this.ledger = ledger;
    }

    List<PrivacySpend> spends() {
        return List.copyOf(spends);
    }

    @Override
    public Reservation reserve(PrivacySpend spend) {
        spends.add(spend);
        return new Reservation() {
            @Override
            public PrivacySpend spend() {
                return spend;
            }

            @Override
            public void begin() {
                // Nobody is looked at.
            }

            @Override
            public void refund() {
                // Nothing was booked.
            }
        };
    }

    @Override
    public PrivacyBudget budget(String dataSet) {
        return ledger.budget(dataSet);
    }

    @Override
    public PrivacyCost spent(String dataSet) {
        return ledger.spent(dataSet);
    }
}
