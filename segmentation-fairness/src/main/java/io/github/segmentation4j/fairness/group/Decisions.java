package io.github.segmentation4j.fairness.group;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was decided for n persons: whether each was selected and, where known, what would have been right, what it is
 * worth, and which stratum the person is compared within.
 *
 * <pre>{@code
 * Decisions offers = Decisions.of(selected, groups).withOutcomes(bought).withValues(prices);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Decisions {
    private final Groups groups;
    private final int[] selected;
    private final int @Nullable [] outcomes;
    private final double @Nullable [] values;
    private final Optional<Categories> strata;

    private Decisions(
            Groups groups,
            int[] selected,
            int @Nullable [] outcomes,
            double @Nullable [] values,
            Optional<Categories> strata) {
        this.groups = groups;
        this.selected = selected;
        this.outcomes = outcomes;
        this.values = values;
        this.strata = strata;
    }

    /**
     * Decisions on persons.
     *
     * @param selected for each person 1 if selected, 0 if not; copied
     * @param groups of the same persons in the same order
     */
    public static Decisions of(int[] selected, Groups groups) {
        return new Decisions(
                Objects.requireNonNull(groups, "groups"),
                binary(selected, groups.size(), "a decision"),
                null,
                null,
                Optional.empty());
    }

    /**
     * Amounts that persons got, such as contacts or discounts; whoever got more than 0 counts as selected.
     *
     * @param values one for each person, finite; copied
     * @param groups of the same persons in the same order
     */
    public static Decisions ofValues(double[] values, Groups groups) {
        int[] reached = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            reached[row] = values[row] > 0 ? 1 : 0;
        }
        return of(reached, groups).withValues(values);
    }

    /**
     * These decisions with what would have been right.
     *
     * @param trueOutcomes for each person 1 or 0, such as whether the person would have bought; copied
     */
    public Decisions withOutcomes(int[] trueOutcomes) {
        return new Decisions(groups, selected, binary(trueOutcomes, groups.size(), "a true outcome"), values, strata);
    }

    /**
     * These decisions with a value for each person: a price, a number of contacts, a benefit.
     *
     * @param newValues one for each person, finite; copied
     */
    public Decisions withValues(double[] newValues) {
        checkLength(newValues.length, groups.size(), "values");
        for (int row = 0; row < newValues.length; row++) {
            if (!Double.isFinite(newValues[row])) {
                throw InvalidInputException.atRow(row + 1L, "a value must be finite; leave out whoever has none");
            }
        }
        return new Decisions(groups, selected, outcomes, newValues.clone(), strata);
    }

    /**
     * These decisions with the strata within which persons are compared, such as a region or a tariff.
     *
     * @param newStrata one category for each person; whoever has none is compared with nobody
     */
    public Decisions withStrata(Categories newStrata) {
        checkLength(newStrata.size(), groups.size(), "strata");
        return new Decisions(groups, selected, outcomes, values, Optional.of(newStrata));
    }

    /** The number of persons. */
    public int size() {
        return selected.length;
    }

    /** The groups of the persons. */
    public Groups groups() {
        return groups;
    }

    /** Whether a person was selected. */
    public boolean selected(int row) {
        return selected[row] == 1;
    }

    /** Whether true outcomes are known. */
    public boolean hasOutcomes() {
        return outcomes != null;
    }

    /**
     * Whether the true outcome of a person is 1.
     *
     * @throws IllegalStateException if no outcomes are known
     */
    public boolean outcome(int row) {
        if (outcomes == null) {
            throw new IllegalStateException("no true outcomes are known; add them with withOutcomes");
        }
        return outcomes[row] == 1;
    }

    /** Whether values are known. */
    public boolean hasValues() {
        return values != null;
    }

    /**
     * The value of a person.
     *
     * @throws IllegalStateException if no values are known
     */
    public double value(int row) {
        if (values == null) {
            throw new IllegalStateException("no values are known; add them with withValues");
        }
        return values[row];
    }

    /** The strata within which persons are compared, if there are any. */
    public Optional<Categories> strata() {
        return strata;
    }

    private static int[] binary(int[] numbers, int persons, String what) {
        checkLength(numbers.length, persons, what + "s");
        for (int row = 0; row < numbers.length; row++) {
            if (numbers[row] != 0 && numbers[row] != 1) {
                throw InvalidInputException.atRow(
                        row + 1L,
                        what + " must be 0 or 1, was another number; compare amounts and scores as values, see"
                                + " withValues");
            }
        }
        return numbers.clone();
    }

    private static void checkLength(int length, int persons, String what) {
        if (length != persons) {
            throw new InvalidInputException(
                    what + " must be about the " + persons + " persons of the groups, were " + length);
        }
    }

    @Override
    public String toString() {
        return "decisions on " + selected.length + " persons of " + groups;
    }
}
