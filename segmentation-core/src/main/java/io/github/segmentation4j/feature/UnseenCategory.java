package io.github.segmentation4j.feature;

/** What happens to a customer with a category that was not there when the encoding was fitted. */
public enum UnseenCategory {
    /** An error with the row and the column, never with the category. */
    REFUSE,
    /** The category counts as none of those known: 0. */
    ALL_ZERO,
    /** The same, and a further column says 1. */
    OTHER
}
