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

    /** Refuses a spend whose noise was calibrated for other neighbours or another unit. */
    void requireFor(String dataSet, PrivacySpend spend) {
        if (spend.adjacency() != adjacency || spend.unit() != unit) {
            throw new IllegalArgumentException(
                    "the budget of '" + dataSet + "' protects " + protection() + ", the spend '"
                            + spend.what() + "' " + protection(spend.adjacency(), spend.unit())
                            + ": noise for one is not enough for the other; calibrate the answer for what the budget protects");
        }
    }

    String protection() {
        return protection(adjacency, unit);
    }

    private static String protection(Adjacency adjacency, PrivacyUnit unit) {
        return "(" + adjacency + ", " + unit + ")";
    }
}
