package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.run.InvalidInputException;

/** The values 0, 1, ... that a customer can have. */
final class Domain {
    /** Counts for all values fit in a quarter of a gigabyte. */
    private static final int MOST_VALUES = 1 << 24;

    private Domain() {}

    static int requireSize(int values) {
        if (values < 2 || values > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "the domain must have from 2 to " + MOST_VALUES + " values, had " + values);
        }
        return values;
    }

    static void requireValue(int value, int values) {
        if (value < 0 || value >= values) {
            throw new InvalidInputException(
                    "a customer's value must be from 0 to " + (values - 1) + "; give rare values one in common");
        }
    }
}
