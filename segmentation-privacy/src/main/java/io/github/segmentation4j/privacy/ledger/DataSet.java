package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * A data set as a ledger knows it: its budget, and what it was made from. A spend on it is charged to it, to its parents
 * and to theirs, each of which may refuse it.
 *
 * <p>A data set may be derived where every privacy unit of a parent touches at most one unit of it: a subset that looks at
 * each customer alone, a join on the customer, a later version of the same customers. Where a row of a parent may become
 * several rows, as in a join on something else, book the spends on the parent, calibrated for that.
 *
 * <p>Disjoint parts of a data set are derived from it like any other: their spends add up on the parent, although the
 * largest alone would do (parallel composition) if the parts were cut without looking at other customers and no customer
 * ever changed sides. A ledger cannot see that. Tell about all parts in one answer instead, such as a histogram over
 * segments: it is one event.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param name how spends call it
 * @param budget what may be told about it in all
 * @param parents what it was made from, by name; empty for an original
 */
public record DataSet(String name, PrivacyBudget budget, List<String> parents) {
    /** Copies the list and checks that the guarantee reaches the parents. */
    public DataSet {
        Objects.requireNonNull(budget, "budget");
        parents = List.copyOf(parents);
        if (name.isBlank() || parents.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a data set and its parents must have names");
        }
        if (parents.contains(name) || new HashSet<>(parents).size() < parents.size()) {
            throw new IllegalArgumentException(
                    "the parents of '" + name + "' must be other data sets, each named once, were " + parents);
        }
        if (!parents.isEmpty() && budget.adjacency() == Adjacency.REPLACE) {
            throw new IllegalArgumentException("'" + name + "' is derived and must have an ADD_OR_REMOVE budget, was"
                    + " REPLACE: replacing a customer of its parent may take one away from it, which answers for REPLACE"
                    + " do not hide; book its spends on the parent itself");
        }
    }

    /** A data set that was not made from another one of the ledger. */
    public static DataSet of(String name, PrivacyBudget budget) {
        return new DataSet(name, budget, List.of());
    }

    /** The same data set made from others, besides those named before. */
    public DataSet derivedFrom(String... others) {
        List<String> all = new ArrayList<>(parents);
        all.addAll(List.of(others));
        return new DataSet(name, budget, all);
    }
}
