package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Objects;

/**
 * A value for each group and what they come to together. A group whose value is undetermined does not enter the
 * summary; it stays in the list with the reason.
 *
 * @param groups in the order of the groups
 * @param summary over the groups that have a value
 */
public record GroupValues(List<GroupValue> groups, Statistic summary) {
    /**
     * The value of a group.
     *
     * @param group the name of the group
     * @param persons how many the value is about; an expected number where memberships are probabilities
     * @param value the value, or why there is none
     */
    public record GroupValue(String group, double persons, Statistic value) {
        /** Checks the parts. */
        public GroupValue {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Copies the list. */
    public GroupValues {
        groups = List.copyOf(groups);
        Objects.requireNonNull(summary, "summary");
    }

    /**
     * The value of a group.
     *
     * @throws IllegalArgumentException if there is no group of that name
     */
    public GroupValue of(String group) {
        return groups.stream()
                .filter(value -> value.group().equals(group))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no group '" + group + "' among "
                        + groups.stream().map(GroupValue::group).toList()));
    }
}
