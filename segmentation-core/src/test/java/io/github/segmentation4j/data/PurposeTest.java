package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PurposeTest {

    /** Worked out from the parents alone, for every pair. */
    @ParameterizedTest
    @EnumSource
    void coversItselfAndItsDescendantsAndNothingElse(Purpose purpose) {
        for (Purpose other : Purpose.values()) {
            boolean descends = false;
            for (Optional<Purpose> up = Optional.of(other);
                    up.isPresent();
                    up = up.get().parent()) {
                descends |= up.get() == purpose;
            }
            assertThat(purpose.covers(other)).as(purpose + " covers " + other).isEqualTo(descends);
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverCoversItsParent(Purpose purpose) {
        purpose.parent().ifPresent(parent -> {
            assertThat(parent.covers(purpose)).isTrue();
            assertThat(purpose.covers(parent)).isFalse();
        });
    }

    @Test
    void hierarchyIsTheDeclaredOne() {
        assertThat(Purpose.PERSONALISATION.covers(Purpose.PRODUCT_RECOMMENDATION))
                .isTrue();
        assertThat(Purpose.ADVERTISING.covers(Purpose.TARGETED_ADVERTISING)).isTrue();
        assertThat(Purpose.PERSONALISATION.covers(Purpose.PERSONALISED_BENEFITS))
                .isFalse();
        assertThat(Purpose.PERSONALISATION.covers(Purpose.PERSONALISED_ADVERTISING))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void identifiersAreThoseOfTheVocabularyUnlessThePurposeIsOurOwn(Purpose purpose) {
        boolean own = purpose == Purpose.MODEL_TRAINING || purpose == Purpose.BIAS_MONITORING;
        assertThat(purpose.iri().isEmpty()).isEqualTo(own);
        purpose.iri().ifPresent(iri -> assertThat(iri).startsWith("https://w3id.org/dpv#"));
    }
}
