package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import java.util.Objects;

/**
 * What may be told about a data set in all.
 *
 * @param limit the most that all spends together may cost
 * @param adjacency what neighbours are; spends with another one are refused
 * @param unit whom the guarantee protects; spends with another one are refused
 */
public record PrivacyBudget(PrivacyCost limit, Adjacency adjacency, PrivacyUnit unit) {
    /** Checks that nothing is missing. */
    public PrivacyBudget {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(adjacency, "adjacency");
        Objects.requireNonNull(unit, "unit");
    }

    /** A budget for customers who may be added or removed, the usual one. */
    public static PrivacyBudget of(double epsilon, double delta) {
        return new PrivacyBudget(new PrivacyCost(epsilon, delta), Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
    }
}
