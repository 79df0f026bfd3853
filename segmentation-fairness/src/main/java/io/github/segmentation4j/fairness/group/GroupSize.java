package io.github.segmentation4j.fairness.group;

import java.util.Objects;

/**
 * A group and how many persons belong to it.
 *
 * @param group the name of the group
 * @param persons 0 or more; a whole number unless memberships are probabilities
 */
public record GroupSize(String group, double persons) {
    /** Checks the size. */
    public GroupSize {
        Objects.requireNonNull(group, "group");
        if (!(persons >= 0) || Double.isInfinite(persons)) {
            throw new IllegalArgumentException("a group must have 0 or more persons, had " + persons);
        }
    }
}
