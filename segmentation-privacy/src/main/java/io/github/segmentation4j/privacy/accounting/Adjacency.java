package io.github.segmentation4j.privacy.accounting;

/**
 * Which two data sets count as neighbours: what a private answer must hide. Numbers for one do not hold for the other.
 *
 * <p>A {@link PrivacyEvent} is relative to the sensitivity under the adjacency at hand, so the accounting itself is the same
 * for both, with one exception: {@link PrivacyEvent.PoissonSampled} holds for {@link #ADD_OR_REMOVE} only.
 */
public enum Adjacency {
    /** One has all that one privacy unit contributes more than the other, so the number of units is private too. */
    ADD_OR_REMOVE,
    /** Both have equally many units and differ in what one of them contributes; the number of units is public. */
    REPLACE
}
