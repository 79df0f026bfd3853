package io.github.segmentation4j.fairness.inference;

/** How unlike groups are, from the group of each row: what {@link PermutationTest} tests. */
@FunctionalInterface
public interface GroupStatistic {
    /**
     * The number, the larger the more unlike the groups are. Called by several threads at a time, often, and always
     * with every group as large as it is.
     *
     * @param groups the group of each row; lent for the call, not to be changed or kept
     */
    double of(int[] groups);
}
