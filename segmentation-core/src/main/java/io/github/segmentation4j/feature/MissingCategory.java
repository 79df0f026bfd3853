package io.github.segmentation4j.feature;

/** What happens to a customer whose category is missing. */
public enum MissingCategory {
    /** It counts as none of the categories: 0. */
    ALL_ZERO,
    /** The same, and a further column says 1. */
    OWN_COLUMN,
    /** The numbers are missing too. */
    NAN
}
