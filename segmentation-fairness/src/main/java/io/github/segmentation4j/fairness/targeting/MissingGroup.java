package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.fairness.group.Groups;

/** What holds for customers whose group is not known. */
public enum MissingGroup {
    /** They are a group of their own, named {@value Groups#MISSING}, within the band like every other. The default. */
    OWN_GROUP,
    /** They compete for offers, and the band does not count them. */
    UNCONSTRAINED
}
