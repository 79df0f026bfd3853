package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.ledger.BudgetExceededException;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookedLedgerTest {
    private final MemoryLedger ledger = MemoryLedger.of("shop", PrivacyBudget.of(1, 0));

    private static PrivacySpend spend(String what) {
        return new PrivacySpend(
                "shop", what, new PrivacyEvent.Pure(0.4), Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
    }

    @Test
    void allAreBookedOrNone() {
        assertThatThrownBy(() -> BookedLedger.of(ledger, List.of(spend("a"), spend("b"), spend("c"))))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(ledger.spent("shop")).isEqualTo(PrivacyCost.NONE);
    }

    @Test
    void whatDidNotBeginIsGivenBackAndNothingElseIsGiven() {
        try (BookedLedger booked = BookedLedger.of(ledger, List.of(spend("a"), spend("b")))) {
            assertThat(booked.spent("shop").epsilon()).isGreaterThan(0.7);
            booked.reserve(spend("b")).begin();
            assertThatThrownBy(() -> booked.reserve(spend("b"))).isInstanceOf(IllegalStateException.class);
        }
        assertThat(ledger.spent("shop").epsilon()).isEqualTo(0.4);
    }
}
