package io.github.segmentation4j.feature;

/** The kinds of {@link CategoryEncoding}. */
enum CategoryKind {
    ONE_HOT,
    MULTI_SELECT,
    ORDINAL,
    FREQUENCY,
    CODES;

    /** Whether each level has a column of its own. */
    boolean isWide() {
        return this == ONE_HOT || this == MULTI_SELECT;
    }
}
