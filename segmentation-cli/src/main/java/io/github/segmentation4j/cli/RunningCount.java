package io.github.segmentation4j.cli;

/**
 * A count of persons that is told again and again with its sum. A small part is hidden and missing in the sum too, as
 * two sums would give it away; it enters the sum together with others when they are no longer few.
 */
final class RunningCount {
    /** Follows a sum that a few persons are missing in. */
    static final String MORE = "+";

    private final FewPersons few;
    private long told;
    private long hidden;

    RunningCount(FewPersons few) {
        this.few = few;
    }

    void add(long persons) {
        if (!few.hides(persons)) {
            told += persons;
            return;
        }
        hidden += persons;
        if (!few.hides(hidden)) {
            told += hidden;
            hidden = 0;
        }
    }

    /** The sum of what may be told. */
    long told() {
        return told;
    }

    /** Whether that is everything. */
    boolean isComplete() {
        return hidden == 0;
    }

    /** The sum, and that it is not everything if so. */
    String inWords() {
        return isComplete() ? Long.toString(told) : told + MORE;
    }
}
