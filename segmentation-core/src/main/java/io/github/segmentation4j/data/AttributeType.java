package io.github.segmentation4j.data;

/** What the values of an attribute are. Every type also knows the missing value. */
public enum AttributeType {
    /** A finite number, held as a {@code double}. */
    NUMBER,
    /** One of a set of names, held as a code. */
    CATEGORY,
    /** True or false. */
    BOOLEAN,
    /** A moment in time, to the millisecond. */
    INSTANT,
    /** Free text. */
    TEXT
}
