package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/**
 * Who gets an offer, what each group got, and what fairness cost.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Allocation {
    private final boolean[] selected;
    private final List<String> ids;
    private final List<GroupRate> rates;
    private final double value;
    private final double bound;
    private final double valueWithoutFairness;

    /** Describes what was chosen; the array and the lists are handed over. */
    Allocation(
            boolean[] selected,
            List<String> ids,
            List<GroupRate> rates,
            double value,
            double bound,
            double valueWithoutFairness) {
        this.selected = selected;
        this.ids = List.copyOf(ids);
        this.rates = List.copyOf(rates);
        this.value = value;
        this.bound = bound;
        this.valueWithoutFairness = valueWithoutFairness;
    }

    /** Whether the customer of a row gets an offer. */
    public boolean isSelected(int row) {
        return selected[row];
    }

    /** The rows of those who get an offer, rising. */
    public List<Integer> rows() {
        List<Integer> rows = new ArrayList<>(ids.size());
        for (int row = 0; row < selected.length; row++) {
            if (selected[row]) {
                rows.add(row);
            }
        }
        return List.copyOf(rows);
    }

    /** The ids of those who get an offer, from the highest score to the lowest. */
    public List<String> ids() {
        return ids;
    }

    /** The number of offers given. */
    public int offers() {
        return ids.size();
    }

    /** The rates of all groups: attribute by attribute, within one by name, missing ones last. */
    public List<GroupRate> rates() {
        return rates;
    }

    /** The sum of the scores of those who get an offer. */
    public double value() {
        return value;
    }

    /** No allocation within the band has a higher value than this, but for the rounding of the sum. */
    public double bound() {
        return bound;
    }

    /** {@code bound - value}: the most that a better allocation could add. 0 for the best one. */
    public double gap() {
        return bound - value;
    }

    /** The value of the best allocation without any band. */
    public double valueWithoutFairness() {
        return valueWithoutFairness;
    }

    /**
     * The share of the value without fairness that the band costs, 0 to 1; undetermined if that value is not above 0.
     * Some of it may be the {@link #gap}.
     */
    public Statistic priceOfFairness() {
        return valueWithoutFairness > 0
                ? Statistic.of(Math.max(0, (valueWithoutFairness - value) / valueWithoutFairness))
                : Statistic.undetermined("the allocation without fairness has no value above 0 to lose");
    }
}
