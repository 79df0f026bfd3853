package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import java.util.Objects;

/**
 * One private answer as a ledger books it.
 *
 * @param dataSet whose customers it is about, as the ledger knows it
 * @param what what is told, such as {@code segment profiles}; no customer's value
 * @param event what it does to privacy
 * @param adjacency what its neighbours are
 * @param unit whom it protects
 */
public record PrivacySpend(String dataSet, String what, PrivacyEvent event, Adjacency adjacency, PrivacyUnit unit) {
    /** Checks that nothing is missing, and that no sampling is claimed to help where units are replaced. */
    public PrivacySpend {
        if (dataSet.isBlank() || what.isBlank()) {
            throw new IllegalArgumentException("a spend must name its data set and what is told");
        }
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(adjacency, "adjacency");
        Objects.requireNonNull(unit, "unit");
        if (adjacency == Adjacency.REPLACE && samples(event)) {
            throw new IllegalArgumentException(
                    "what a Poisson sample saves holds for ADD_OR_REMOVE only; book the event"
                            + " without the sampling, or under ADD_OR_REMOVE");
        }
    }

    private static boolean samples(PrivacyEvent event) {
        if (event instanceof PrivacyEvent.Repeated repeated) {
            return samples(repeated.event());
        }
        if (event instanceof PrivacyEvent.Composed composed) {
            return composed.events().stream().anyMatch(PrivacySpend::samples);
        }
        return event instanceof PrivacyEvent.PoissonSampled;
    }
}
