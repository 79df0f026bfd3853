package io.github.segmentation4j.cli;

/**
 * How many persons are told.
 *
 * @param minimum the fewest that are; nobody at all is told too
 */
record FewPersons(int minimum) {
    boolean hides(long persons) {
        return persons > 0 && persons < minimum;
    }

    /** A number of persons, or that it is small. */
    String inWords(long persons) {
        return hides(persons) ? "fewer than " + minimum : Long.toString(persons);
    }
}
