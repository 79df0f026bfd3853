package io.github.segmentation4j.fairness.targeting;

/** What holds for customers whose group is not known. */
public enum MissingGroup {
    /** They are a group of their own, named {@code missing}, within the band like every other. The default. */
    OWN_GROUP,
    /** They compete for offers, and the band does not count them. */
    UNCONSTRAINED
}
