package io.github.segmentation4j.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyChargeTest {
    private static final PrivacyEvent EVENT = new PrivacyEvent.Pure(0.5);

    private static MemoryLedger ledger() {
        return MemoryLedger.of("shop", PrivacyBudget.of(1, 1e-6));
    }

    private static LedgerEntry.State state(MemoryLedger ledger, int spend) {
        return ledger.history("shop").get(spend).state();
    }

    @Test
    void preparesBeforeTheSpendBeginsAndLooksAfterwards() {
        MemoryLedger ledger = ledger();
        List<LedgerEntry.State> states = new ArrayList<>();
        String answer = PrivacyCharge.ofEpsilon(0.5, ledger, "shop")
                .answer(
                        "kind",
                        EVENT,
                        source -> {
                            states.add(state(ledger, 0));
                            return "ready";
                        },
                        (ready, spend) -> {
                            states.add(state(ledger, 0));
                            return ready + ", " + spend.what();
                        });
        assertThat(states).containsExactly(LedgerEntry.State.RESERVED, LedgerEntry.State.BEGUN);
        assertThat(answer).isEqualTo("ready, kind");
    }

    @Test
    void whatFailsBeforeItLooksIsGivenBackAndWhatFailsLaterStaysSpent() {
        MemoryLedger ledger = ledger();
        PrivacyCharge charge = PrivacyCharge.ofEpsilon(0.5, ledger, "shop");
        PrivacyCharge withoutNoise = charge.withNoise(() -> {
            throw new IllegalStateException("no noise");
        });
        assertThatThrownBy(() -> withoutNoise.answer("kind", EVENT, source -> source, (source, spend) -> source))
                .hasMessage("no noise");
        assertThat(state(ledger, 0)).isEqualTo(LedgerEntry.State.REFUNDED);
        assertThatThrownBy(() -> charge.answer("kind", EVENT, source -> source, (source, spend) -> {
                    throw new IllegalStateException("too late");
                }))
                .hasMessage("too late");
        assertThat(state(ledger, 1)).isEqualTo(LedgerEntry.State.BEGUN);
    }

    @ParameterizedTest
    @EnumSource(Adjacency.class)
    void hazard9AdjacencyAndUnitAreThoseOfTheBudget(Adjacency adjacency) {
        PrivacyBudget budget = new PrivacyBudget(new PrivacyCost(1, 0), adjacency, PrivacyUnit.ROW);
        PrivacyCharge charge = PrivacyCharge.ofEpsilon(0.5, MemoryLedger.of("shop", budget), "shop")
                .withName("a name");
        PrivacySpend spend = charge.answer("kind", EVENT, source -> source, (source, booked) -> booked);
        assertThat(spend).isEqualTo(new PrivacySpend("shop", "a name", EVENT, adjacency, PrivacyUnit.ROW));
        assertThat(charge.adjacency()).isEqualTo(adjacency);
        assertThat(charge.unit()).isEqualTo(PrivacyUnit.ROW);
    }

    @Test
    void aCostIsTheRhoItAllows() {
        PrivacyCharge charge = PrivacyCharge.ofCost(1, 1e-6, ledger(), "shop");
        assertThat(charge.isPure()).isFalse();
        assertThat(charge.share()).isEqualTo(Zcdp.rho(1, 1e-6));
        assertThat(charge.cost()).isEqualTo(new PrivacyCost(1, 1e-6));
        assertThat(charge.withNoise(() -> SeededNoise.of(1)).withName("name").cost())
                .isEqualTo(charge.cost());
        assertThat(PrivacyCharge.ofEpsilon(0.3, ledger(), "shop").cost()).isEqualTo(new PrivacyCost(0.3, 0));
        PrivacyCost ofRho =
                PrivacyCharge.ofRho(charge.share(), ledger(), "shop").cost();
        assertThat(ofRho.epsilon()).isCloseTo(1, Percentage.withPercentage(1e-6));
        assertThat(ofRho.delta()).isEqualTo(1e-6);
        PrivacyCharge half = charge.part(0.5);
        assertThat(half.cost().epsilon()).isLessThan(1).isEqualTo(Zcdp.epsilon(half.share(), 1e-6));
        MemoryLedger pure = MemoryLedger.of("shop", PrivacyBudget.of(1, 0));
        assertThatThrownBy(() -> PrivacyCharge.ofRho(1, pure, "shop").cost())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aShareMustBeFiniteAndAboveZero(double share) {
        MemoryLedger ledger = ledger();
        assertThatThrownBy(() -> PrivacyCharge.ofEpsilon(share, ledger, "shop"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivacyCharge.ofRho(share, ledger, "shop"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivacyCharge.ofCost(share, 1e-6, ledger, "shop"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivacyCharge.ofCost(1, share, ledger, "shop"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivacyCharge.ofEpsilon(1, ledger, "shop").part(share))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsAndRestAreNeverMoreThanTheWhole() {
        for (double share : new double[] {1, 0.1, 1e-300, 3e7, 1.0 / 3}) {
            PrivacyCharge charge = PrivacyCharge.ofEpsilon(share, ledger(), "shop");
            assertThat(charge.part(0.8).share() + charge.rest(0.8).share()).isLessThanOrEqualTo(share);
        }
    }

    @Test
    void unknownDataSetsAndBlankNamesAreRefused() {
        assertThatThrownBy(() -> PrivacyCharge.ofEpsilon(1, ledger(), "other"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivacyCharge.ofEpsilon(1, ledger(), "shop").withName(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
