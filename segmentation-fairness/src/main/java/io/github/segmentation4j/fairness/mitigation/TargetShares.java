package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.data.Categories;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The shares that the groups of an attribute should have, such as those of a census.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param attribute the name of the attribute
 * @param shares for each group, in the order of the names, its share, above 0; they sum up to 1
 */
public record TargetShares(String attribute, Map<String, Double> shares) {
    /** What rounding to printed figures of nine digits leaves. */
    private static final double SUM_TOLERANCE = 1e-9;

    /** Copies the shares and checks them. */
    public TargetShares {
        Objects.requireNonNull(attribute, "attribute");
        double sum = 0;
        for (Map.Entry<String, Double> share : new TreeMap<>(shares).entrySet()) {
            if (!(share.getValue() > 0 && share.getValue() <= 1)) {
                throw new IllegalArgumentException("the target share of group '" + share.getKey() + "' of '" + attribute
                        + "' must be above 0 and at most 1, was " + share.getValue()
                        + "; whoever should have no share must not be admitted");
            }
            sum += share.getValue();
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "the target shares of '" + attribute + "' must sum up to 1, summed up to " + sum);
        }
        // Some maps have another order in every run, which must not reach the weights.
        shares = Collections.unmodifiableMap(new TreeMap<>(shares));
    }

    /** Shares by group. */
    public static TargetShares of(String attribute, Map<String, Double> shares) {
        return new TargetShares(attribute, shares);
    }

    /**
     * The shares that groups have in a reference population; rows whose group is missing do not count.
     *
     * @param reference with at least one row whose group is known
     */
    public static TargetShares of(Categories reference) {
        int[] counts = reference.counts();
        double known = reference.size() - (double) counts[counts.length - 1];
        if (known == 0) {
            throw new IllegalArgumentException("the reference population must have a row whose group of '"
                    + reference.name() + "' is known, had none");
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int level = 0; level < counts.length - 1; level++) {
            if (counts[level] > 0) {
                shares.put(reference.levels().get(level), counts[level] / known);
            }
        }
        return new TargetShares(reference.name(), shares);
    }
}
