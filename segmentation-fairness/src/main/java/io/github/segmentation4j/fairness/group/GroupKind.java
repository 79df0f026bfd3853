package io.github.segmentation4j.fairness.group;

/** How persons belong to groups. */
public enum GroupKind {
    /** Each person belongs to one group, or the group is unknown. */
    DISJOINT,
    /** A person may belong to several groups or to none. */
    OVERLAPPING,
    /** Each person belongs to each group with a probability; what is missing to 1 is unknown. */
    PROBABILISTIC
}
