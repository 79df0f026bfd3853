package io.github.segmentation4j.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The values of one attribute among the customers of a view, in aggregates only.
 *
 * @param attribute the attribute
 * @param known customers whose value is known
 * @param missing customers whose value is missing
 * @param distinct how many different values occur; for texts only 0 and 1 are counted, and empty stands for more
 * @param impossible known values that the schema's range or values rule out
 * @param levels the most frequent values of a category or truth value, at most ten, each with at least {@link
 *     DataProfile#FEWEST} customers, most frequent first
 * @param others customers whose category is not among {@code levels}
 * @param distribution of a number, if at least {@link DataProfile#FEWEST} values are known
 */
public record AttributeProfile(
        Attribute attribute,
        int known,
        int missing,
        OptionalInt distinct,
        int impossible,
        List<LevelCount> levels,
        int others,
        Optional<Distribution> distribution) {
    /** Copies the list. */
    public AttributeProfile {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(distinct, "distinct");
        Objects.requireNonNull(distribution, "distribution");
        levels = List.copyOf(levels);
    }

    /** Whether all known values are the same, so that the attribute tells nobody apart. */
    public boolean isConstant() {
        return distinct.isPresent() && distinct.getAsInt() == 1;
    }

    /**
     * How many customers have a value.
     *
     * @param level the value
     * @param customers at least {@link DataProfile#FEWEST}
     */
    public record LevelCount(String level, int customers) {}

    /**
     * How the known values of a number lie. No smallest and largest value: those would be one person's.
     *
     * @param mean their mean
     * @param deviation their standard deviation with n - 1, 0 if all are equal
     * @param lowerQuartile the 25 % quantile, interpolated between neighbours
     * @param median the 50 % quantile
     * @param upperQuartile the 75 % quantile
     * @param tails the 5 % and 95 % quantiles, if enough values lie beyond them to hide a person
     * @param outliers values more than three interquartile ranges outside the quartiles; empty if the quartiles are equal
     *     and there are no such fences
     */
    public record Distribution(
            double mean,
            double deviation,
            double lowerQuartile,
            double median,
            double upperQuartile,
            Optional<Tails> tails,
            OptionalInt outliers) {
        /** Checks that nothing is null. */
        public Distribution {
            Objects.requireNonNull(tails, "tails");
            Objects.requireNonNull(outliers, "outliers");
        }
    }

    /**
     * The quantiles that cut off a twentieth on either side.
     *
     * @param lower the 5 % quantile
     * @param upper the 95 % quantile
     */
    public record Tails(double lower, double upper) {}
}
