package io.github.segmentation4j.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest extends PrivacyLedgerContract {
    private static final PrivacyBudget BUDGET = PrivacyBudget.of(1, 0);

    @Override
    protected PrivacyLedger ledger(DataSet... dataSets) {
        return MemoryLedger.of(dataSets);
    }

    @Test
    void theClockDatesTheHistory() {
        Instant when = Instant.parse("2024-02-29T12:00:00Z");
        MemoryLedger ledger =
                MemoryLedger.of(List.of(DataSet.of("customers", BUDGET)), Clock.fixed(when, ZoneOffset.UTC));
        PrivacySpend spend = new PrivacySpend(
                "customers", "counts", new PrivacyEvent.Pure(0.5), Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
        ledger.reserve(spend).begin();
        assertThat(ledger.history("customers"))
                .containsExactly(new LedgerEntry(1, spend, LedgerEntry.State.BEGUN, when, when));
    }

    @Test
    void aDataSetIsDeclaredOnceAndNeverChanged() {
        MemoryLedger ledger = MemoryLedger.of("customers", BUDGET);
        ledger.declare(DataSet.of("customers", BUDGET));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.declare(DataSet.of("customers", PrivacyBudget.of(9, 0))))
                .withMessageContaining("declared before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.declare(DataSet.of("buyers", BUDGET).derivedFrom("clients")))
                .withMessageContaining("clients");
        assertThat(ledger.budget("customers")).isEqualTo(BUDGET);
    }

    @Test
    void aDerivedDataSetHasTheProtectionOfItsParents() {
        MemoryLedger ledger = MemoryLedger.of("customers", BUDGET);
        PrivacyBudget rows = new PrivacyBudget(new PrivacyCost(1, 0), Adjacency.ADD_OR_REMOVE, PrivacyUnit.ROW);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.declare(DataSet.of("rows", rows).derivedFrom("customers")))
                .withMessageContaining("CUSTOMER");
    }

    @Test
    void aSubsetIsNotHiddenByAnswersForReplace() {
        PrivacyBudget replace = new PrivacyBudget(new PrivacyCost(1, 0), Adjacency.REPLACE, PrivacyUnit.CUSTOMER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSet.of("buyers", replace).derivedFrom("customers"))
                .withMessageContaining("book its spends on the parent");
    }

    @Test
    void dataSetsHaveNamesAndOtherParents() {
        assertThatIllegalArgumentException().isThrownBy(() -> DataSet.of(" ", BUDGET));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSet.of("a", BUDGET).derivedFrom(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSet.of("a", BUDGET).derivedFrom("a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSet.of("a", BUDGET).derivedFrom("b", "b"));
    }
}
