package io.github.segmentation4j.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivacySpendTest {
    private static PrivacySpend spend(PrivacyEvent event, Adjacency adjacency) {
        return new PrivacySpend("rows", "an answer", event, adjacency, PrivacyUnit.CUSTOMER);
    }

    @Test
    void hazard9NoSamplingIsClaimedToHelpWhereUnitsAreReplaced() {
        PrivacyEvent pure = new PrivacyEvent.Pure(1);
        PrivacyEvent sampled = new PrivacyEvent.PoissonSampled(0.01, pure);
        PrivacyEvent hidden = new PrivacyEvent.Composed(List.of(pure, new PrivacyEvent.Repeated(sampled, 3)));
        for (PrivacyEvent event : List.of(sampled, hidden)) {
            assertThat(spend(event, Adjacency.ADD_OR_REMOVE).event()).isEqualTo(event);
            assertThatThrownBy(() -> spend(event, Adjacency.REPLACE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ADD_OR_REMOVE only");
        }
        assertThat(spend(pure, Adjacency.REPLACE).event()).isEqualTo(pure);
    }
}
